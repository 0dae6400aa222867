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
        /** The dose begins, or goes on after a hold. */
        START,
        /** The nurse presses stop. */
        STOP,
        /** The programmed volume is in; a keep-open follows at once. */
        COMPLETE,
        /** The trickle that keeps the vein open begins. */
        KEEP_OPEN
    }
}
