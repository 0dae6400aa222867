package io.dripwatch.device.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dripwatch.device.Decoded;
import io.dripwatch.device.Refusal;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Numbers;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Place;
import io.dripwatch.vitals.Reading;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of {@code POST /api/v1/readings}: one report or an array of them, in the shape of
 * {@code server/docs/devices.md}.
 */
final class ReadingsDecoder {
    private static final int DEEPEST = 10;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ReadingsDecoder() {}

    /** A part of a report cannot be read; the message says where and why. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Refusal refusal;

        Unreadable(RefusalReason reason, String where, String detail) {
            super(detail);
            this.refusal = new Refusal(reason, where, detail);
        }
    }

    /**
     * Reads a body.
     *
     * @return one outcome for each report, in their order
     */
    static List<Decoded> decode(byte[] body, Instant receivedAt) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (IOException e) {
            String where = e.getMessage() == null
                    ? ""
                    : e.getMessage().lines().findFirst().orElse("");
            return List.of(new Decoded.Rejected(
                    new Refusal(RefusalReason.UNREADABLE, "", "expected JSON, got something else: " + where)));
        }
        List<Decoded> outcomes = new ArrayList<>();
        if (root.isArray() && !root.isEmpty()) {
            for (int i = 0; i < root.size(); i++) {
                outcomes.add(report(root.get(i), "[" + i + "]", receivedAt));
            }
        } else {
            outcomes.add(report(root, "", receivedAt));
        }
        return outcomes;
    }

    private static Decoded report(JsonNode node, String where, Instant receivedAt) {
        try {
            if (!node.isObject()) {
                throw new Unreadable(
                        RefusalReason.UNREADABLE,
                        where,
                        "expected a report with device and readings, or an array of them");
            }
            DeviceId device = new DeviceId(text(node, "device", where));
            List<Refusal> refusals = new ArrayList<>();
            List<Reading> readings = readings(node, where, receivedAt, refusals);
            JsonNode sentAt = node.get("sentAt");
            DeviceReport report = new DeviceReport(
                    device,
                    place(node),
                    patient(node, where),
                    sentAt == null ? null : time(sentAt, where + ".sentAt"),
                    receivedAt,
                    readings,
                    List.of(),
                    List.of(),
                    List.of());
            return new Decoded.Read(report, refusals);
        } catch (Unreadable e) {
            return new Decoded.Rejected(e.refusal);
        } catch (IllegalArgumentException e) {
            return new Decoded.Rejected(new Refusal(RefusalReason.UNREADABLE, where, String.valueOf(e.getMessage())));
        }
    }

    private static List<Reading> readings(JsonNode node, String where, Instant receivedAt, List<Refusal> refusals) {
        JsonNode rows = node.get("readings");
        if (rows == null || !rows.isArray() || rows.isEmpty()) {
            throw new Unreadable(RefusalReason.MISSING_PART, where, "expected readings, an array with at least one");
        }
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            String row = where + ".readings[" + i + "]";
            try {
                readings.add(reading(rows.get(i), row, receivedAt));
            } catch (Unreadable e) {
                refusals.add(e.refusal);
            }
        }
        return readings;
    }

    private static Reading reading(JsonNode row, String where, Instant receivedAt) {
        Metric metric = metric(text(row, "metric", where), where);
        JsonNode value = row.get("value");
        if (value == null || !value.isNumber()) {
            throw new Unreadable(RefusalReason.NOT_NUMERIC, where + ".value", "expected a number");
        }
        String unit = row.path("unit").asText(metric.unit().ucum());
        if (!unit.equals(metric.unit().ucum()) && !unit.equals(metric.unit().label())) {
            throw new Unreadable(
                    RefusalReason.UNKNOWN_UNIT,
                    where + ".unit",
                    "expected " + metric.unit().ucum() + " for " + metric.id() + ", got another unit");
        }
        double number = value.asDouble();
        if (!metric.plausible(number)) {
            throw new Unreadable(
                    RefusalReason.IMPLAUSIBLE,
                    where + ".value",
                    "expected " + metric.id() + " within " + metric.plausibleRange() + ", got "
                            + Numbers.plain(number));
        }
        JsonNode at = row.get("at");
        return Reading.of(metric, number, at == null ? receivedAt : time(at, where + ".at"));
    }

    private static Metric metric(String word, String where) {
        for (Metric metric : Metric.values()) {
            if (metric.id().equals(word) || metric.mdcRefId().equals(word)) {
                return metric;
            }
        }
        throw new Unreadable(
                RefusalReason.UNKNOWN_CODE,
                where + ".metric",
                "expected a metric such as spo2 or its MDC reference id");
    }

    private static @Nullable Place place(JsonNode node) {
        String place = node.path("place").asText("");
        return place.isBlank() ? null : Place.parse(place);
    }

    private static @Nullable Patient patient(JsonNode node, String where) {
        JsonNode patient = node.get("patient");
        if (patient == null || patient.isNull()) {
            return null;
        }
        PatientId id = new PatientId(patient.path("authority").asText(""), text(patient, "id", where + ".patient"));
        return new Patient(
                id, patient.path("family").asText(""), patient.path("given").asText(""), null, Patient.Sex.UNKNOWN);
    }

    private static Instant time(JsonNode node, String where) {
        try {
            return node.isNumber()
                    ? Instant.ofEpochMilli(node.asLong())
                    : OffsetDateTime.parse(node.asText()).toInstant();
        } catch (DateTimeParseException e) {
            throw new Unreadable(RefusalReason.BAD_TIME, where, "expected epoch milliseconds or ISO 8601 with a zone");
        }
    }

    private static String text(JsonNode node, String field, String where) {
        JsonNode value = node.get(field);
        if (value == null || !value.isTextual() || value.asText().isBlank()) {
            throw new Unreadable(RefusalReason.MISSING_PART, where + "." + field, "expected text");
        }
        return value.asText().strip();
    }
}
