package io.dripwatch.review;

import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.vitals.Priority;
import java.time.Duration;
import java.time.Instant;

/**
 * The time during which the condition behind an alarm was there. Being acknowledged, latched or reset does not change
 * it, so that sessions can be compared in which nobody, or somebody else, pressed a button.
 *
 * @param key what the alarm was about
 * @param priority the highest that it reached
 * @param from when the alarm began, which is after its patience
 * @param to when the condition ended, or the session did; not before {@code from}
 */
public record Episode(AlarmKey key, Priority priority, Instant from, Instant to) {

    /** Ticks fall differently in every run: what misses by less is not apart. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    public Episode {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("expected an end after " + from + ", got " + to);
        }
    }

    /** Whether both are about the same and share a moment, give or take a second. */
    public boolean meets(Episode other) {
        return key.equals(other.key) && !from.isAfter(other.to.plus(SLACK)) && !other.from.isAfter(to.plus(SLACK));
    }
}
