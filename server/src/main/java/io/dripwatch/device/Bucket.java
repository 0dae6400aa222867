package io.dripwatch.device;

import java.time.Duration;
import java.time.Instant;

/** So many at once, so many a second from then on. A clock that jumps back costs nobody anything. */
final class Bucket {
    private final double size;
    private final double perSecond;
    private double left;
    private Instant at;

    Bucket(double size, double perSecond, Instant now) {
        this.size = size;
        this.perSecond = perSecond;
        this.left = size;
        this.at = now;
    }

    /** Whether there was one more. */
    boolean take(Instant now) {
        refill(now);
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    /** Whether it need not be remembered. */
    boolean isFull(Instant now) {
        refill(now);
        return left >= size;
    }

    private void refill(Instant now) {
        double seconds = Math.max(0, Duration.between(at, now).toMillis() / 1000.0);
        left = Math.min(size, left + seconds * perSecond);
        at = now;
    }
}
