package io.dripwatch.sim.patient;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A simulated patient whose vital signs at any moment follow from the plan and the seed alone. Immutable: the same
 * question has the same answer, in any order, from any thread.
 */
public final class Body {
    private static final double HALF_BREATH_NG_PER_ML = 1200;
    private static final double[] SEDATION_STEPS = {200, 450, 700, 1000, 1400};

    private final Plan plan;
    private final Ketamine ketamine;
    private final Noise shaking;
    private final Map<Vital, Noise> noise = new EnumMap<>(Vital.class);

    /**
     * What the body is meant to do.
     *
     * @param resting every vital before the infusion
     * @param drugEffect what the end of a standard dose (0.5 mg/kg over 40 minutes) adds to each; none where not named
     * @param infusion what runs in
     * @param excursions what else happens
     */
    public record Plan(
            Map<Vital, Double> resting,
            Map<Vital, Double> drugEffect,
            List<Infusing> infusion,
            List<Excursion> excursions) {
        public Plan {
            for (Vital vital : Vital.values()) {
                Double value = resting.get(vital);
                if (value == null || vital.within(value) != value) {
                    throw new IllegalArgumentException(
                            "expected a living resting value of " + vital.word() + ", got " + value);
                }
            }
            resting = Map.copyOf(resting);
            drugEffect = Map.copyOf(drugEffect);
            infusion = List.copyOf(infusion);
            excursions = List.copyOf(excursions);
        }
    }

    public Body(Plan plan, long seed) {
        this.plan = plan;
        ketamine = new Ketamine(plan.infusion());
        shaking = new Noise(Noise.seed(seed, -2));
        long what = 0;
        for (Vital vital : Vital.values()) {
            noise.put(vital, new Noise(Noise.seed(seed, what++)));
        }
    }

    /**
     * A vital sign at one moment, in its own unit.
     *
     * @param sinceBegin body time since the story began; before that the body rests
     */
    public double at(Vital vital, Duration sinceBegin) {
        double seconds = sinceBegin.toMillis() / 1e3;
        Noise own = noiseOf(vital);
        double value = of(plan.resting(), vital)
                + own.constant() * vital.difference()
                + of(plan.drugEffect(), vital) * ketamine.effectAt(seconds);
        value += vital.smothered(value) * smotheredAt(seconds);
        for (Excursion excursion : plan.excursions()) {
            Double target = excursion.reach().get(vital);
            if (target != null) {
                value += (target - value) * excursion.strengthAt(seconds);
            }
        }
        return vital.within(value + own.at(seconds) * vital.restlessness());
    }

    /**
     * Sedation as MOAA/S: 5 responds to the name, 0 not at all. The concentrations between its steps are UNCONFIRMED; a
     * standard infusion leaves a patient at 5 or 4.
     */
    public int moaasAt(Duration sinceBegin) {
        double ngPerMl = ketamine.siteNgPerMlAt(sinceBegin.toMillis() / 1e3);
        int steps = 0;
        for (double step : SEDATION_STEPS) {
            steps += ngPerMl >= step ? 1 : 0;
        }
        return 5 - steps;
    }

    /**
     * Dissociation as CADSS-6, 0 to 24. Linear in the concentration, as psychedelic effects were found to be between 50
     * and 200 ng/mL (Bowdle TA et al., Anesthesiology 1998;88:82-8); the number at 200 ng/mL is UNCONFIRMED.
     */
    public int cadss6At(Duration sinceBegin) {
        double ngPerMl = ketamine.siteNgPerMlAt(sinceBegin.toMillis() / 1e3);
        return (int) Math.round(Math.max(0, Math.min(24, (ngPerMl - 30) / 170 * 8)));
    }

    /** How a moving hand shakes the numbers of its probe: between -1 and 1, within seconds. */
    public double shakeAt(Duration sinceBegin) {
        return shaking.quick(sinceBegin.toMillis() / 1e3);
    }

    /**
     * How far breathing is put down, 0 to 1. The label knows it of overdose and of a rapid rate; a standard infusion
     * must not show it. Its numbers are UNCONFIRMED.
     */
    private double smotheredAt(double seconds) {
        double times = Math.pow(ketamine.siteNgPerMlAt(seconds) / HALF_BREATH_NG_PER_ML, 6);
        return times / (1 + times);
    }

    private Noise noiseOf(Vital vital) {
        Noise own = noise.get(vital);
        if (own == null) {
            throw new IllegalStateException("expected noise for every vital, got none for " + vital);
        }
        return own;
    }

    private static double of(Map<Vital, Double> values, Vital vital) {
        return values.getOrDefault(vital, 0.0);
    }
}
