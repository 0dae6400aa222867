package io.dripwatch.session;

import io.dripwatch.vitals.Metric;
import java.time.Duration;

/**
 * A measurement that must be well before the drug starts.
 *
 * @param metric what is measured
 * @param side which side is not well
 * @param beyond values beyond this hold the start
 * @param freshFor how old the measurement may be
 */
public record Gate(Metric metric, Limit.Side side, double beyond, Duration freshFor) {

    /** "gate.nibpSys": names it among the blocks. */
    public String id() {
        return "gate." + metric.id();
    }

    /** Whether this value holds the start. */
    public boolean holds(double value) {
        return side == Limit.Side.LOW ? value < beyond : value > beyond;
    }
}
