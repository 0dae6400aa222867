package io.dripwatch.trend.influx;

import com.influxdb.query.InfluxQLQueryResult;
import io.dripwatch.trend.Outbox;
import io.dripwatch.trend.Progress;
import io.dripwatch.trend.influx.InfluxLink.InfluxAway;
import io.dripwatch.trend.influx.InfluxLink.LinesRefused;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Notices that InfluxDB has lost what it had: every few seconds a mark is left there, and the last two must be found
 * again. The older one was found before the newer one was left; so whatever went away since took one of them with it.
 */
final class Marks {
    private static final String MEASUREMENT = "feed";
    private static final long NANOS_A_MS = 1_000_000;

    private final InfluxLink link;
    private final Outbox outbox;

    Marks(InfluxLink link, Outbox outbox) {
        this.link = link;
        this.outbox = outbox;
    }

    /**
     * Looks whether the marks are still there.
     *
     * @return whether one of them is gone
     */
    boolean missing() throws InfluxAway {
        Progress progress = outbox.progress();
        List<Progress.Mark> left = progress.marks();
        if (left.isEmpty()) {
            return false;
        }
        Set<String> found = new HashSet<>();
        String question = "SELECT \"cursor\" FROM \"" + MEASUREMENT + "\" WHERE \"store\" = '" + progress.store()
                + "' AND time >= " + left.get(0).atMs() * NANOS_A_MS;
        for (InfluxQLQueryResult.Series series : link.query(question)) {
            for (InfluxQLQueryResult.Series.Record row : series.getValues()) {
                found.add(row.getValueByKey("time") + " " + row.getValueByKey("cursor"));
            }
        }
        return !left.stream().allMatch(mark -> found.contains(mark.atMs() * NANOS_A_MS + " " + mark.cursor()));
    }

    /** Leaves a mark. */
    void leave(Instant now) throws InfluxAway {
        Progress progress = outbox.progress();
        Progress.Mark mark = new Progress.Mark(now.toEpochMilli(), progress.cursor());
        try {
            link.write(List.of(line(progress, mark)));
        } catch (LinesRefused e) {
            throw new InfluxAway("it refuses a mark: " + e.getMessage(), e);
        }
        outbox.advance(before -> before.marked(mark));
    }

    /** A line that InfluxDB takes if it takes anything; it does not count as a mark. */
    String probe(Instant now) {
        return MEASUREMENT + ",room=" + Lines.escaped(outbox.progress().room()) + ",store=probe cursor=0i "
                + now.toEpochMilli() * NANOS_A_MS;
    }

    private static String line(Progress progress, Progress.Mark mark) {
        return MEASUREMENT + ",room=" + Lines.escaped(progress.room()) + ",store=" + progress.store() + " cursor="
                + mark.cursor() + "i " + mark.atMs() * NANOS_A_MS;
    }
}
