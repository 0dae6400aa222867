package io.dripwatch.trend.embedded;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long what is measured is kept; the record of sessions and alarms is kept for ever.
 *
 * @param readings each of them; null for ever
 * @param minutes what is left of them; null for ever, never shorter than the readings
 * @param unassigned all of what waits for a person to say whose it is; null as long as the others
 */
public record RetentionPlan(
        @Nullable Duration readings,
        @Nullable Duration minutes,
        @Nullable Duration unassigned) {
    private static final Duration SHORTEST = Duration.ofDays(1);

    /** Everything is kept for ever. */
    public static final RetentionPlan FOR_EVER = new RetentionPlan(null, null, null);

    public RetentionPlan {
        check("readingsDays", readings);
        check("minutesDays", minutes);
        check("unassignedDays", unassigned);
        if (minutes != null && (readings == null || minutes.compareTo(readings) < 0)) {
            throw new IllegalArgumentException("minutesDays: expected at least as many as readingsDays, got "
                    + minutes.toDays() + " and " + (readings == null ? "for ever" : readings.toDays()));
        }
    }

    private static void check(String key, @Nullable Duration time) {
        if (time != null && time.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(key + ": expected 1 or more, got " + time.toDays());
        }
    }
}
