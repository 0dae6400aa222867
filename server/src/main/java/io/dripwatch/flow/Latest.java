package io.dripwatch.flow;

import io.dripwatch.vitals.Reading;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The newest value of a metric in a chair.
 *
 * @param reading as measured
 * @param liveAt when that was, on the server's clock
 * @param usual what it was of late, as a slow average, in the metric's unit
 */
public record Latest(Reading reading, Instant liveAt, double usual) {
    private static final Duration OF_LATE = Duration.ofMinutes(2);
    private static final double LEAST_CHANGE = 2;
    private static final double LEAST_PART = 0.03;

    /** Where a value is heading, against what it was of late. */
    public enum Heading {
        RISING,
        STEADY,
        FALLING
    }

    /** The next value after {@code before}; the first where that is null. */
    static Latest after(@Nullable Latest before, Reading reading, Instant liveAt) {
        if (before == null) {
            return new Latest(reading, liveAt, reading.value());
        }
        double passed = Math.max(0, Duration.between(before.liveAt, liveAt).toMillis());
        double weight = 1 - Math.exp(-passed / OF_LATE.toMillis());
        double moved = before.usual + weight * (before.reading.value() - before.usual);
        return new Latest(reading, liveAt, moved);
    }

    public Heading heading() {
        double change = reading.value() - usual;
        if (Math.abs(change) < Math.max(LEAST_CHANGE, Math.abs(usual) * LEAST_PART)) {
            return Heading.STEADY;
        }
        return change > 0 ? Heading.RISING : Heading.FALLING;
    }
}
