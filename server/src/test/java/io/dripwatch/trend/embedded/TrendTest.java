package io.dripwatch.trend.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Filing;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.store.Database;
import io.dripwatch.trend.Outline.Point;
import io.dripwatch.trend.Series;
import io.dripwatch.trend.Trend;
import io.dripwatch.trend.Trend.Range;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A line over an hour and over days, of what two sessions kept. */
final class TrendTest {
    private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
    private static final int MOST = 2_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final List<Point> all = new ArrayList<>();
    private Database database;

    @SuppressWarnings("NullAway.Init")
    TrendTest() {}

    /** Two sessions of an hour and three quarters, ten days apart, a reading a second; some taken back. */
    @BeforeEach
    void twoSessionsAreKept() throws SQLException {
        database = Database.in(directory);
        Random random = new Random(7);
        try (Connection writer = database.writer()) {
            ReadingTable table = new ReadingTable(new Packer.Pace(600, Duration.ofMinutes(30), 4_000), null);
            table.open(writer);
            writer.setAutoCommit(false);
            for (int second = 0; second < 2 * 6_300; second++) {
                Instant at = START.plusSeconds(second).plus(Duration.ofDays(second < 6_300 ? 0 : 10));
                int value = 90 + random.nextInt(10) - (random.nextInt(900) == 0 ? 30 : 0);
                boolean wrong = random.nextInt(300) == 0;
                Filing.Destination to = new Filing.Destination(
                        new DeviceId("MONITOR-1"), RoomStory.SAM, second < 6_300 ? "one" : "two", null);
                Reading.Standing standing = wrong ? Reading.Standing.ENTERED_IN_ERROR : Reading.Standing.PLAIN;
                Reading reading = new Reading(Metric.SPO2, 0, wrong ? 1 : value, at, standing);
                table.write(new Decision(List.of(), new Filing(to, List.of(reading), at)));
                if (!wrong) {
                    all.add(new Point(at.toEpochMilli(), value));
                }
                if (second % 20 == 0) {
                    table.finish();
                    writer.commit();
                    table.kept();
                }
            }
            table.finish();
            writer.commit();
        }
    }

    @Test
    void aRangeOfFewPointsIsDrawnByEachOfThem() {
        Range range = new Range(at(100), at(1_500));
        Trend.Line line = line(range);
        assertThat(line.ofMinutes()).isFalse();
        assertThat(line.points()).isEqualTo(within(range));
    }

    @Test
    void aSessionIsDrawnByItsReadingsAndHidesNoExtreme() {
        Range range = new Range(at(0), at(6_300));
        Trend.Line line = line(range);
        assertThat(line.ofMinutes()).isFalse();
        assertThat(line.points()).hasSizeLessThanOrEqualTo(MOST).isSubsetOf(all);
        assertThat(extremes(line.points())).isEqualTo(extremes(within(range)));
    }

    @Test
    void daysAreDrawnByMinutesWithTheirExtremesInPlace() {
        Range range = new Range(at(-86_400), at(86_400 * 15));
        Trend.Line line = line(range);
        assertThat(line.ofMinutes()).isTrue();
        assertThat(line.points())
                .hasSizeLessThanOrEqualTo(MOST)
                .isSortedAccordingTo(Comparator.comparingLong(Point::atMs));
        assertThat(extremes(line.points())).isEqualTo(extremes(all));
        for (Point point : line.points()) {
            assertThat(all)
                    .as("a value that was measured in that minute")
                    .anyMatch(one -> one.value() == point.value() && one.atMs() / 60_000 == point.atMs() / 60_000);
        }
        assertThat(line.points().get(0).atMs()).isBetween(at(-60), at(60));
    }

    @Test
    void theWholeIsFromTheFirstToTheLast() {
        try (EmbeddedHistory history = new EmbeddedHistory(database)) {
            Range whole = Objects.requireNonNull(new Trend(history, history).whole(series(history)));
            assertThat(whole.fromMs()).isLessThanOrEqualTo(all.get(0).atMs());
            assertThat(whole.toMs()).isGreaterThan(all.get(all.size() - 1).atMs());
            assertThat(new Trend(history, history).whole(List.of())).isNull();
        }
    }

    private static long at(int second) {
        return START.plusSeconds(second).toEpochMilli();
    }

    private Trend.Line line(Range range) {
        try (EmbeddedHistory history = new EmbeddedHistory(database)) {
            return new Trend(history, history).line(series(history), range, MOST);
        }
    }

    private static List<Series> series(EmbeddedHistory history) {
        List<Series> series = new ArrayList<>(history.seriesOfSession("two"));
        series.addAll(history.seriesOfSession("one"));
        assertThat(series).hasSize(2);
        return series;
    }

    private List<Point> within(Range range) {
        return all.stream()
                .filter(point -> point.atMs() >= range.fromMs() && point.atMs() < range.toMs())
                .toList();
    }

    private static String extremes(List<Point> points) {
        return points.stream().mapToDouble(Point::value).summaryStatistics().getMin() + " to "
                + points.stream().mapToDouble(Point::value).max().orElseThrow();
    }
}
