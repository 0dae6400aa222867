package io.dripwatch.session;

import io.dripwatch.vitals.Measure;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The values that are young enough to score; null for the others. */
record Fresh(Evidence evidence, Instant now, Duration freshFor) {
    @Nullable
    Double of(Measure what) {
        Evidence.Taken taken = evidence.last(what);
        return taken == null || taken.at().plus(freshFor).isBefore(now) ? null : (Double) taken.value();
    }

    /** Of the first of these that has one. */
    @Nullable
    Double firstOf(Measure... whats) {
        for (Measure what : whats) {
            Double value = of(what);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
