package io.dripwatch.vitals;

import java.time.Instant;
import java.util.Objects;

/**
 * A device's word that what it said of one sensor at one moment never was, without saying the value again (HL7 OBX-11 D
 * or W without OBX-5).
 *
 * @param metric what was not measured
 * @param site of which sensor, as {@link Reading#site()}
 * @param at when it was said to have been measured, by the device's own clock
 */
public record Withdrawal(Metric metric, int site, Instant at) {

    public Withdrawal {
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(at, "at");
        if (site < 0 || site > 63) {
            throw new IllegalArgumentException("expected a site from 0 to 63, got " + site);
        }
    }

    /** What a reading takes back that is marked as entered in error. */
    public static Withdrawal of(Reading reading) {
        return new Withdrawal(reading.metric(), reading.site(), reading.at());
    }

    /** Whether it takes back this reading. */
    public boolean means(Reading reading) {
        return reading.metric() == metric
                && reading.site() == site
                && reading.at().equals(at);
    }
}
