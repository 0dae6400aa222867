package io.dripwatch.trend;

import io.dripwatch.trend.Outline.Point;
import io.dripwatch.vitals.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a line through a vital sign shows, over an hour or a year: of few points, made of single readings where the line
 * can show them, of minutes where a pixel holds more than one of those, or where the single readings were deleted.
 */
public final class Trend {
    private final History history;
    private final Minutes minutes;

    /**
     * A line.
     *
     * @param ofMinutes whether it is made of minutes: extremes stand in the right minute, not at the right second
     * @param points in the order of time
     */
    public record Line(boolean ofMinutes, List<Point> points) {
        public Line {
            points = List.copyOf(points);
        }
    }

    /**
     * From one moment to another.
     *
     * @param fromMs inclusive, epoch milliseconds by the device's clock
     * @param toMs exclusive
     */
    public record Range(long fromMs, long toMs) {
        public Range {
            if (toMs <= fromMs) {
                throw new IllegalArgumentException("expected a moment after " + fromMs + ", got " + toMs);
            }
        }
    }

    public Trend(History history, Minutes minutes) {
        this.history = history;
        this.minutes = minutes;
    }

    /**
     * Draws series of one metric as one line. Readings that were entered in error are left out.
     *
     * @param most how many points at most, at least 4
     * @throws HistoryUnavailable where the store does not answer
     */
    public Line line(List<Series> series, Range range, int most) {
        Outline outline = new Outline(range.fromMs, range.toMs - 1, most);
        boolean coarse = outline.spanMs() >= Minute.LENGTH_MS;
        if (coarse) {
            minutes.minutes(keys(series), range.fromMs, range.toMs, new Minutes.Visitor() {
                @Override
                public void minute(Minute minute) {
                    add(minute, range, outline);
                }

                @Override
                public boolean cornersDo(long fromMs, long toMs) {
                    return fromMs >= range.fromMs && toMs <= range.toMs && outline.cornersDo(fromMs, toMs);
                }
            });
            return new Line(true, outline.points());
        }
        boolean ofMinutes = false;
        for (Series one : series) {
            long deleted = minutes.deletedUntil(one.key());
            if (deleted > range.fromMs) {
                Range old = new Range(range.fromMs, Math.min(deleted, range.toMs));
                minutes.minutes(List.of(one.key()), old.fromMs, old.toMs, minute -> add(minute, old, outline));
                ofMinutes = true;
            }
            if (deleted < range.toMs) {
                readings(one, new Range(Math.max(deleted, range.fromMs), range.toMs), outline);
            }
        }
        return new Line(ofMinutes, outline.points());
    }

    private void readings(Series series, Range range, Outline outline) {
        history.points(
                series.key(), range.fromMs, range.toMs, false, Integer.MAX_VALUE, (at, value, standing, received) -> {
                    if (standing != Reading.Standing.ENTERED_IN_ERROR) {
                        outline.add(at, value);
                    }
                });
    }

    /** Its lowest, highest and last value, in its first, second and last third; the one value of a lone one. */
    private static void add(Minute minute, Range range, Outline outline) {
        double[] values = minute.count() == 1
                ? new double[] {minute.last()}
                : new double[] {minute.min(), minute.max(), minute.last()};
        for (int i = 0; i < values.length; i++) {
            long at = minute.atMs() + i * Minute.LENGTH_MS / 3;
            outline.add(Math.min(Math.max(at, range.fromMs), range.toMs - 1), values[i]);
        }
    }

    /** From the first minute to the last of which anything is known of any of these series; null where nothing is. */
    public @Nullable Range whole(List<Series> series) {
        long[] ends = {Long.MAX_VALUE, Long.MIN_VALUE};
        minutes.minutes(keys(series), Long.MIN_VALUE, Long.MAX_VALUE, new Minutes.Visitor() {
            @Override
            public void minute(Minute minute) {
                ends[0] = Math.min(ends[0], minute.atMs());
                ends[1] = Math.max(ends[1], minute.atMs() + Minute.LENGTH_MS);
            }

            @Override
            public boolean cornersDo(long fromMs, long toMs) {
                return true;
            }
        });
        return ends[0] > ends[1] ? null : new Range(ends[0], ends[1]);
    }

    private static List<Long> keys(List<Series> series) {
        return series.stream().map(Series::key).toList();
    }
}
