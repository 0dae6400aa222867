package io.dripwatch.sim.story;

import java.time.Duration;

/**
 * A change in what the pump delivers.
 *
 * @param at since the story began
 * @param change what happens
 * @param mlPerHour what flows from then on
 */
public record Delivery(Duration at, Change change, double mlPerHour) {

    /** The changes a pump reports. */
    public enum Change {
        /** The dose begins, goes on after a hold, or goes on at another rate. */
        START,
        /** A bolus of the clinician begins. */
        BOLUS,
        /** The way to another rate or to a bolus; no real interruption. */
        TRANSITION,
        /** The nurse presses stop. */
        STOP,
        /** The pump stops itself with an alarm. */
        ALARM_STOP,
        /** The programmed volume is in; a keep-open follows at once. */
        COMPLETE,
        /** The trickle that keeps the vein open begins. */
        KEEP_OPEN
    }

    /** Whether nothing flows as it did: the pump then tells the rate it had. */
    public boolean ceases() {
        return change == Change.STOP
                || change == Change.ALARM_STOP
                || change == Change.COMPLETE
                || change == Change.TRANSITION;
    }
}
