package io.dripwatch.session;

import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A metric that must come without a break.
 *
 * @param anyOf the metrics of which at least one must be fresh (heart rate from the ECG or pulse from the oximeter)
 * @param staleAfter how old the youngest of them may grow
 * @param priority of the technical alarm when none is fresh
 * @param stages in which it must come
 */
public record Continuous(List<Metric> anyOf, Duration staleAfter, Priority priority, Set<Stage> stages) {
    public Continuous {
        anyOf = List.copyOf(anyOf);
        stages = Ordered.set(stages);
        if (anyOf.isEmpty() || staleAfter.isNegative() || staleAfter.isZero()) {
            throw new IllegalArgumentException("expected at least one metric and a positive age");
        }
        if (stages.isEmpty() || !stages.stream().allMatch(Stage::watched)) {
            throw new IllegalArgumentException("expected at least one stage, each with the patient connected");
        }
    }
}
