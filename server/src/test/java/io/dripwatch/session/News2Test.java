package io.dripwatch.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.session.News2.Part;
import io.dripwatch.session.News2.SaturationScale;
import io.dripwatch.vitals.Measure;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Scale;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every boundary of the form (Royal College of Physicians, 2017), from both sides. */
final class News2Test {
    private static final Duration FRESH = Duration.ofMinutes(15);

    @ParameterizedTest
    @CsvSource({"0, 3", "8, 3", "9, 1", "11, 1", "12, 0", "20, 0", "21, 2", "24, 2", "25, 3", "60, 3"})
    void respiration(double rate, int points) {
        assertThat(part(Part.RESPIRATION, Metric.RESP_RATE, rate)).isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource({"70, 3", "91, 3", "92, 2", "93, 2", "94, 1", "95, 1", "96, 0", "100, 0", "95.4, 1", "95.6, 0"})
    void saturationForMost(double percent, int points) {
        assertThat(part(Part.SATURATION, Metric.SPO2, percent)).isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource({
        "83, 0, 3", "84, 0, 2", "85, 0, 2", "86, 0, 1", "87, 0, 1", "88, 0, 0", "92, 0, 0", "93, 0, 0", "100, 0, 0",
        "83, 2, 3", "84, 2, 2", "85, 2, 2", "86, 2, 1", "87, 2, 1", "88, 2, 0", "92, 2, 0", "93, 2, 1", "94, 2, 1",
        "95, 2, 2", "96, 2, 2", "97, 2, 3", "100, 2, 3"
    })
    void saturationWithATargetOf88To92(double percent, double litres, int points) {
        News2 score = score(
                well().with(Metric.SPO2, percent).with(Scale.OXYGEN, litres), Stage.OBSERVATION, SaturationScale.TWO);
        assertThat(score.parts()).containsEntry(Part.SATURATION, points);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 2", "15, 2"})
    void airOrOxygen(double litres, int points) {
        assertThat(part(Part.OXYGEN, Scale.OXYGEN, litres)).isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource({"60, 3", "90, 3", "91, 2", "100, 2", "101, 1", "110, 1", "111, 0", "219, 0", "220, 3", "250, 3"})
    void pressure(double systolic, int points) {
        assertThat(part(Part.PRESSURE, Metric.NIBP_SYS, systolic)).isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource({
        "20, 3", "40, 3", "41, 1", "50, 1", "51, 0", "90, 0", "91, 1", "110, 1", "111, 2", "130, 2", "131, 3", "200, 3"
    })
    void pulse(double rate, int points) {
        assertThat(part(Part.PULSE, Metric.HEART_RATE, rate)).isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource({"5, 0", "4, 3", "3, 3", "2, 3", "1, 3", "0, 3"})
    void consciousness(double moaas, int points) {
        assertThat(part(Part.CONSCIOUSNESS, Scale.MOAAS, moaas)).isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource({
        "34, 3",
        "35.0, 3",
        "35.1, 1",
        "36.0, 1",
        "36.1, 0",
        "38.0, 0",
        "38.1, 1",
        "39.0, 1",
        "39.1, 2",
        "41, 2",
        "36.04, 1",
        "36.06, 0"
    })
    void temperature(double celsius, int points) {
        assertThat(part(Part.TEMPERATURE, Metric.TEMPERATURE, celsius)).isEqualTo(points);
    }

    @Test
    void aWellPatientHasNoPointsAndAllPartsInTheOrderOfTheForm() {
        News2 score = score(well(), Stage.OBSERVATION, SaturationScale.ONE);
        assertThat(score.total()).isZero();
        assertThat(score.parts().keySet()).containsExactly(Part.values());
        assertThat(score.words()).isEqualTo("NEWS2 0");
        assertThat(score.risk()).isEqualTo(News2.Risk.LOW);
    }

    @ParameterizedTest
    @CsvSource({"DOSING", "HELD"})
    void whileTheDrugActsConsciousnessIsLeftOutAndSaidToBe(Stage stage) {
        News2 score = score(well().with(Scale.MOAAS, 3), stage, SaturationScale.ONE);
        assertThat(score.total()).isZero();
        assertThat(score.words()).isEqualTo("NEWS2 at least 0, without consciousness (not scored while the drug acts)");
    }

    @Test
    void whatIsMissingOrOldIsSaid() {
        GivenEvidence evidence = well().without(Metric.TEMPERATURE)
                .with(Metric.RESP_RATE, 14, GivenEvidence.NOW.minus(FRESH).minusSeconds(1))
                .with(Metric.NIBP_SYS, 95, GivenEvidence.NOW.minus(FRESH));
        News2 score = score(evidence, Stage.OBSERVATION, SaturationScale.ONE);
        assertThat(score.complete()).isFalse();
        assertThat(score.words()).isEqualTo("NEWS2 at least 2, without respiratory rate, temperature");
    }

    @Test
    void aHighSaturationOnTheSecondScaleNeedsToKnowOfOxygen() {
        GivenEvidence evidence = well().without(Scale.OXYGEN);
        assertThat(score(evidence, Stage.OBSERVATION, SaturationScale.TWO).missing())
                .containsExactly("SpO2 (air or oxygen is not known)", "air or oxygen");
        assertThat(score(evidence.with(Metric.SPO2, 90), Stage.OBSERVATION, SaturationScale.TWO)
                        .missing())
                .containsExactly("air or oxygen");
    }

    @Test
    void thePulseComesFromTheNextBestSource() {
        GivenEvidence evidence = well().without(Metric.HEART_RATE).with(Metric.PULSE_RATE, 120);
        assertThat(score(evidence, Stage.OBSERVATION, SaturationScale.ONE).parts())
                .containsEntry(Part.PULSE, 2);
    }

    @ParameterizedTest
    @CsvSource({"12, 70, 0, LOW", "25, 70, 0, LOW_MEDIUM", "25, 70, 2, MEDIUM", "25, 120, 2, HIGH", "9, 92, 2, LOW"})
    void theTotalSaysHowUrgentItIs(double breaths, double pulse, double litres, News2.Risk risk) {
        GivenEvidence evidence = well().with(Metric.RESP_RATE, breaths)
                .with(Metric.HEART_RATE, pulse)
                .with(Scale.OXYGEN, litres);
        assertThat(score(evidence, Stage.OBSERVATION, SaturationScale.ONE).risk())
                .isEqualTo(risk);
    }

    private static int part(Part part, Measure what, double value) {
        Map<Part, Integer> parts = score(well().with(what, value), Stage.OBSERVATION, SaturationScale.ONE)
                .parts();
        int others = parts.values().stream().mapToInt(Integer::intValue).sum() - parts.getOrDefault(part, -1);
        assertThat(others).as("only this part has points").isZero();
        return parts.getOrDefault(part, -1);
    }

    private static News2 score(Evidence evidence, Stage stage, SaturationScale scale) {
        return News2.of(evidence, stage, scale, GivenEvidence.NOW, FRESH);
    }

    private static GivenEvidence well() {
        return new GivenEvidence()
                .with(Metric.RESP_RATE, 14)
                .with(Metric.SPO2, 98)
                .with(Scale.OXYGEN, 0)
                .with(Metric.NIBP_SYS, 120)
                .with(Metric.HEART_RATE, 70)
                .with(Scale.MOAAS, 5)
                .with(Metric.TEMPERATURE, 36.8);
    }
}
