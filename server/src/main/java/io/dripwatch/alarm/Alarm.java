package io.dripwatch.alarm;

import io.dripwatch.vitals.Priority;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alarm that somebody must know of, as of now.
 *
 * @param id unique for ever
 * @param key what it is about
 * @param state active while the condition is there, latched when it is gone and must still be reset
 * @param condition the condition as last found
 * @param since when the alarm began
 * @param acknowledgedAt when a person took notice; null while nobody has, and again when it worsens or reminds
 */
public record Alarm(
        String id,
        AlarmKey key,
        State state,
        Condition condition,
        Instant since,
        @Nullable Instant acknowledgedAt) {

    /** The alert states of IEEE 11073-10207 that are worth showing; an inactive alarm is none. */
    public enum State {
        ACTIVE,
        LATCHED
    }

    public Priority priority() {
        return condition.priority();
    }

    public boolean acknowledged() {
        return acknowledgedAt != null;
    }

    Alarm with(State next, Condition found, @Nullable Instant acknowledged) {
        return new Alarm(id, key, next, found, since, acknowledged);
    }
}
