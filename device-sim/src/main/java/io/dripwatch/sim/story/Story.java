package io.dripwatch.sim.story;

import io.dripwatch.sim.patient.Vital;
import java.util.List;
import java.util.Map;

/**
 * The course of one session, as written in a story file.
 *
 * @param title one line for people
 * @param patient whose body it is
 * @param infusion what the pump is programmed to do
 * @param stages how long each stage lasts and when the cuff measures
 * @param happenings when vitals leave their course
 * @param probeOff when the saturation probe is off the finger
 */
public record Story(
        String title,
        Person patient,
        Infusion infusion,
        Stages stages,
        List<Happening> happenings,
        List<ProbeOff> probeOff) {
    public Story {
        happenings = List.copyOf(happenings);
        probeOff = List.copyOf(probeOff);
    }

    /** The stages of a session, in order. */
    public enum Stage {
        BASELINE,
        DOSING,
        OBSERVATION
    }

    /**
     * Whose body it is.
     *
     * @param weightKg from 1 to 400
     * @param resting every vital before the infusion
     * @param endOfDose what the end of a standard dose adds to each vital
     */
    public record Person(double weightKg, Map<Vital, Double> resting, Map<Vital, Double> endOfDose) {
        public Person {
            within("weightKg", weightKg, 1, 400);
            endOfDose.forEach((vital, added) -> within("endOfDose " + vital.word(), added, -200, 200));
            resting = Map.copyOf(resting);
            endOfDose = Map.copyOf(endOfDose);
        }
    }

    /**
     * What the pump is programmed to do.
     *
     * @param drug as on its label
     * @param mgPerKg the whole dose
     * @param mgPerMl concentration in the bag
     * @param keepOpenMlPerHour the trickle after the dose
     * @param keepOpenMinutes how long the trickle runs
     * @param holds when the nurse stops the pump for a while; the dose ends that much later
     */
    public record Infusion(
            String drug,
            double mgPerKg,
            double mgPerMl,
            double keepOpenMlPerHour,
            double keepOpenMinutes,
            List<Hold> holds) {
        public Infusion {
            within("mgPerKg", mgPerKg, 0.01, 10);
            within("mgPerMl", mgPerMl, 0.01, 100);
            within("keepOpenMlPerHour", keepOpenMlPerHour, 0.1, 20);
            within("keepOpenMinutes", keepOpenMinutes, 0.1, 600);
            holds = List.copyOf(holds);
        }
    }

    /**
     * The nurse stops the pump for a while.
     *
     * @param atMinute of the stage of dosing, earlier holds included
     * @param minutes how long
     */
    public record Hold(double atMinute, double minutes) {
        public Hold {
            within("atMinute", atMinute, 0.1, 1000);
            within("minutes", minutes, 0.1, 1000);
        }
    }

    /** The three stages. */
    public record Stages(Part baseline, Part dosing, Part observation) {}

    /**
     * One stage.
     *
     * @param minutes how long it lasts; holds come on top
     * @param cuffAtMinutes when the cuff has measured, in minutes of this stage
     */
    public record Part(double minutes, List<Double> cuffAtMinutes) {
        public Part {
            within("minutes", minutes, 0.1, 1000);
            cuffAtMinutes.forEach(at -> within("cuffAtMinutes", at, 0, 1000));
            cuffAtMinutes = List.copyOf(cuffAtMinutes);
        }
    }

    /**
     * Some vitals leave their course and come back.
     *
     * @param what one line for people
     * @param in the stage in which it begins
     * @param atMinute of that stage
     * @param leaveMinutes how long they take to get there
     * @param stayMinutes how long they stay
     * @param returnMinutes how long they take to come back
     * @param reach where they go
     */
    public record Happening(
            String what,
            Stage in,
            double atMinute,
            double leaveMinutes,
            double stayMinutes,
            double returnMinutes,
            Map<Vital, Double> reach) {
        public Happening {
            within("atMinute", atMinute, 0, 1000);
            within("leaveMinutes", leaveMinutes, 0, 1000);
            within("stayMinutes", stayMinutes, 0, 1000);
            within("returnMinutes", returnMinutes, 0, 1000);
            reach = Map.copyOf(reach);
        }
    }

    /**
     * The saturation probe is off the finger.
     *
     * @param in the stage in which it falls off
     * @param atMinute of that stage
     * @param seconds until it is put back
     */
    public record ProbeOff(Stage in, double atMinute, double seconds) {
        public ProbeOff {
            within("atMinute", atMinute, 0, 1000);
            within("seconds", seconds, 1, 100_000);
        }
    }

    private static void within(String what, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException("expected " + what + " from " + low + " to " + high + ", got " + value);
        }
    }
}
