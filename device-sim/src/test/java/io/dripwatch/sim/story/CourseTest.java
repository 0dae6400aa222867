package io.dripwatch.sim.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dripwatch.sim.patient.Body;
import io.dripwatch.sim.patient.Vital;
import io.dripwatch.sim.story.Delivery.Change;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The shipped stories, told as a clinic would. */
class CourseTest {
    private static final int SEEDS = 40;

    @Test
    void aQuietDoseIsThirtyFiveMillilitresAtFiftyTwoAndAHalf() {
        Course course = course("quiet-session");
        assertThat(course.deliveries())
                .containsExactly(
                        new Delivery(Duration.ofMinutes(5), Change.START, 52.5),
                        new Delivery(Duration.ofMinutes(45), Change.COMPLETE, 0),
                        new Delivery(Duration.ofMinutes(45), Change.KEEP_OPEN, 2),
                        new Delivery(Duration.ofMinutes(50), Change.STOP, 0));
        assertThat(course.programmedMl()).isEqualTo(35);
        assertThat(course.millilitresBy(Duration.ofMinutes(25))).isEqualTo(17.5, within(1e-9));
        assertThat(course.millilitresBy(Duration.ofMinutes(45))).isEqualTo(35, within(1e-9));
    }

    @Test
    void theCuffMeasuresTwiceAtBaselineEveryTenMinutesInDosingAndEveryFifteenAfter() {
        assertThat(course("quiet-session").cuffs().stream().map(Duration::toMinutes))
                .containsExactly(1L, 4L, 5L, 15L, 25L, 35L, 45L, 60L, 75L, 90L, 105L);
    }

    @Test
    void aHoldDelaysTheEndOfTheDoseButNotTheDose() {
        Course course = course("hypertensive-response");
        assertThat(course.deliveries().stream().map(Delivery::change))
                .containsExactly(
                        Change.START, Change.STOP, Change.START, Change.COMPLETE, Change.KEEP_OPEN, Change.STOP);
        assertThat(course.beginOf(Story.Stage.OBSERVATION)).isEqualTo(Duration.ofMinutes(49));
        assertThat(course.millilitresBy(Duration.ofMinutes(49))).isEqualTo(35, within(1e-9));
        assertThat(course.millilitresBy(Duration.ofMinutes(37))).isEqualTo(31 * 52.5 / 60, within(1e-9));
    }

    @Test
    void theHypertensivePatientReaches182Over112AndSettles() {
        Course course = course("hypertensive-response");
        for (long seed = 0; seed < SEEDS; seed++) {
            Body body = new Body(course.bodyPlan(), seed);
            assertThat(body.at(Vital.SYSTOLIC, dosing(5))).as("seed %d", seed).isLessThan(150);
            assertThat(body.at(Vital.SYSTOLIC, dosing(25))).as("seed %d", seed).isBetween(179.5, 184.5);
            assertThat(body.at(Vital.DIASTOLIC, dosing(28))).as("seed %d", seed).isBetween(110.2, 113.8);
            assertThat(body.at(Vital.SYSTOLIC, dosing(44))).as("seed %d", seed).isLessThan(160);
        }
    }

    @Test
    void theDesaturatingPatientIsAt84ForAMinuteAndRecovers() {
        Course course = course("desaturation-probe-off");
        for (long seed = 0; seed < SEEDS; seed++) {
            Body body = new Body(course.bodyPlan(), seed);
            assertThat(body.at(Vital.SPO2, dosing(13))).as("seed %d", seed).isGreaterThan(93.5);
            assertThat(body.at(Vital.SPO2, dosing(15.6))).as("seed %d", seed).isBetween(83.4, 84.6);
            assertThat(body.at(Vital.SPO2, dosing(16.4))).as("seed %d", seed).isBetween(83.4, 84.6);
            assertThat(body.at(Vital.SPO2, dosing(18))).as("seed %d", seed).isGreaterThan(93.5);
        }
    }

    @Test
    void theProbeIsOffForNinetySeconds() {
        Course course = course("desaturation-probe-off");
        assertThat(course.lacks(Happening.Sensor.PROBE, dosing(24).minusMillis(1)))
                .isFalse();
        assertThat(course.lacks(Happening.Sensor.PROBE, dosing(24))).isTrue();
        assertThat(course.lacks(Happening.Sensor.PROBE, dosing(24).plusSeconds(89)))
                .isTrue();
        assertThat(course.lacks(Happening.Sensor.PROBE, dosing(24).plusSeconds(90)))
                .isFalse();
    }

    @Test
    void aQuietSessionNeedsNobody() {
        Course course = course("quiet-session");
        for (long seed = 0; seed < SEEDS; seed++) {
            Body body = new Body(course.bodyPlan(), seed);
            for (Duration at = Duration.ZERO; at.compareTo(course.end()) < 0; at = at.plusSeconds(5)) {
                String when = "seed %d at %s".formatted(seed, at);
                assertThat(body.at(Vital.SPO2, at)).as(when).isGreaterThan(95.5);
                assertThat(body.at(Vital.HEART_RATE, at)).as(when).isBetween(55.0, 95.0);
                assertThat(body.at(Vital.SYSTOLIC, at)).as(when).isBetween(100.0, 145.0);
                assertThat(body.at(Vital.DIASTOLIC, at)).as(when).isBetween(60.0, 92.0);
                assertThat(body.at(Vital.RESP_RATE, at)).as(when).isBetween(10.5, 20.0);
            }
        }
    }

    private static Course course(String story) {
        return new Course(Stories.find(story));
    }

    private static Duration dosing(double minute) {
        return Duration.ofMillis(Math.round((5 + minute) * 60_000));
    }
}
