package io.dripwatch.sim.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BodyTest {
    private static final Infusing DOSE = new Infusing(Duration.ofMinutes(5), Duration.ofMinutes(45), 0.5 / 40);

    @Test
    void theSameSeedIsTheSameBodyInAnyOrderOfAsking() {
        Body one = new Body(plan(List.of(DOSE), List.of()), 42);
        Body other = new Body(plan(List.of(DOSE), List.of()), 42);
        double late = other.at(Vital.HEART_RATE, Duration.ofMinutes(30));
        for (int second = 0; second < 7200; second += 7) {
            for (Vital vital : Vital.values()) {
                Duration at = Duration.ofSeconds(second);
                assertThat(one.at(vital, at)).isEqualTo(other.at(vital, at));
            }
        }
        assertThat(one.at(Vital.HEART_RATE, Duration.ofMinutes(30))).isEqualTo(late);
    }

    @Test
    void anotherSeedIsAnotherBody() {
        Body one = new Body(plan(List.of(), List.of()), 1);
        Body other = new Body(plan(List.of(), List.of()), 2);
        assertThat(one.at(Vital.SYSTOLIC, Duration.ZERO)).isNotEqualTo(other.at(Vital.SYSTOLIC, Duration.ZERO));
    }

    @Test
    void ketamineRaisesPressureAndHeartRateAndLeavesThemAgain() {
        for (long seed = 0; seed < 50; seed++) {
            Body body = new Body(plan(List.of(DOSE), List.of()), seed);
            double before = body.at(Vital.SYSTOLIC, Duration.ofMinutes(3));
            double peak = body.at(Vital.SYSTOLIC, Duration.ofMinutes(45));
            double after = body.at(Vital.SYSTOLIC, Duration.ofHours(3));
            assertThat(peak - before).as("seed %d", seed).isBetween(14.0, 26.0);
            assertThat(after - before).as("seed %d", seed).isBetween(-5.0, 9.0);
        }
    }

    @Test
    void vitalsMoveWithoutJumping() {
        for (long seed = 0; seed < 20; seed++) {
            Body body = new Body(plan(List.of(DOSE), List.of()), seed);
            for (int second = 1; second < 3600; second++) {
                double step = body.at(Vital.HEART_RATE, Duration.ofSeconds(second))
                        - body.at(Vital.HEART_RATE, Duration.ofSeconds(second - 1));
                assertThat(Math.abs(step)).as("seed %d second %d", seed, second).isLessThan(1.0);
            }
        }
    }

    @Test
    void anExcursionReachesItsTargetWhoeverTheBodyIs() {
        Excursion slide = new Excursion(
                Duration.ofMinutes(10),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Map.of(Vital.SPO2, 84.0));
        for (long seed = 0; seed < 50; seed++) {
            Body body = new Body(plan(List.of(), List.of(slide)), seed);
            assertThat(body.at(Vital.SPO2, Duration.ofSeconds(690)))
                    .as("seed %d", seed)
                    .isBetween(83.5, 84.5);
            assertThat(body.at(Vital.SPO2, Duration.ofMinutes(9))).isGreaterThan(95);
            assertThat(body.at(Vital.SPO2, Duration.ofMinutes(14))).isGreaterThan(95);
        }
    }

    @Test
    void theEffectIsOneAtTheEndOfAStandardDose() {
        Ketamine standard = new Ketamine(List.of(new Infusing(Duration.ZERO, Duration.ofMinutes(40), 0.5 / 40)));
        assertThat(standard.effectAt(2400)).isEqualTo(1);
        assertThat(standard.effectAt(600)).isBetween(0.4, 0.8);
        assertThat(standard.effectAt(4800)).isLessThan(0.6);
        assertThat(standard.effectAt(1e9)).isEqualTo(0, Offset.offset(0.05));
    }

    @Test
    void whatWentInIsInTheBodyOrHasLeftIt() {
        Ketamine standard = new Ketamine(List.of(
                new Infusing(Duration.ZERO, Duration.ofMinutes(40), 0.5 / 40),
                new Infusing(Duration.ofMinutes(60), Duration.ofMinutes(61), 0.1)));
        assertThat(standard.leftMgPerKg() + standard.clearedMgPerKg()).isEqualTo(0.6, Offset.offset(1e-9));
        assertThat(standard.clearedMgPerKg()).isGreaterThan(0.5);
    }

    @Test
    void aLongInfusionApproachesRateOverClearance() {
        Ketamine held = new Ketamine(List.of(new Infusing(Duration.ZERO, Duration.ofHours(12), 0.005)));
        double clearanceLPerKgPerMinute = 0.438 * Ketamine.CENTRAL_L_PER_KG;
        double steadyNgPerMl = 0.005 / clearanceLPerKgPerMinute * 1000;
        assertThat(held.plasmaNgPerMlAt(12 * 3600)).isBetween(0.97 * steadyNgPerMl, steadyNgPerMl);
    }

    @Test
    void aStandardInfusionPeaksWherePublishedOnesDo() {
        Ketamine standard = new Ketamine(List.of(new Infusing(Duration.ZERO, Duration.ofMinutes(40), 0.5 / 40)));
        assertThat(standard.plasmaNgPerMlAt(2400))
                .as("Krystal 1994: 100 to 250 ng/mL")
                .isBetween(100.0, 250.0);
        assertThat(standard.siteNgPerMlAt(2400)).isLessThan(standard.plasmaNgPerMlAt(2395));
    }

    @Test
    void theLastHalfLifeIsBetweenThePublishedOnes() {
        Ketamine standard = new Ketamine(List.of(new Infusing(Duration.ZERO, Duration.ofMinutes(40), 0.5 / 40)));
        double early = standard.plasmaNgPerMlAt(4 * 3600);
        double late = standard.plasmaNgPerMlAt(8 * 3600);
        double halfLifeMinutes = 240 * Math.log(2) / Math.log(early / late);
        assertThat(halfLifeMinutes).as("79 min (Idvall 1979) to 2.5 h (label)").isBetween(79.0, 150.0);
    }

    @Test
    void aStandardInfusionDissociatesAndHardlySedates() {
        Body body = new Body(plan(List.of(DOSE), List.of()), 3);
        assertThat(body.moaasAt(Duration.ZERO)).isEqualTo(5);
        assertThat(body.moaasAt(Duration.ofMinutes(45))).isEqualTo(4);
        assertThat(body.moaasAt(Duration.ofMinutes(65))).isEqualTo(5);
        assertThat(body.cadss6At(Duration.ZERO)).isZero();
        assertThat(body.cadss6At(Duration.ofMinutes(45))).isBetween(5, 12);
        assertThat(body.cadss6At(Duration.ofMinutes(105))).isLessThanOrEqualTo(2);
        assertThat(body.at(Vital.RESP_RATE, Duration.ofMinutes(45))).isBetween(11.0, 17.0);
    }

    @Test
    void aDoseGivenTooFastPutsDownTheBreath() {
        Infusing push = new Infusing(Duration.ofMinutes(5), Duration.ofMinutes(6), 0.9);
        Body body = new Body(plan(List.of(push), List.of()), 3);
        assertThat(body.at(Vital.RESP_RATE, Duration.ofMinutes(8))).isLessThan(9);
        assertThat(body.at(Vital.SPO2, Duration.ofMinutes(8))).isLessThan(94);
        assertThat(body.at(Vital.ETCO2, Duration.ofMinutes(8))).isGreaterThan(44);
        assertThat(body.moaasAt(Duration.ofMinutes(8))).isLessThanOrEqualTo(2);
        assertThat(body.at(Vital.RESP_RATE, Duration.ofMinutes(40))).isGreaterThan(11);
    }

    @Test
    void aBodyWithoutARestingHeartRateIsRefused() {
        Map<Vital, Double> resting = resting();
        resting.remove(Vital.HEART_RATE);
        assertThatThrownBy(() -> new Body.Plan(resting, Map.of(), List.of(), List.of()))
                .hasMessage("expected a living resting value of heartRate, got null");
        resting.put(Vital.HEART_RATE, Double.NaN);
        assertThatThrownBy(() -> new Body.Plan(resting, Map.of(), List.of(), List.of()))
                .hasMessageContaining("got NaN");
    }

    private static Body.Plan plan(List<Infusing> infusion, List<Excursion> excursions) {
        return new Body.Plan(resting(), Map.of(Vital.SYSTOLIC, 20.0), infusion, excursions);
    }

    private static Map<Vital, Double> resting() {
        Map<Vital, Double> resting = new EnumMap<>(Vital.class);
        resting.put(Vital.HEART_RATE, 70.0);
        resting.put(Vital.SYSTOLIC, 120.0);
        resting.put(Vital.DIASTOLIC, 75.0);
        resting.put(Vital.SPO2, 97.5);
        resting.put(Vital.RESP_RATE, 14.0);
        resting.put(Vital.ETCO2, 38.0);
        resting.put(Vital.TEMPERATURE, 36.6);
        return resting;
    }
}
