package io.dripwatch.sim.patient;

import java.time.Duration;

/**
 * A stretch of time during which ketamine runs in at one rate.
 *
 * @param from since the story began
 * @param until since the story began
 * @param mgPerKgPerMinute dose rate
 */
public record Infusing(Duration from, Duration until, double mgPerKgPerMinute) {
    public Infusing {
        if (from.isNegative() || until.compareTo(from) < 0) {
            throw new IllegalArgumentException(
                    "expected an infusion that ends after it begins, got " + from + " to " + until);
        }
        if (!(mgPerKgPerMinute >= 0 && mgPerKgPerMinute < 1)) {
            throw new IllegalArgumentException("expected 0 to 1 mg/kg/min, got " + mgPerKgPerMinute);
        }
    }

    double rateAt(double seconds) {
        return seconds >= from.toMillis() / 1e3 && seconds < until.toMillis() / 1e3 ? mgPerKgPerMinute : 0;
    }
}
