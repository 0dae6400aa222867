package io.dripwatch.trend.embedded;

import io.dripwatch.trend.Series;
import io.dripwatch.trend.Trend;
import io.dripwatch.trend.Trend.Range;
import java.util.EnumSet;
import java.util.List;

/**
 * The first line through a vital sign that a process draws takes several times as long as those after it. A server
 * draws some of the newest series as soon as it listens, so that whoever asks first does not wait for that.
 */
public final class Rehearsal {
    private static final int SERIES = 100;
    private static final int TIMES = 5;
    private static final int POINTS = 2_000;

    private Rehearsal() {}

    /**
     * Draws the newest series as one line, what their last patient has had of one sign, and its last session.
     *
     * @return how many points
     * @throws io.dripwatch.trend.HistoryUnavailable where the store does not answer; whoever asks it hears the same
     */
    public static int draw(EmbeddedHistory history) {
        List<Series> newest = history.seriesFrom(Math.max(0, history.seriesCount() - SERIES + 1), SERIES);
        if (newest.isEmpty()) {
            return 0;
        }
        Series last = newest.get(newest.size() - 1);
        Trend trend = new Trend(history, history);
        int points = 0;
        for (int i = 0; i < TIMES; i++) {
            List<Series> ofPatient = history.seriesOf(last.patient(), EnumSet.of(last.metric()));
            for (List<Series> line : List.of(newest, ofPatient, List.of(last))) {
                Range range = trend.whole(line);
                points += range == null
                        ? 0
                        : trend.line(line, range, POINTS).points().size();
            }
        }
        return points;
    }
}
