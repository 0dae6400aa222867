package io.dripwatch.trend;

/**
 * What one series told in one minute. Readings that were entered in error do not count.
 *
 * @param atMs when the minute began, by the device's clock, epoch milliseconds
 * @param min the lowest value, in the metric's unit
 * @param max the highest
 * @param median the middle one, of an even number the lower of the two: always a value that was measured
 * @param last the value of the latest moment
 * @param count how many values there are, positive
 * @param secondsValid in how many of its seconds a value was measured that the device vouches for, 0 to 60
 */
public record Minute(long atMs, double min, double max, double median, double last, int count, int secondsValid) {
    /** How long it is. */
    public static final long LENGTH_MS = 60_000;

    public Minute {
        if (atMs % LENGTH_MS != 0 || count < 1 || secondsValid < 0 || secondsValid > 60 || !(min <= max)) {
            throw new IllegalArgumentException("expected the beginning of a minute, values in order and counts, got "
                    + atMs + ", " + min + " to " + max + ", " + count + " and " + secondsValid);
        }
    }

    /** When the minute of a moment began; before all time, the first that can be told. */
    public static long of(long atMs) {
        long begun = Math.floorDiv(atMs, LENGTH_MS) * LENGTH_MS;
        return begun > atMs ? begun + LENGTH_MS : begun;
    }

    /** With the values of one that holds others of the same minute; the median stays, it cannot be had any more. */
    public Minute with(Minute others) {
        return new Minute(
                atMs,
                Math.min(min, others.min),
                Math.max(max, others.max),
                median,
                last,
                count + others.count,
                Math.min(60, secondsValid + others.secondsValid));
    }
}
