package io.dripwatch.trend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The outline of a series, or of several that are drawn as one: time is cut into equal spans, and of each the first,
 * the lowest, the highest and the last point are kept. A line through them covers the same pixels as a line through all
 * points, and no extreme is ever lost (Jugel et al., "M4", VLDB 2014). What has few points is kept whole.
 */
public final class Outline {
    private static final int OF_A_SPAN = 4;
    private static final Comparator<Point> BY_TIME = Comparator.comparingLong(Point::atMs);

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
    private final @Nullable Span[] spans;
    private final List<Point> whole = new ArrayList<>();
    private boolean tooMany;

    /** The corners of one span. */
    private static final class Span {
        private Point first;
        private Point lowest;
        private Point highest;
        private Point last;

        Span(Point only) {
            first = only;
            lowest = only;
            highest = only;
            last = only;
        }

        void add(long atMs, double value) {
            if (atMs < first.atMs || value < lowest.value || value > highest.value || atMs >= last.atMs) {
                Point point = new Point(atMs, value);
                first = atMs < first.atMs ? point : first;
                lowest = value < lowest.value ? point : lowest;
                highest = value > highest.value ? point : highest;
                last = atMs >= last.atMs ? point : last;
            }
        }

        Stream<Point> corners() {
            return Stream.of(first, lowest, highest, last).distinct().sorted(BY_TIME);
        }
    }

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
        this.spans = new Span[most / OF_A_SPAN];
        this.spanMs = (toMs - fromMs + 1.0) / spans.length;
    }

    /** How much time one span holds, milliseconds. */
    double spanMs() {
        return spanMs;
    }

    /** Takes a point between the two moments; those of one series in the order of time. */
    public void add(long atMs, double value) {
        tooMany |= whole.size() == most;
        if (!tooMany) {
            whole.add(new Point(atMs, value));
        }
        int index = span(atMs);
        Span span = spans[index];
        if (span == null) {
            spans[index] = new Span(new Point(atMs, value));
        } else {
            span.add(atMs, value);
        }
    }

    /** Whether of points between two moments, the later exclusive, only first, lowest, highest and last can count. */
    boolean cornersDo(long fromMs, long toMs) {
        return tooMany && span(fromMs) == span(toMs - 1);
    }

    private int span(long atMs) {
        return (int) ((atMs - fromMs) / spanMs);
    }

    /** The points that make the outline, in the order of time. */
    public List<Point> points() {
        return tooMany
                ? Stream.of(spans)
                        .flatMap(span -> span == null ? Stream.<Point>empty() : span.corners())
                        .toList()
                : whole.stream().sorted(BY_TIME).toList();
    }
}
