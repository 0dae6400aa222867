package io.dripwatch.sim.wire;

import java.time.Duration;

/**
 * How long a device waits, and how often it tries.
 *
 * @param ack for an acknowledgement, before the message is sent again
 * @param resends of one message on one connection, before the device reconnects
 * @param firstBackoff before the first reconnect; doubles with each further one
 * @param longestBackoff at most this between reconnects
 * @param giveUp on a message that no server answers for so long
 */
public record Patience(Duration ack, int resends, Duration firstBackoff, Duration longestBackoff, Duration giveUp) {
    private static final Duration FOREVER = Duration.ofDays(10_000);

    public Patience {
        if (ack.toMillis() < 1 || firstBackoff.toMillis() < 1 || longestBackoff.compareTo(firstBackoff) < 0) {
            throw new IllegalArgumentException("expected waits of at least 1 ms, the longest backoff last");
        }
        if (resends < 0 || giveUp.isNegative()) {
            throw new IllegalArgumentException("expected no negative resends or times");
        }
    }

    /** A bedside device: 5 s for an acknowledgement, three resends (as GE monitors do), and it never gives up. */
    public static Patience ofDevice() {
        return new Patience(Duration.ofSeconds(5), 3, Duration.ofMillis(250), Duration.ofSeconds(5), FOREVER);
    }

    /** The same, but it gives up on a message after a while. */
    public Patience givingUpAfter(Duration limit) {
        return new Patience(ack, resends, firstBackoff, longestBackoff, limit);
    }

    Duration backoff(int failures) {
        Duration wait = firstBackoff;
        for (int i = 1; i < failures && wait.compareTo(longestBackoff) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(longestBackoff) < 0 ? wait : longestBackoff;
    }
}
