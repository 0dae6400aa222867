package io.dripwatch.sim.monitor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of a report.
 *
 * @param sign what was measured
 * @param value as it is written on the wire; null where the sensor gave none
 * @param taken when, for a measurement that stands for itself (a cuff); null where the time of the report holds
 */
public record Measured(
        Sign sign, @Nullable String value, @Nullable Instant taken) {

    /** A value of the moment of the report. */
    public static Measured of(Sign sign, double value) {
        return new Measured(sign, sign.shown(value), null);
    }

    /** The sensor gave nothing. */
    public static Measured nothing(Sign sign) {
        return new Measured(sign, null, null);
    }

    static Measured taken(Sign sign, double value, Instant at) {
        return new Measured(sign, sign.shown(value), at);
    }
}
