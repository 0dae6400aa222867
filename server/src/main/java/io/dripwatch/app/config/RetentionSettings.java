package io.dripwatch.app.config;

import io.dripwatch.trend.embedded.RetentionPlan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long what is measured is kept in the file, as written under {@code history.keep}.
 *
 * @param readingsDays each reading; for ever where left out
 * @param minutesDays what is left of them minute by minute; for ever where left out
 * @param unassignedDays all of what waits for a person to say whose it is; as long as the others where left out
 */
public record RetentionSettings(
        @Nullable Integer readingsDays,
        @Nullable Integer minutesDays,
        @Nullable Integer unassignedDays) {

    /** The plan; refuses what makes none, naming the key. */
    RetentionPlan plan() {
        try {
            return new RetentionPlan(days(readingsDays), days(minutesDays), days(unassignedDays));
        } catch (IllegalArgumentException e) {
            throw new ConfigError("history.keep." + e.getMessage(), e);
        }
    }

    private static @Nullable Duration days(@Nullable Integer days) {
        return days == null ? null : Duration.ofDays(days);
    }

    /** One line for whoever checks a configuration. */
    public static String text(RetentionPlan plan) {
        return "readings " + text(plan.readings()) + ", minutes " + text(plan.minutes()) + ", unassigned "
                + (plan.unassigned() == null ? "as long" : text(plan.unassigned()));
    }

    private static String text(@Nullable Duration time) {
        return time == null ? "for ever" : time.toDays() + " days";
    }
}
