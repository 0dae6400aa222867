package io.dripwatch.flow;

import io.dripwatch.vitals.Metric;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether the cuff of a chair inflates, as far as its monitor says. */
final class Cuff {
    /** A cuff that is silent for longer than this begins anew when it speaks again. */
    private static final Duration ONE_INFLATION = Duration.ofMinutes(2);

    private @Nullable Instant since;
    private Instant lastTold = Instant.EPOCH;

    /** Whether this metric is measured by inflating a cuff. */
    static boolean measures(Metric metric) {
        return switch (metric) {
            case NIBP_SYS, NIBP_DIA, NIBP_MEAN, NIBP_PULSE -> true;
            default -> false;
        };
    }

    /** The monitor says that it measures; repeating it does not lengthen the wait. */
    void inflates(Instant now) {
        if (since == null || now.isAfter(lastTold.plus(ONE_INFLATION))) {
            since = now;
        }
        lastTold = now;
    }

    void measured() {
        since = null;
    }

    /** Since when it inflates, where that is no longer ago than {@code most}; null where it does not. */
    @Nullable
    Instant inflatingSince(Duration most, Instant now) {
        return since != null && now.isBefore(since.plus(most)) ? since : null;
    }
}
