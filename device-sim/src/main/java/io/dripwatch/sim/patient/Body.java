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
    private final Plan plan;
    private final Ketamine ketamine;
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
        for (Excursion excursion : plan.excursions()) {
            Double target = excursion.reach().get(vital);
            if (target != null) {
                value += (target - value) * excursion.strengthAt(seconds);
            }
        }
        return vital.within(value + own.at(seconds) * vital.restlessness());
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
