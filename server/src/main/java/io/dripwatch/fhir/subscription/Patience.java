package io.dripwatch.fhir.subscription;

import io.dripwatch.outbound.Backoff;
import java.time.Duration;

/**
 * How long a receiver that does not take notifications is tried.
 *
 * @param pauses between two attempts
 * @param giveUp after how long without any success the subscription is in error
 */
public record Patience(Backoff pauses, Duration giveUp) {
    public static final Patience USUAL =
            new Patience(new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5)), Duration.ofHours(24));
}
