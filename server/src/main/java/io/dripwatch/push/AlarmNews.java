package io.dripwatch.push;

import io.dripwatch.alarm.Alarm;
import java.time.Instant;
import java.util.Locale;

/**
 * What became of an alarm.
 *
 * @param issue the id of its DetectedIssue
 * @param alarm as it was then
 * @param at when that was, by the clock of this server
 */
public record AlarmNews(String issue, Whom whom, Alarm alarm, Phase phase, Instant at) implements Told {

    /** The event phases of IHE ACM that the record knows. */
    public enum Phase {
        /** Its signals began. */
        START,
        /** Its priority rose. */
        ESCALATE,
        /** Its priority fell. */
        DEESCALATE,
        /** Anything else changed: it latches, another limit is broken, it sounds again after an acknowledgement. */
        UPDATE,
        /** A person took notice. */
        ACKNOWLEDGED,
        /** What it was about is gone. */
        END,
        /** A person cleared it after what it was about had gone. */
        RESET;

        /** "escalate": the word of IHE ACM. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether it is over. */
    public boolean over() {
        return phase == Phase.END || phase == Phase.RESET;
    }

    /** Whether an alarm comes into this phase once at most. */
    public boolean once() {
        return phase == Phase.START || over();
    }

    @Override
    public Kind kind() {
        return Kind.ALARM;
    }

    @Override
    public String name() {
        return "DetectedIssue/" + issue;
    }
}
