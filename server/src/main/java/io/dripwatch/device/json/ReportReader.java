package io.dripwatch.device.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.dripwatch.device.Decoded;
import io.dripwatch.device.Refusal;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Place;
import io.dripwatch.vitals.Reading;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One report, token by token: its rows are checked as they come, what belongs to all of them when it has ended. */
final class ReportReader {
    private final String where;
    private final List<RowReader.Row> rows = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private @Nullable String device;
    private @Nullable Place place;
    private @Nullable Patient patient;
    private @Nullable Instant sentAt;
    private boolean listed;
    private @Nullable Refusal rejected;

    ReportReader(String where) {
        this.where = where;
    }

    /** Reads a report to its end; never throws for what it says, only where the message is no JSON. */
    void read(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            reject(new Unreadable(
                    RefusalReason.UNREADABLE,
                    where,
                    "expected a report with device and readings, or an array of them"));
            return;
        }
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String key = in.currentName();
            in.nextToken();
            take(key, in);
        }
    }

    /** Takes the value of one key of the report. */
    void take(String key, JsonParser in) throws IOException {
        try {
            switch (key) {
                case "device" -> device = Tokens.text(in, where, key);
                case "place" -> place = place(in);
                case "patient" -> patient = patient(in);
                case "sentAt" -> sentAt = Tokens.momentOrNull(in, where, key);
                case "readings" -> rows(in);
                default -> throw Tokens.unknown(where, key, "device, place, patient, sentAt and readings");
            }
        } catch (Unreadable problem) {
            in.skipChildren();
            reject(problem);
        }
    }

    void reject(Unreadable problem) {
        rejected = rejected == null ? problem.refusal() : rejected;
    }

    /** Whether a row names no time, and the report has none either. */
    boolean untimed() {
        return sentAt == null && rows.stream().anyMatch(row -> row.at() == null);
    }

    /**
     * What became of it.
     *
     * @param untimedAt when rows were measured that name no time, where the report names none
     */
    Decoded decoded(Instant untimedAt, Instant receivedAt) {
        if (rejected == null && device == null) {
            reject(new Unreadable(RefusalReason.MISSING_PART, where + ".device", "expected text"));
        }
        if (rejected == null && !listed) {
            reject(missingReadings());
        }
        if (rejected != null || device == null) {
            return new Decoded.Rejected(Objects.requireNonNull(rejected));
        }
        Instant otherwise = sentAt == null ? untimedAt : sentAt;
        List<Reading> readings = new ArrayList<>(rows.size());
        for (RowReader.Row row : rows) {
            readings.add(Reading.of(row.metric(), row.value(), row.at() == null ? otherwise : row.at()));
        }
        return new Decoded.Read(
                new DeviceReport(
                        new DeviceId(device),
                        place,
                        patient,
                        sentAt,
                        receivedAt,
                        readings,
                        List.of(),
                        List.of(),
                        List.of()),
                refusals);
    }

    private void rows(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw missingReadings();
        }
        for (int i = 0; in.nextToken() != JsonToken.END_ARRAY; i++) {
            listed = true;
            try {
                rows.add(RowReader.read(in, where + ".readings[" + i + "]"));
            } catch (Unreadable problem) {
                refusals.add(problem.refusal());
            }
        }
    }

    private Unreadable missingReadings() {
        return new Unreadable(RefusalReason.MISSING_PART, where, "expected readings, an array with at least one");
    }

    private @Nullable Place place(JsonParser in) throws IOException {
        String text = Tokens.textOrNull(in, where, "place");
        if (text == null) {
            return null;
        }
        long parts = text.chars().filter(one -> one == '^').count() + 1;
        if (parts > 3 || text.replace("^", "").isBlank()) {
            throw new Unreadable(
                    RefusalReason.UNREADABLE, where + ".place", "expected unit^room^bed, got another number of parts");
        }
        return Place.parse(text);
    }

    private @Nullable Patient patient(JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        String here = where + ".patient";
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw new Unreadable(RefusalReason.UNREADABLE, here, "expected a patient with an id");
        }
        Named named = new Named();
        Unreadable first = null;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String key = in.currentName();
            in.nextToken();
            try {
                named.take(key, in, here);
            } catch (Unreadable problem) {
                in.skipChildren();
                first = first == null ? problem : first;
            }
        }
        if (first != null) {
            throw first;
        }
        return named.patient(here);
    }

    /** The keys of a patient. */
    private static final class Named {
        private @Nullable String id;
        private String authority = "";
        private String family = "";
        private String given = "";

        void take(String key, JsonParser in, String where) throws IOException {
            switch (key) {
                case "id" -> id = Tokens.text(in, where, key);
                case "authority" -> authority = Tokens.textOrNothing(in, where, key);
                case "family" -> family = Tokens.textOrNothing(in, where, key);
                case "given" -> given = Tokens.textOrNothing(in, where, key);
                default -> throw Tokens.unknown(where, key, "id, authority, family and given");
            }
        }

        Patient patient(String where) {
            if (id == null) {
                throw new Unreadable(RefusalReason.MISSING_PART, where + ".id", "expected text");
            }
            return new Patient(new PatientId(authority, id), family, given, null, Patient.Sex.UNKNOWN);
        }
    }
}
