package io.dripwatch.alarm;

import java.time.Instant;

/**
 * A step in the life of an alarm.
 *
 * @param at when
 * @param phase what happened
 * @param alarm the alarm after it; for {@link Phase#END} and {@link Phase#RESET} as it last was
 * @param by who did it: a person's name for an acknowledgement, otherwise "server"
 * @param action the reason or action that was named with an acknowledgement; "" for none
 * @param to who was told, for {@link Phase#NOTIFY}; otherwise ""
 */
public record AlarmEvent(Instant at, Phase phase, Alarm alarm, String by, String action, String to) {

    /** Event phases of IHE ACM / IEEE 11073-10201, and those that people and the protocol cause. */
    public enum Phase {
        START,
        /** The signal delay is over: it is shown and sounds from now on. */
        SIGNAL,
        ESCALATE,
        DEESCALATE,
        /** Anything else changed: active to latched, latched to active, another limit broken, another advice. */
        UPDATE,
        END,
        /** A latched alarm was cleared by a person. */
        RESET,
        ACKNOWLEDGE,
        /** Acknowledged, still there, and quiet for too long: it sounds again. */
        REMIND,
        /** Nobody accepted it in time: the next person was told. */
        NOTIFY,
        /** A person comes: nobody else need be told. It silences nothing. */
        ACCEPT
    }

    /** Whether the alarm is gone after this. */
    public boolean over() {
        return phase == Phase.END || phase == Phase.RESET;
    }
}
