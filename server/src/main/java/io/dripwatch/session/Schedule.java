package io.dripwatch.session;

import io.dripwatch.vitals.Measure;
import io.dripwatch.vitals.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A measurement that must be taken again and again, or at fixed times.
 *
 * @param what must be measured or scored
 * @param every the longest time between two of them; null where only fixed times count
 * @param atStart whether one is due at once when the stage begins
 * @param at fixed times, counted from the start of the drug
 * @param grace how long after the due time it becomes an alarm
 * @param priority of that alarm
 * @param stages in which it must be measured
 */
public record Schedule(
        Measure what,
        @Nullable Duration every,
        boolean atStart,
        List<Duration> at,
        Duration grace,
        Priority priority,
        Set<Stage> stages) {
    public Schedule {
        at = List.copyOf(at);
        stages = Ordered.set(stages);
        if (grace.isNegative() || (every != null && (every.isNegative() || every.isZero()))) {
            throw new IllegalArgumentException("expected a positive interval and a grace of zero or more");
        }
        if (every == null && at.isEmpty() && !atStart) {
            throw new IllegalArgumentException("expected an interval, a fixed time or the start for " + what.id());
        }
        if (stages.isEmpty() || !stages.stream().allMatch(Stage::watched)) {
            throw new IllegalArgumentException("expected at least one stage, each with the patient connected");
        }
    }
}
