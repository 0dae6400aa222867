package io.dripwatch.app;

import io.dripwatch.trend.Series;
import io.dripwatch.trend.Trend;
import io.dripwatch.trend.Trend.Range;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import io.vertx.core.Vertx;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first line through a vital sign that a process draws takes several times as long as those after it. A server
 * draws some of the newest series as soon as it listens, so that whoever asks first does not wait for that.
 */
final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final int SERIES = 100;
    private static final int TIMES = 5;
    private static final int POINTS = 2_000;

    private final EmbeddedHistory history;
    private final Trend trend;

    Rehearsal(EmbeddedHistory history) {
        this.history = history;
        this.trend = new Trend(history, history);
    }

    /** Begins, beside everything else. */
    void begin(Vertx vertx) {
        vertx.executeBlocking(this::drawn, false)
                .onSuccess(points -> LOG.debug("Lines were drawn beforehand; points={}", points))
                .onFailure(why -> LOG.debug("No line was drawn beforehand", why));
    }

    /** How many points were drawn. */
    int drawn() {
        List<Series> newest = history.seriesFrom(Math.max(0, history.seriesCount() - SERIES + 1), SERIES);
        int points = 0;
        for (int i = 0; i < TIMES; i++) {
            Range range = trend.whole(newest);
            if (range != null) {
                points += trend.line(newest, range, POINTS).points().size();
            }
        }
        return points;
    }
}
