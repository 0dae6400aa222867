package io.dripwatch.session;

import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import java.time.Instant;

/**
 * A limit that was set for this patient alone, in place of the protocol's.
 *
 * @param metric what is watched
 * @param side which side
 * @param priority of the step that it replaces
 * @param sound the number in force, in the metric's unit
 * @param by who set it
 * @param reason why
 * @param at when
 * @param until when the protocol's own is in force again
 */
public record OwnLimit(
        Metric metric,
        Limit.Side side,
        Priority priority,
        double sound,
        String by,
        String reason,
        Instant at,
        Instant until) {

    /** Whether it takes the place of this limit; it never takes that of a limit on change. */
    public boolean isFor(Limit limit) {
        return metric == limit.metric()
                && side == limit.side()
                && priority == limit.priority()
                && limit.delay().over().isZero();
    }

    /** Whether the other one is for the same step. */
    public boolean replaces(OwnLimit other) {
        return metric == other.metric && side == other.side && priority == other.priority;
    }
}
