package io.dripwatch.device.hl7;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * How long to wait before the next attempt: twice as long each time up to a bound, less a random part of up to a half,
 * so that a ward of monitors that lost power together is not called all at once.
 */
final class Backoff {
    private static final int MOST_DOUBLINGS = 30;

    private final Duration first;
    private final Duration longest;
    private final SplittableRandom random;
    private int failures;

    Backoff(Duration first, Duration longest, long seed) {
        this.first = first;
        this.longest = longest;
        this.random = new SplittableRandom(seed);
    }

    /** The pause after one more failure. */
    Duration next() {
        long doubled = first.toMillis() << Math.min(failures, MOST_DOUBLINGS);
        long bounded = doubled <= 0 ? longest.toMillis() : Math.min(doubled, longest.toMillis());
        failures++;
        return Duration.ofMillis(Math.max(1, Math.round(bounded * (1 - random.nextDouble() / 2))));
    }

    /** It went well: the next failure is the first. */
    void reset() {
        failures = 0;
    }
}
