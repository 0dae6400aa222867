package io.dripwatch.device.hl7;

import io.dripwatch.outbound.Backoff;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Pauses between attempts less a random part of up to a half, so that a ward of monitors that lost power together is
 * not called all at once.
 */
final class ScatteredPauses {
    private final Backoff backoff;
    private final SplittableRandom random;
    private int failures;

    ScatteredPauses(Backoff backoff, long seed) {
        this.backoff = backoff;
        this.random = new SplittableRandom(seed);
    }

    /** The pause after one more failure. */
    Duration next() {
        failures++;
        double share = 1 - random.nextDouble() / 2;
        return Duration.ofMillis(Math.max(1, Math.round(backoff.after(failures).toMillis() * share)));
    }

    /** It went well: the next failure is the first. */
    void reset() {
        failures = 0;
    }
}
