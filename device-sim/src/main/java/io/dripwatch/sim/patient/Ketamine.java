package io.dripwatch.sim.patient;

import java.time.Duration;
import java.util.List;

/**
 * What an infusion of ketamine does at the site of its effect: two compartments and an effect site.
 *
 * <p>The constants are rounded textbook ones for an adult and serve only to make curves of a believable shape: quick
 * rise, a peak that trails the end of the infusion a little, a fall over half an hour with a long tail.
 */
final class Ketamine {
    private static final double CENTRAL_L_PER_KG = 0.6;
    private static final double ELIMINATION_PER_MINUTE = 0.03;
    private static final double OUTWARD_PER_MINUTE = 0.06;
    private static final double INWARD_PER_MINUTE = 0.025;
    private static final double TO_EFFECT_PER_MINUTE = 0.25;
    private static final int STEP_SECONDS = 5;
    private static final int STEPS = 12 * 3600 / STEP_SECONDS;
    private static final Infusing STANDARD = new Infusing(Duration.ZERO, Duration.ofMinutes(40), 0.5 / 40);
    private static final double STANDARD_PEAK = effectSite(List.of(STANDARD))[40 * 60 / STEP_SECONDS];

    private final double[] effect;

    Ketamine(List<Infusing> infusion) {
        effect = effectSite(infusion);
    }

    /**
     * The strength of the effect, where 1 is the end of 0.5 mg/kg over 40 minutes.
     *
     * @param seconds since the story began; after twelve hours the effect stays as it is then
     */
    double effectAt(double seconds) {
        double position = Math.max(0, Math.min(seconds / STEP_SECONDS, STEPS - 1.0));
        int step = (int) position;
        double next = effect[Math.min(step + 1, STEPS - 1)];
        return (effect[step] + (next - effect[step]) * (position - step)) / STANDARD_PEAK;
    }

    /** Concentration at the effect site, mg/L, every {@link #STEP_SECONDS}. */
    private static double[] effectSite(List<Infusing> infusion) {
        double[] course = new double[STEPS];
        double minutes = STEP_SECONDS / 60.0;
        double central = 0;
        double outer = 0;
        double site = 0;
        for (int step = 0; step < STEPS; step++) {
            course[step] = site;
            double seconds = step * (double) STEP_SECONDS;
            double rate = infusion.stream().mapToDouble(i -> i.rateAt(seconds)).sum();
            double outward = OUTWARD_PER_MINUTE * central - INWARD_PER_MINUTE * outer;
            site += minutes * TO_EFFECT_PER_MINUTE * (central / CENTRAL_L_PER_KG - site);
            central += minutes * (rate - ELIMINATION_PER_MINUTE * central - outward);
            outer += minutes * outward;
        }
        return course;
    }
}
