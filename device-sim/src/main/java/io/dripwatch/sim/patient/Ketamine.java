package io.dripwatch.sim.patient;

import java.time.Duration;
import java.util.List;

/**
 * Where an infusion of ketamine goes: three compartments and the site of its effect.
 *
 * <p>Rate constants and central volume: Domino EF et al., Ketamine kinetics in unmedicated and diazepam-premedicated
 * subjects, Clin Pharmacol Ther 1984;36:645-53, as software for target-controlled infusion states them; the paper
 * itself was not read (UNCONFIRMED). They give a clearance of 116 L/h and a steady-state volume of 193 L at 70 kg. The
 * meta-analysis of Kamp J et al., Anesthesiology 2020;133:1192-213, has 79 (69 to 90) L/h and 252 (200 to 304) L: this
 * body clears the drug faster than the average one. The plasma after 0.5 mg/kg over 40 minutes reaches 239 ng/mL;
 * published are 100 to 250 ng/mL (Krystal 1994) and 185 ng/mL (Zarate 2006), both as tabulated by Zanos P et al.,
 * Pharmacol Rev 2018;70:621. The rate to the effect site is UNCONFIRMED: chosen so that the effect trails by minutes.
 */
final class Ketamine {
    /** Litres per kg. */
    static final double CENTRAL_L_PER_KG = 0.063;

    private static final double OUT_PER_MINUTE = 0.438;
    private static final double TO_FAST_PER_MINUTE = 0.592;
    private static final double FROM_FAST_PER_MINUTE = 0.247;
    private static final double TO_SLOW_PER_MINUTE = 0.590;
    private static final double FROM_SLOW_PER_MINUTE = 0.0146;
    private static final double TO_EFFECT_PER_MINUTE = 0.25;
    private static final int STEP_SECONDS = 5;
    private static final int STEPS = 12 * 3600 / STEP_SECONDS;
    private static final double NANOGRAMS = 1000;
    private static final Infusing STANDARD = new Infusing(Duration.ZERO, Duration.ofMinutes(40), 0.5 / 40);
    private static final double STANDARD_PEAK = new Ketamine(List.of(STANDARD)).siteNgPerMlAt(40 * 60);

    private final List<Infusing> infusion;
    private final double[] plasma = new double[STEPS];
    private final double[] site = new double[STEPS];
    private double central;
    private double fast;
    private double slow;
    private double cleared;
    private double effect;

    Ketamine(List<Infusing> infusion) {
        this.infusion = List.copyOf(infusion);
        for (int second = 0; second < STEPS * STEP_SECONDS; second++) {
            if (second % STEP_SECONDS == 0) {
                plasma[second / STEP_SECONDS] = central / CENTRAL_L_PER_KG * NANOGRAMS;
                site[second / STEP_SECONDS] = effect * NANOGRAMS;
            }
            step(second);
        }
    }

    private void step(int second) {
        double minutes = 1 / 60.0;
        double in = 0;
        for (Infusing one : infusion) {
            in += one.rateAt(second);
        }
        double out = minutes * OUT_PER_MINUTE * central;
        double toFast = minutes * (TO_FAST_PER_MINUTE * central - FROM_FAST_PER_MINUTE * fast);
        double toSlow = minutes * (TO_SLOW_PER_MINUTE * central - FROM_SLOW_PER_MINUTE * slow);
        effect += minutes * TO_EFFECT_PER_MINUTE * (central / CENTRAL_L_PER_KG - effect);
        central += minutes * in - out - toFast - toSlow;
        fast += toFast;
        slow += toSlow;
        cleared += out;
    }

    /** In the plasma, ng/mL; after twelve hours it stays as it is then. */
    double plasmaNgPerMlAt(double seconds) {
        return between(plasma, seconds);
    }

    /** At the site of the effect, ng/mL; after twelve hours it stays as it is then. */
    double siteNgPerMlAt(double seconds) {
        return between(site, seconds);
    }

    /** The strength of the effect, where 1 is the end of 0.5 mg/kg over 40 minutes. */
    double effectAt(double seconds) {
        return siteNgPerMlAt(seconds) / STANDARD_PEAK;
    }

    /** What is still in the body after twelve hours, mg/kg. */
    double leftMgPerKg() {
        return central + fast + slow;
    }

    /** What has left the body after twelve hours, mg/kg. */
    double clearedMgPerKg() {
        return cleared;
    }

    private static double between(double[] course, double seconds) {
        double position = Math.max(0, Math.min(seconds / STEP_SECONDS, STEPS - 1.0));
        int step = (int) position;
        double next = course[Math.min(step + 1, STEPS - 1)];
        return course[step] + (next - course[step]) * (position - step);
    }
}
