package io.dripwatch.device.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.device.Decoded;
import io.dripwatch.vitals.Metric;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The published schema and the reader agree: what is valid by the one is accepted whole by the other. */
final class ReadingsSchemaTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final List<Metric> METRICS = List.of(Metric.values());
    private static final int SEEDS = 4_000;
    private static final List<@Nullable Object> ODD = Arrays.asList(
            null,
            "",
            " ",
            "x",
            "x".repeat(201),
            "a^b^c^d",
            "^^",
            "^^3",
            "tab\there",
            true,
            -1,
            0,
            7,
            1.5,
            351,
            1e300,
            9007199254740992L,
            1772355599000L,
            4102444800000L,
            "spo2",
            "mmHg",
            "mm[Hg]",
            "%",
            " %",
            "2026-03-01T10:00:00.250+01:00",
            "2026-03-01T10:00:00Z",
            "2026-02-29T10:00:00Z",
            "2028-02-29T10:00:00Z",
            "2026-04-31T10:00:00Z",
            "2026-03-01T10:00Z",
            "2026-03-01T24:00:00Z",
            "2026-03-01T10:00:00.1234567890Z",
            "2026-03-01T10:00:00+14:01",
            "2101-03-01T10:00:00Z",
            "2026-03-01 10:00:00Z",
            new JsonArray(),
            new JsonObject(),
            new JsonArray().add(7));

    private final ReadingsReader reader = new ReadingsReader();
    private final Validator validator = Validator.create(
            JsonSchema.of(schema()),
            new JsonSchemaOptions().setBaseUri("https://dripwatch.invalid").setDraft(Draft.DRAFT202012));

    private static JsonObject schema() {
        try (InputStream in =
                Objects.requireNonNull(ReadingsReader.class.getResourceAsStream("/schemas/readings.schema.json"))) {
            return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsValidByTheSchemaIsAcceptedAndNothingElseIs() {
        int valid = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Object message = message(new SplittableRandom(seed));
            String json = message instanceof JsonObject object ? object.encode() : ((JsonArray) message).encode();
            boolean byTheSchema =
                    Boolean.TRUE.equals(validator.validate(message).getValid());
            assertThat(accepted(json)).as("seed %s: %s", seed, json).isEqualTo(byTheSchema);
            valid += byTheSchema ? 1 : 0;
        }
        assertThat(valid).isBetween(SEEDS / 10, SEEDS * 9 / 10);
    }

    @Test
    void theBoundsOfEveryMetricAreTheSameInBoth() {
        for (Metric metric : Metric.values()) {
            for (double value = -1; value <= 10_001; value += 0.5) {
                JsonObject message = new JsonObject()
                        .put("device", "D")
                        .put("readings", new JsonArray().add(reading(metric.mdcRefId(), value)));
                assertThat(metric.plausible(value))
                        .as("%s %s", metric, value)
                        .isEqualTo(validator.validate(message).getValid());
                value += value > 500 ? 250 : 0;
            }
        }
    }

    private boolean accepted(String json) {
        return reader.read(json.getBytes(StandardCharsets.UTF_8), NOW).outcomes().stream()
                .allMatch(outcome ->
                        outcome instanceof Decoded.Read read && read.refusals().isEmpty());
    }

    private static JsonObject reading(String metric, double value) {
        return new JsonObject().put("metric", metric).put("value", value);
    }

    private static Object message(SplittableRandom random) {
        List<JsonObject> groups = new ArrayList<>();
        JsonArray reports = new JsonArray();
        for (int i = 0; i <= random.nextInt(2); i++) {
            reports.add(report(random, groups));
        }
        JsonObject list = new JsonObject().put("seq", random.nextInt(100)).put("reports", reports);
        Object message =
                switch (random.nextInt(3)) {
                    case 0 -> reports;
                    case 1 -> list;
                    default -> reports.getJsonObject(0);
                };
        if (message == list) {
            groups.add(list);
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            spoil(random, groups.get(random.nextInt(groups.size())));
        }
        return message;
    }

    private static JsonObject report(SplittableRandom random, List<JsonObject> groups) {
        JsonObject patient = new JsonObject().put("id", "SYN-1").put("family", "Synthetic");
        JsonArray readings = new JsonArray();
        for (int i = 0; i <= random.nextInt(3); i++) {
            Metric metric = METRICS.get(random.nextInt(METRICS.size()));
            JsonObject reading = reading(random.nextBoolean() ? metric.id() : metric.mdcRefId(), 30)
                    .put(
                            "unit",
                            random.nextBoolean()
                                    ? metric.unit().ucum()
                                    : metric.unit().label());
            readings.add(reading);
            groups.add(reading);
        }
        JsonObject report = new JsonObject()
                .put("device", "BAND-7")
                .put("place", "INFUSION^^3")
                .put("patient", patient)
                .put("readings", readings);
        groups.add(report);
        groups.add(patient);
        return report;
    }

    /** Puts something odd where it may or may not belong, or takes something away. */
    private static void spoil(SplittableRandom random, JsonObject group) {
        List<String> keys = new ArrayList<>(group.fieldNames());
        keys.addAll(List.of("seq", "at", "sentAt", "given", "unknown"));
        String key = keys.get(random.nextInt(keys.size()));
        if (random.nextInt(5) == 0) {
            group.remove(key);
        } else {
            group.put(key, ODD.get(random.nextInt(ODD.size())));
        }
    }
}
