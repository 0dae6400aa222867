package io.dripwatch.session;

import io.dripwatch.vitals.Metric;
import java.time.Duration;
import java.util.Set;

/**
 * A measurement that must be taken again and again.
 *
 * @param metric what must be measured
 * @param every the longest time between two measurements
 * @param atStart whether one is due at once when the stage begins
 * @param grace how long after the due time it becomes an alarm
 * @param stages in which it must be measured
 */
public record Schedule(Metric metric, Duration every, boolean atStart, Duration grace, Set<Stage> stages) {
    public Schedule {
        stages = Set.copyOf(stages);
        if (every.isNegative() || every.isZero() || grace.isNegative()) {
            throw new IllegalArgumentException("expected a positive interval and a grace of zero or more");
        }
        if (stages.isEmpty() || stages.contains(Stage.CLOSED)) {
            throw new IllegalArgumentException("expected at least one stage, and none of them closed");
        }
    }
}
