package io.dripwatch.alarm;

import io.dripwatch.session.Stage;
import io.dripwatch.vitals.Priority;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Signals that a person has silenced, in the words of IEC 60601-1-8: "paused" has a time, "off" has none. The alarm
 * itself is still found, kept and listed.
 *
 * @param kind what is silent
 * @param key which alarm; null where it concerns all of the chair
 * @param worst the worst priority that was there; for {@link Kind#ALARM_OFF} the priority of the limit; null where
 *     nothing was there
 * @param from since when
 * @param until when it ends by itself; null where it has no time
 * @param stage of the session then; null where none was open
 * @param reason why; "" where none need be told
 */
public record Inactivation(
        Kind kind,
        @Nullable AlarmKey key,
        @Nullable Priority worst,
        Instant from,
        @Nullable Instant until,
        @Nullable Stage stage,
        String reason) {

    /** What is silent. */
    public enum Kind {
        /** The tones of a chair, for a time. */
        AUDIO_PAUSED,
        /** The tones of a chair, until a person turns them on; reminds. */
        AUDIO_OFF,
        /** All signals of one alarm, for a time. */
        ALARM_PAUSED,
        /** All signals of one limit, until the stage ends. */
        ALARM_OFF;

        /** "audio-paused": the word of IHE ACM. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether the other one takes its place. */
    public boolean replacedBy(Inactivation other) {
        boolean sameKey = key == null ? other.key == null : key.equals(other.key);
        return kind == other.kind && sameKey && (kind != Kind.ALARM_OFF || worst == other.worst);
    }

    /** Whether it keeps this alarm silent: not one that came later and is worse, or a high one about the patient. */
    public boolean holds(Alarm alarm) {
        if (key != null && !key.equals(alarm.key())) {
            return false;
        }
        if (kind == Kind.ALARM_OFF) {
            return alarm.priority() == worst && !alarm.highPhysiological();
        }
        boolean worse = worst == null || alarm.priority().compareTo(worst) > 0 || alarm.highPhysiological();
        return !(worse && alarm.evidence().decidedAt().isAfter(from));
    }

    /** Whether its time is over. */
    public boolean over(Instant now) {
        return until != null && !now.isBefore(until);
    }
}
