package io.dripwatch.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.session.Aldrete.Part;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Scale;
import io.dripwatch.vitals.Sentence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every boundary of the modified Aldrete score, circulation in percent. */
final class AldreteTest {
    private static final Duration FRESH = Duration.ofMinutes(15);
    private static final Baseline OWN_120 = new Baseline(
            Map.of(Metric.NIBP_SYS, List.of(new Baseline.Sample(120, GivenEvidence.NOW.minusSeconds(3600)))));

    @Test
    void aPatientWhoIsWellHasTen() {
        Aldrete score = score(well());
        assertThat(score.total()).isEqualTo(10);
        assertThat(score.parts().keySet()).containsExactly(Part.values());
        assertThat(score.missing()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, 2"})
    void activityAndRespirationAreAsScored(double scored, int points) {
        Aldrete score = score(well().with(Scale.ALDRETE_ACTIVITY, scored).with(Scale.ALDRETE_RESPIRATION, scored));
        assertThat(score.parts()).containsEntry(Part.ACTIVITY, points).containsEntry(Part.RESPIRATION, points);
    }

    /** 20 % of 120 is 24, 50 % is 60. */
    @ParameterizedTest
    @CsvSource({
        "120, 2",
        "144, 2",
        "144.1, 1",
        "145, 1",
        "180, 1",
        "180.1, 0",
        "181, 0",
        "96, 2",
        "95, 1",
        "60, 1",
        "59, 0"
    })
    void circulation(double systolic, int points) {
        assertThat(score(well().with(Metric.NIBP_SYS, systolic)).parts()).containsEntry(Part.CIRCULATION, points);
    }

    @ParameterizedTest
    @CsvSource({"5, 2", "4, 1", "3, 1", "2, 1", "1, 1", "0, 0"})
    void consciousness(double moaas, int points) {
        assertThat(score(well().with(Scale.MOAAS, moaas)).parts()).containsEntry(Part.CONSCIOUSNESS, points);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 0, 2", "93, 0, 2", "92, 0, 1", "91, 0, 1", "90, 0, 0", "89, 0, 0",
        "100, 2, 1", "93, 2, 1", "92, 2, 1", "91, 2, 1", "90, 2, 0", "89, 2, 0"
    })
    void oxygen(double percent, double litres, int points) {
        assertThat(score(well().with(Metric.SPO2, percent).with(Scale.OXYGEN, litres))
                        .parts())
                .containsEntry(Part.OXYGEN, points);
    }

    @Test
    void withoutAPartThereIsNoTotalAndItIsSaidWhy() {
        Aldrete score = Aldrete.of(new GivenEvidence(), Baseline.NONE, GivenEvidence.NOW, FRESH);
        assertThat(score.total()).isNull();
        assertThat(score.missing())
                .extracting(Sentence::english)
                .containsExactly(
                        "activity (not scored)",
                        "respiration (not scored)",
                        "circulation (no baseline of the systolic pressure)",
                        "consciousness (no recent MOAA/S)",
                        "oxygen (no recent SpO2)");
    }

    @Test
    void anOldPressureIsNoPressureAndUnknownOxygenIsSaid() {
        GivenEvidence evidence = well().without(Scale.OXYGEN)
                .with(Metric.NIBP_SYS, 120, GivenEvidence.NOW.minus(FRESH).minusMillis(1));
        assertThat(score(evidence).missing())
                .extracting(Sentence::english)
                .containsExactly("circulation (no recent systolic pressure)", "oxygen (air or oxygen is not known)");
        assertThat(score(evidence.with(Metric.SPO2, 91)).parts()).containsEntry(Part.OXYGEN, 1);
    }

    private static Aldrete score(Evidence evidence) {
        return Aldrete.of(evidence, OWN_120, GivenEvidence.NOW, FRESH);
    }

    private static GivenEvidence well() {
        return new GivenEvidence()
                .with(Scale.ALDRETE_ACTIVITY, 2)
                .with(Scale.ALDRETE_RESPIRATION, 2)
                .with(Metric.NIBP_SYS, 120)
                .with(Scale.MOAAS, 5)
                .with(Metric.SPO2, 98)
                .with(Scale.OXYGEN, 0);
    }
}
