package io.dripwatch.trend;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.trend.Outline.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** An outline is small, made of points that were measured, and hides no extreme. */
final class OutlineTest {
    private static final int MOST = 400;

    @Test
    void anOutlineHidesNoExtremeOfAnySpanAndNeitherEnd() {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            List<Point> all = points(random, MOST + 1 + random.nextInt(20_000));
            List<Point> outline = outline(all);

            assertThat(outline)
                    .as("seed " + seed)
                    .hasSizeLessThanOrEqualTo(MOST)
                    .isSubsetOf(all);
            assertThat(outline).isSortedAccordingTo(Comparator.comparingLong(Point::atMs));
            assertThat(outline.get(0)).isEqualTo(all.get(0));
            assertThat(outline.get(outline.size() - 1)).isEqualTo(all.get(all.size() - 1));
            long from = all.get(0).atMs();
            double span = (all.get(all.size() - 1).atMs() - from + 1) / (MOST / 4.0);
            for (int i = 0; i < MOST / 4; i++) {
                assertThat(extremes(outline, from, span, i))
                        .as("seed " + seed + ", span " + i)
                        .isEqualTo(extremes(all, from, span, i));
            }
        }
    }

    private static String extremes(List<Point> points, long from, double span, int index) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (Point point : points) {
            if ((long) ((point.atMs() - from) / span) == index) {
                lowest = Math.min(lowest, point.value());
                highest = Math.max(highest, point.value());
            }
        }
        return lowest + " to " + highest;
    }

    @Test
    void aSeriesOfFewPointsIsKeptWhole() {
        List<Point> all = points(new Random(1), MOST);

        assertThat(outline(all)).isEqualTo(all);
    }

    private static List<Point> outline(List<Point> all) {
        Outline outline = new Outline(all.get(0).atMs(), all.get(all.size() - 1).atMs(), MOST);
        all.forEach(point -> outline.add(point.atMs(), point.value()));
        return outline.points();
    }

    private static List<Point> points(Random random, int count) {
        List<Point> points = new ArrayList<>();
        long at = 1_772_362_800_000L;
        double value = 97;
        for (int i = 0; i < count; i++) {
            at += 1 + random.nextInt(random.nextInt(50) == 0 ? 200_000 : 1_000);
            value += random.nextInt(3) - 1 - (random.nextInt(500) == 0 ? 20 : 0);
            points.add(new Point(at, value));
        }
        return points;
    }
}
