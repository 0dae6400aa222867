package io.dripwatch.outbound;

import java.time.Duration;

/**
 * How long to wait before another attempt.
 *
 * @param first the wait after the first failure, 1 ms or more; doubled with each further one
 * @param longest at most this
 */
public record Backoff(Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 30;

    public Backoff {
        if (first.toMillis() < 1 || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "expected a first wait of 1 ms or more and a longest that is no shorter, got " + first + " and "
                            + longest);
        }
    }

    /** The wait after so many failures in a row, 1 or more. */
    public Duration after(int failures) {
        Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
