package io.dripwatch.trend.influx;

import io.dripwatch.outbound.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How InfluxDB is fed.
 *
 * @param target which one
 * @param retention how long it keeps raw readings; older ones are not sent again. Null where for ever
 * @param mostLag how far it may be behind before the screens say so
 * @param markEvery how often a mark is left there and looked for again
 * @param pauses between two attempts while it is away
 * @param asked the moment from which everything is to be sent again, told once to whoever asks; null where none
 */
public record FeedPlan(
        InfluxTarget target,
        @Nullable Duration retention,
        Duration mostLag,
        Duration markEvery,
        Backoff pauses,
        Supplier<@Nullable Long> asked) {

    public FeedPlan {
        if (retention != null && retention.toHours() < 1) {
            throw new IllegalArgumentException("retentionDays: expected more than 0, got " + retention);
        }
        if (mostLag.isNegative() || mostLag.isZero()) {
            throw new IllegalArgumentException("lagSeconds: expected more than 0, got " + mostLag.toSeconds());
        }
    }

    /** No point measured before this moment is wanted. */
    long oldest(Instant now) {
        return retention == null ? Long.MIN_VALUE : now.minus(retention).toEpochMilli();
    }
}
