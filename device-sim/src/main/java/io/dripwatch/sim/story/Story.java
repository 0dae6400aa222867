package io.dripwatch.sim.story;

import io.dripwatch.sim.patient.Vital;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The course of one session, as written in a story file, with everything that was left out filled in.
 *
 * @param title one line for people
 * @param see what a nurse should see on the screens, in a few sentences
 * @param chair where it is told unless asked otherwise; "" where any chair will do
 * @param patient whose body it is
 * @param order what the pump is programmed to do
 * @param stages how long each stage lasts and when the cuff measures
 * @param desk what people have done on the screens before the story begins
 * @param happens what happens then, and when
 * @param alarms the alarms that should come, each with when it begins
 */
public record Story(
        String title,
        String see,
        String chair,
        Person patient,
        Order order,
        Stages stages,
        Desk desk,
        List<Timed<Happening>> happens,
        List<Timed<String>> alarms) {
    public Story {
        happens = List.copyOf(happens);
        alarms = List.copyOf(alarms);
    }

    /** The stages of a session, in order. */
    public enum Stage {
        BASELINE,
        DOSING,
        OBSERVATION
    }

    /** What people have done on the screens when the story begins. */
    public enum Desk {
        /** The session is open, and every question of the checklist is answered. */
        CHECKED_IN,
        /** The session is open; nobody has asked the patient anything yet. */
        ARRIVING,
        /** There is no session. */
        NOBODY
    }

    /**
     * Something at its moment.
     *
     * @param in the stage
     * @param into since that stage began
     * @param what happens
     */
    public record Timed<T>(Stage in, Duration into, T what) {}

    /**
     * Whose body it is.
     *
     * @param id medical record number of an invented person; "" for one named after the chair
     * @param weightKg from 1 to 400
     * @param cuffOnProbeArm whether cuff and saturation probe are on the same arm
     * @param resting every vital before the infusion
     * @param endOfDose what the end of a standard dose adds to each vital
     */
    public record Person(
            String id,
            double weightKg,
            boolean cuffOnProbeArm,
            Map<Vital, Double> resting,
            Map<Vital, Double> endOfDose) {
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
     */
    public record Order(String drug, double mgPerKg, double mgPerMl, double keepOpenMlPerHour, double keepOpenMinutes) {
        public Order {
            within("mgPerKg", mgPerKg, 0.01, 10);
            within("mgPerMl", mgPerMl, 0.01, 100);
            within("keepOpenMlPerHour", keepOpenMlPerHour, 0.1, 20);
            within("keepOpenMinutes", keepOpenMinutes, 0.1, 600);
        }
    }

    /** The three stages. */
    public record Stages(Part baseline, Part dosing, Part observation) {
        Part of(Stage stage) {
            return switch (stage) {
                case BASELINE -> baseline;
                case DOSING -> dosing;
                case OBSERVATION -> observation;
            };
        }
    }

    /**
     * One stage.
     *
     * @param minutes how long it lasts as planned; dosing lasts as long as the pump takes
     * @param cuffAtMinutes when the cuff has measured, in minutes of this stage
     */
    public record Part(double minutes, List<Double> cuffAtMinutes) {
        public Part {
            within("minutes", minutes, 0.1, 1000);
            cuffAtMinutes.forEach(at -> within("cuffAtMinutes", at, 0, 1000));
            cuffAtMinutes = List.copyOf(cuffAtMinutes);
        }
    }

    static void within(String what, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException("expected " + what + " from " + low + " to " + high + ", got " + value);
        }
    }
}
