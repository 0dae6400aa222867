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

    /** Whether this value holds the start. */
    public boolean holds(double value) {
        return side == Limit.Side.LOW ? value < beyond : value > beyond;
    }
}
