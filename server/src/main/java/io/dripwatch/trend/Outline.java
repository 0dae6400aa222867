package io.dripwatch.trend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The outline of a series, for drawing: time is cut into equal spans, and of each the first, the lowest, the highest
 * and the last point are kept. A line through them covers the same pixels as a line through all points, and no extreme
 * is ever lost (Jugel et al., "M4", VLDB 2014). A series of few points is kept whole.
 */
public final class Outline {
    private static final int OF_A_SPAN = 4;

    /**
     * A point that was measured.
     *
     * @param atMs epoch milliseconds
     * @param value in the metric's unit
     */
    public record Point(long atMs, double value) {}

    private final long fromMs;
    private final double spanMs;
    private final int most;
    private final List<Point> outline = new ArrayList<>();
    private final List<Point> whole = new ArrayList<>();
    private boolean tooMany;
    private long span = Long.MIN_VALUE;
    private @Nullable Point first;
    private Point lowest = new Point(0, 0);
    private Point highest = lowest;
    private Point last = lowest;

    /**
     * An outline without points yet.
     *
     * @param fromMs not later than the first point, epoch milliseconds
     * @param toMs not earlier than the last
     * @param most how many points at most, at least 4
     */
    public Outline(long fromMs, long toMs, int most) {
        if (toMs < fromMs || most < OF_A_SPAN) {
            throw new IllegalArgumentException("expected a span of time and " + OF_A_SPAN + " points or more, got "
                    + fromMs + " to " + toMs + " and " + most);
        }
        this.fromMs = fromMs;
        this.most = most;
        int spans = most / OF_A_SPAN;
        this.spanMs = (toMs - fromMs + 1.0) / spans;
    }

    /** Takes the next point, later than those before. */
    public void add(long atMs, double value) {
        Point point = new Point(atMs, value);
        tooMany |= whole.size() == most;
        if (!tooMany) {
            whole.add(point);
        }
        long its = (long) ((atMs - fromMs) / spanMs);
        if (its != span) {
            close();
            span = its;
        }
        if (first == null) {
            first = point;
            lowest = point;
            highest = point;
        }
        lowest = value < lowest.value ? point : lowest;
        highest = value > highest.value ? point : highest;
        last = point;
    }

    /** The points that make the outline, in the order of time; nothing may be added any more. */
    public List<Point> points() {
        close();
        return List.copyOf(tooMany ? outline : whole);
    }

    private void close() {
        if (first != null) {
            Stream.of(first, lowest, highest, last)
                    .distinct()
                    .sorted(Comparator.comparingLong(Point::atMs))
                    .forEach(outline::add);
            first = null;
        }
    }
}
