package io.dripwatch.session;

import io.dripwatch.vitals.Measure;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of the patient of one session: the last value of every measure, the time observed. */
public interface Evidence {
    /** The last value in this session; null where there is none. */
    @Nullable
    Taken last(Measure what);

    /** How long the patient has been watched after the dose, as far as valid data show it. */
    Duration observed(Instant now);

    /** A value in the unit of its measure and when it was taken. */
    record Taken(double value, Instant at) {}
}
