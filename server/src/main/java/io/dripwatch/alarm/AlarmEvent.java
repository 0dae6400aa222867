package io.dripwatch.alarm;

import java.time.Instant;

/**
 * A step in the life of an alarm.
 *
 * @param at when
 * @param phase what happened
 * @param alarm the alarm after it; for {@link Phase#END} and {@link Phase#RESET} as it last was
 * @param by who did it: a person's name for an acknowledgement, otherwise "server"
 */
public record AlarmEvent(Instant at, Phase phase, Alarm alarm, String by) {

    /** Event phases of IHE ACM / IEEE 11073-10201, and the two that a person causes. */
    public enum Phase {
        START,
        ESCALATE,
        DEESCALATE,
        /** Anything else changed: active to latched, latched to active, another limit broken. */
        UPDATE,
        END,
        /** A latched alarm was cleared by a person. */
        RESET,
        ACKNOWLEDGE,
        /** Acknowledged, still there, and quiet for too long: it sounds again. */
        REMIND
    }

    /** Whether the alarm is gone after this. */
    public boolean over() {
        return phase == Phase.END || phase == Phase.RESET;
    }
}
