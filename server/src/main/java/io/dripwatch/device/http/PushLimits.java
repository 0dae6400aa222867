package io.dripwatch.device.http;

import java.time.Duration;

/**
 * Within which limits devices push JSON.
 *
 * @param largestMessageBytes at least 1024
 * @param mostInFlight messages of one WebSocket that wait for their acknowledgement at the same time; beyond it nothing
 *     more is read from it
 * @param ping how often a WebSocket is asked for a sign of life; one that gives none to two of them is closed
 */
public record PushLimits(int largestMessageBytes, int mostInFlight, Duration ping) {
    public PushLimits {
        if (largestMessageBytes < 1024 || mostInFlight < 1 || ping.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "expected messages of at least 1024 bytes, one in flight, and a ping of a " + "millisecond, got "
                            + largestMessageBytes + ", " + mostInFlight + ", " + ping);
        }
    }

    /** Limits that fit one clinic. */
    public static PushLimits defaults() {
        return new PushLimits(1024 * 1024, 256, Duration.ofSeconds(20));
    }
}
