package io.dripwatch.trend.embedded;

import io.dripwatch.trend.History.PointVisitor;
import io.dripwatch.trend.Minute;
import io.dripwatch.trend.Minutes;
import io.dripwatch.vitals.Reading;
import java.util.Arrays;

/** Makes minutes of the points of one series, which come in the order of time. */
final class Rollup implements PointVisitor {
    private static final long SECOND_MS = 1_000;

    private final Minutes.Visitor visitor;
    private double[] values = new double[64];
    private int count;
    private long minute = Long.MIN_VALUE;
    private long seconds;

    Rollup(Minutes.Visitor visitor) {
        this.visitor = visitor;
    }

    @Override
    public void point(long atMs, double value, Reading.Standing standing, long receivedMs) {
        long its = Minute.of(atMs);
        if (its != minute) {
            finish();
            minute = its;
        }
        boolean counts =
                switch (standing) {
                    case PLAIN, CORRECTED -> {
                        seconds |= 1L << ((atMs - its) / SECOND_MS);
                        yield true;
                    }
                    case QUESTIONABLE, TRAINING -> true;
                    case ENTERED_IN_ERROR -> false;
                };
        if (counts) {
            if (count == values.length) {
                values = Arrays.copyOf(values, count * 2);
            }
            values[count++] = value;
        }
    }

    /** There is no other point. */
    void finish() {
        if (count > 0) {
            double last = values[count - 1];
            Arrays.sort(values, 0, count);
            visitor.minute(new Minute(
                    minute,
                    values[0],
                    values[count - 1],
                    values[(count - 1) / 2],
                    last,
                    count,
                    Long.bitCount(seconds)));
        }
        count = 0;
        seconds = 0;
    }
}
