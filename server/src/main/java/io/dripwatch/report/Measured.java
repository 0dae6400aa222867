package io.dripwatch.report;

import io.dripwatch.report.Report.Column;
import io.dripwatch.report.Report.Taken;
import io.dripwatch.trend.History;
import io.dripwatch.trend.Minutes;
import io.dripwatch.trend.Outline;
import io.dripwatch.trend.Series;
import io.dripwatch.trend.Trend;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading.Standing;
import io.dripwatch.wording.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was measured in a session, on the server's clock; readings that were entered in error are left out. Where single
 * readings were deleted, the trend is drawn by its minutes, and nothing is known near a time.
 */
final class Measured {
    /** What was measured longer before or after a time does not speak for it. */
    private static final Duration NEAR = Duration.ofMinutes(15);

    private static final long WRONG_CLOCK_MS = 5_000;
    private static final int MOST_POINTS = 400;

    /** One reading. */
    private record Point(double value, boolean questionable) {}

    private final Map<Metric, NavigableMap<Long, Point>> byMetric = new EnumMap<>(Metric.class);
    private final List<Report.Trend> trends = new ArrayList<>();
    private final Wording words;

    Measured(History history, Minutes minutes, String session, Wording words) {
        this.words = words;
        Trend kept = new Trend(history, minutes);
        for (Series series : history.seriesOfSession(session)) {
            NavigableMap<Long, Point> points = read(history, series);
            if (!points.isEmpty()) {
                byMetric.computeIfAbsent(series.metric(), unused -> new TreeMap<>())
                        .putAll(points);
            }
            boolean whole = minutes.deletedUntil(series.key()) == Long.MIN_VALUE;
            List<double[]> line = whole ? outline(points) : ofMinutes(kept, series);
            if (series.metric().kind() == Metric.Kind.VITAL && !line.isEmpty()) {
                trends.add(new Report.Trend(column(series.metric()), series.site(), shown(series.metric(), line)));
            }
        }
        trends.sort(Comparator.comparing(
                        (Report.Trend trend) -> Metric.ofId(trend.column().metric()))
                .thenComparing(Report.Trend::site));
    }

    private static NavigableMap<Long, Point> read(History history, Series series) {
        NavigableMap<Long, Point> points = new TreeMap<>();
        long[] fastest = {Long.MAX_VALUE};
        history.points(series.key(), 0, Long.MAX_VALUE, false, Integer.MAX_VALUE, (at, value, standing, received) -> {
            if (standing != Standing.ENTERED_IN_ERROR) {
                points.put(at, new Point(value, standing == Standing.QUESTIONABLE));
                fastest[0] = Math.min(fastest[0], received - at);
            }
        });
        if (points.isEmpty() || Math.abs(fastest[0]) <= WRONG_CLOCK_MS) {
            return points;
        }
        NavigableMap<Long, Point> moved = new TreeMap<>();
        points.forEach((at, point) -> moved.put(at + fastest[0], point));
        return moved;
    }

    private static List<double[]> outline(NavigableMap<Long, Point> points) {
        if (points.isEmpty()) {
            return List.of();
        }
        Outline outline = new Outline(points.firstKey(), points.lastKey(), MOST_POINTS);
        points.forEach((at, point) -> outline.add(at, point.value()));
        return pairs(outline.points());
    }

    private static List<double[]> ofMinutes(Trend kept, Series series) {
        Trend.Range whole = kept.whole(List.of(series));
        return whole == null
                ? List.of()
                : pairs(kept.line(List.of(series), whole, MOST_POINTS).points());
    }

    private static List<double[]> pairs(List<Outline.Point> points) {
        return points.stream()
                .map(point -> new double[] {point.atMs(), point.value()})
                .toList();
    }

    Column column(Metric metric) {
        return new Column(
                metric.id(),
                words.label(metric),
                words.unit(metric),
                words.units().decimals(metric));
    }

    private List<double[]> shown(Metric metric, List<double[]> line) {
        line.forEach(point -> point[1] = words.units().shown(metric, point[1]));
        return line;
    }

    List<Report.Trend> trends() {
        return trends;
    }

    /** The vital signs of which there is anything. */
    List<Metric> vitals() {
        return byMetric.keySet().stream()
                .filter(metric -> metric.kind() == Metric.Kind.VITAL)
                .toList();
    }

    /** The measurement nearest to a time, as it is kept; null where there is none near it. */
    @Nullable
    Taken near(Metric metric, Instant at) {
        NavigableMap<Long, Point> points = byMetric.get(metric);
        if (points == null) {
            return null;
        }
        Map.Entry<Long, Point> before = points.floorEntry(at.toEpochMilli());
        Map.Entry<Long, Point> after = points.higherEntry(at.toEpochMilli());
        boolean later = before == null
                || (after != null && after.getKey() - at.toEpochMilli() < at.toEpochMilli() - before.getKey());
        Map.Entry<Long, Point> nearest = later ? after : before;
        if (nearest == null || Math.abs(nearest.getKey() - at.toEpochMilli()) > NEAR.toMillis()) {
            return null;
        }
        Instant measuredAt = Instant.ofEpochMilli(nearest.getKey());
        Point point = nearest.getValue();
        return new Taken(
                point.value(), measuredAt, Duration.between(measuredAt, at).toSeconds(), point.questionable());
    }

    /** The same as the site reads it. */
    @Nullable
    Taken shown(Metric metric, Instant at) {
        Taken near = near(metric, at);
        return near == null
                ? null
                : new Taken(
                        words.units().shown(metric, near.value()),
                        near.measuredAt(),
                        near.ageSeconds(),
                        near.questionable());
    }

    /** The last one; null where there is none. */
    @Nullable
    Double last(Metric metric) {
        NavigableMap<Long, Point> points = byMetric.get(metric);
        return points == null ? null : (Double) points.lastEntry().getValue().value();
    }
}
