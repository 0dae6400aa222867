package io.dripwatch.fhir.subscription;

import java.time.Duration;

/**
 * How long a receiver that does not take notifications is tried.
 *
 * @param first the time after the first failure; doubled with each
 * @param longest between two attempts
 * @param giveUp after how long without any success the subscription is in error
 */
public record Patience(Duration first, Duration longest, Duration giveUp) {
    public static final Patience USUAL =
            new Patience(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(24));

    Duration after(int failures) {
        Duration wait = first;
        for (int i = 1; i < failures && wait.compareTo(longest) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
