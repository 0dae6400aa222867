package io.dripwatch.fhir.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.fhir.rest.Encounters;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Search;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import io.dripwatch.vitals.Reading.Standing;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.SampledData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SampledSessionTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00.300Z");
    private static final long ENCOUNTER = 9;

    @SuppressWarnings("NullAway.Init")
    private GivenHistory given;

    @SuppressWarnings("NullAway.Init")
    SampledSessionTest() {}

    @BeforeEach
    void open(@TempDir Path directory) {
        given = new GivenHistory(directory);
    }

    @AfterEach
    void close() {
        given.close();
    }

    @Test
    void aSampleIsTheLastSureReadingOfItsPeriod() throws Exception {
        keep(
                reading(Metric.SPO2, 97, 0, Standing.PLAIN),
                reading(Metric.SPO2, 96.5, 600, Standing.PLAIN),
                reading(Metric.SPO2, 12, 650, Standing.QUESTIONABLE),
                reading(Metric.SPO2, 13, 1_000, Standing.QUESTIONABLE),
                reading(Metric.SPO2, 95, 2_000, Standing.CORRECTED),
                reading(Metric.SPO2, 94, 5_000, Standing.PLAIN),
                reading(Metric.NIBP_MEAN, 90, 0, Standing.PLAIN));

        Observation spo2 = only(samples(""));
        assertThat(spo2.getValueSampledData().getData()).isEqualTo("96.5 E 95 E E 94");
        assertThat(spo2.getValueSampledData().getPeriod().intValueExact()).isEqualTo(1000);
        assertThat(spo2.getEffectivePeriod().getStart()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
        assertThat(spo2.getEffectivePeriod().getEnd()).isEqualTo(Instant.parse("2026-03-01T12:00:05Z"));
        assertThat(spo2.getEncounter().getReference()).isEqualTo("Encounter/9");
        assertThat(Validators.errors(
                        Validators.plain(), Oracle.CONTEXT.newJsonParser().encodeResourceToString(spo2), "samples"))
                .isEmpty();
        assertThat(only(samples("period=3000")).getValueSampledData().getData()).isEqualTo("95 94");
        assertThat(only(samples("start=2026-03-01T12:00:02Z&end=2026-03-01T12:00:03Z"))
                        .getValueSampledData()
                        .getData())
                .isEqualTo("95");
    }

    @Test
    void anHourOfSilenceOrAClockThatJumpedBeginsAnotherObservation() throws Exception {
        keep(
                reading(Metric.HEART_RATE, 70, 0, Standing.PLAIN),
                reading(Metric.HEART_RATE, 71, 3_600_000, Standing.PLAIN),
                reading(Metric.HEART_RATE, 72, 2 * 3_600_000 + 120_000, Standing.PLAIN),
                reading(Metric.HEART_RATE, 73, 200L * 365 * 86_400_000, Standing.PLAIN));

        List<Observation> rows = samples("period=60000");
        assertThat(rows).hasSize(3);
        assertThat(values(rows.get(0).getValueSampledData()))
                .hasSize(61)
                .startsWith("70")
                .endsWith("71");
        assertThat(rows.get(1).getValueSampledData().getData()).isEqualTo("72");
        assertThat(rows.get(2).getValueSampledData().getData()).isEqualTo("73");
    }

    @Test
    void onlyWhatIsAskedForIsSampledAndOfNoOtherSession() throws Exception {
        keep(reading(Metric.HEART_RATE, 70, 0, Standing.PLAIN), reading(Metric.RESP_RATE, 14, 0, Standing.TRAINING));
        given.keep(
                GivenHistory.destination("MON-1", GivenHistory.SAM, "session-2"),
                START,
                List.of(reading(Metric.HEART_RATE, 99, 0, Standing.PLAIN)));

        assertThat(samples("")).hasSize(2);
        Observation breaths = only(samples("code=http://loinc.org|9279-1"));
        assertThat(breaths.getValueSampledData().getData()).isEqualTo("14");
        assertThat(breaths.getMeta().getSecurityFirstRep().getCode()).isEqualTo("HTEST");
        assertThat(samples("code=nothing")).isEmpty();
        assertThat(observations().samples(10, search(""))).isNull();
        for (String wrong : List.of("period=99", "period=60001", "period=fast", "period=9999999", "start=soon")) {
            assertThatThrownBy(() -> samples(wrong)).as(wrong).isInstanceOf(Problem.class);
        }
    }

    @Test
    void whateverWasMeasuredIsSampledAsANaiveReaderWouldAndInBoundedPieces() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Reading> readings = new ArrayList<>();
        TreeMap<Long, String> expected = new TreeMap<>();
        long at = 0;
        for (int i = 0; i < 40_000; i++) {
            at += 1 + random.nextInt(random.nextInt(50) == 0 ? 9_000 : 700);
            Standing standing = random.nextInt(9) == 0 ? Standing.QUESTIONABLE : Standing.PLAIN;
            double value = random.nextInt(1_500) / 10.0;
            readings.add(reading(Metric.ETCO2, value, at, standing));
            long slot = Math.floorDiv(START.toEpochMilli() + at, 250);
            String text = value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
            expected.merge(slot, standing == Standing.PLAIN ? text : "E", (one, next) -> next.equals("E") ? one : next);
        }
        keep(readings.toArray(Reading[]::new));

        StringBuilder naive = new StringBuilder();
        for (long slot = expected.firstKey(); slot <= expected.lastKey(); slot++) {
            naive.append(naive.isEmpty() ? "" : " ").append(expected.getOrDefault(slot, "E"));
        }
        assertThat(only(samples("period=250")).getValueSampledData().getData())
                .as("seed " + seed)
                .isEqualTo(naive.toString());
    }

    private static Reading reading(Metric metric, double value, long afterMs, Standing standing) {
        return new Reading(metric, 0, value, START.plusMillis(afterMs), standing);
    }

    private void keep(Reading... readings) {
        given.keep(GivenHistory.MONITOR, START, List.of(readings));
    }

    private static List<String> values(SampledData samples) {
        return List.of(samples.getData().split(" ", -1));
    }

    private static Observation only(List<Observation> all) {
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static Search search(String query) {
        return new Search("http://localhost/fhir/Encounter", Search.Parameter.inQuery(query), Search.Handling.STRICT);
    }

    private List<Observation> samples(String query) {
        SampledSession samples = Objects.requireNonNull(observations().samples(ENCOUNTER, search(query)));
        Buffer json = Buffer.buffer();
        while (!samples.done()) {
            Buffer piece = samples.next();
            assertThat(piece.length()).isLessThan(64 * 1024);
            json.appendBuffer(piece);
        }
        return Oracle.CONTEXT.newJsonParser().parseResource(Bundle.class, json.toString()).getEntry().stream()
                .map(entry -> (Observation) entry.getResource())
                .toList();
    }

    private Observations observations() {
        return given.observations(new Encounters() {
            @Override
            public @Nullable Long of(String session) {
                return session.equals("session-1") ? ENCOUNTER : null;
            }

            @Override
            public @Nullable String session(long encounter) {
                return encounter == ENCOUNTER ? "session-1" : null;
            }
        });
    }
}
