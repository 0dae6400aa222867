package io.dripwatch.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a patient has been observed after the dose, counted only while the required data were valid.
 *
 * @param counted before {@code runningSince}
 * @param runningSince null while it stands
 */
public record ObservationClock(Duration counted, @Nullable Instant runningSince) {
    /** Not observed yet. */
    public static final ObservationClock ZERO = new ObservationClock(Duration.ZERO, null);

    /** The time observed until {@code now}. */
    public Duration at(Instant now) {
        return runningSince == null || now.isBefore(runningSince)
                ? counted
                : counted.plus(Duration.between(runningSince, now));
    }

    public boolean running() {
        return runningSince != null;
    }

    /** Goes on from {@code now}. */
    public ObservationClock start(Instant now) {
        return running() ? this : new ObservationClock(counted, now);
    }

    /** Stands from {@code validUntil}, when the data were last valid. */
    public ObservationClock stop(Instant validUntil) {
        return running() ? new ObservationClock(at(validUntil), null) : this;
    }
}
