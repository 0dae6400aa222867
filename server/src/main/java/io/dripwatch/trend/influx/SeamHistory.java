package io.dripwatch.trend.influx;

import com.influxdb.query.InfluxQLQueryResult;
import io.dripwatch.trend.History;
import io.dripwatch.trend.HistoryUnavailable;
import io.dripwatch.trend.Instrument;
import io.dripwatch.trend.Minutes;
import io.dripwatch.trend.Outbox;
import io.dripwatch.trend.Series;
import io.dripwatch.trend.Source;
import io.dripwatch.trend.StoredPatient;
import io.dripwatch.trend.influx.InfluxLink.InfluxAway;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Reading;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The history of two stores as one: what the embedded one still has comes from there, what it has deleted from
 * InfluxDB. Below the moment up to which a series was deleted both are asked, because what comes late is kept here once
 * more; of one moment the word of the embedded store counts. Whose a series is stands in the embedded store alone.
 */
public final class SeamHistory implements History, AutoCloseable {
    private static final int PAGE = 5_000;
    private static final long NANOS_A_MS = 1_000_000;
    private static final long EARLIEST_MS = -9_000_000_000_000L;
    private static final long LATEST_MS = 9_000_000_000_000L;

    private final History local;
    private final Minutes minutes;
    private final Outbox outbox;
    private final InfluxLink link;

    private record Point(double value, Reading.Standing standing, long receivedMs) {}

    /** Counts what is shown, up to the most that is wanted. */
    private static final class Shown {
        private final int most;
        private final PointVisitor visitor;
        private int count;

        Shown(int most, PointVisitor visitor) {
            this.most = most;
            this.visitor = visitor;
        }

        int left() {
            return most - count;
        }

        void show(Map<Long, Point> points) {
            for (Map.Entry<Long, Point> one : points.entrySet()) {
                if (left() > 0) {
                    Point point = one.getValue();
                    visitor.point(one.getKey(), point.value, point.standing, point.receivedMs);
                    count++;
                }
            }
        }
    }

    /**
     * Both as one.
     *
     * @param local the embedded history
     * @param minutes tells up to when it has deleted
     * @param outbox tells by what InfluxDB knows a series
     */
    public SeamHistory(History local, Minutes minutes, Outbox outbox, InfluxTarget target) {
        this.local = local;
        this.minutes = minutes;
        this.outbox = outbox;
        this.link = new InfluxLink(target);
    }

    @Override
    public List<Instrument> instruments() {
        return local.instruments();
    }

    @Override
    public int points(long series, long fromMs, long toMs, boolean newestFirst, int most, PointVisitor visitor) {
        long seam = Math.min(minutes.deletedUntil(series), toMs);
        if (seam <= fromMs) {
            return local.points(series, fromMs, toMs, newestFirst, most, visitor);
        }
        Shown shown = new Shown(most, visitor);
        if (newestFirst) {
            above(series, seam, toMs, true, shown);
            below(series, fromMs, seam, true, shown);
        } else {
            below(series, fromMs, seam, false, shown);
            above(series, seam, toMs, false, shown);
        }
        return shown.count;
    }

    private void above(long series, long fromMs, long toMs, boolean newestFirst, Shown shown) {
        if (shown.left() > 0 && fromMs < toMs) {
            shown.count += local.points(series, fromMs, toMs, newestFirst, shown.left(), shown.visitor);
        }
    }

    /** Page by page of InfluxDB; a page that is full ends at its last point, and the next one begins there. */
    private void below(long series, long fromMs, long toMs, boolean newestFirst, Shown shown) {
        Source source = outbox.sourceFrom(series);
        if (source == null || source.series() != series) {
            throw new HistoryUnavailable("There is no series " + series + ".");
        }
        long from = Math.max(fromMs, EARLIEST_MS);
        long to = Math.min(toMs, LATEST_MS);
        while (shown.left() > 0 && from < to) {
            int limit = Math.min(PAGE, shown.left());
            NavigableMap<Long, Point> page = page(source, from, to, newestFirst, limit);
            boolean full = page.size() == limit;
            long begin = full && newestFirst ? page.firstKey() : from;
            long end = full && !newestFirst ? page.lastKey() + 1 : to;
            local.points(
                    series,
                    begin,
                    end,
                    false,
                    Integer.MAX_VALUE,
                    (at, value, standing, received) -> page.put(at, new Point(value, standing, received)));
            shown.show(newestFirst ? page.descendingMap() : page);
            from = newestFirst ? from : end;
            to = newestFirst ? begin : to;
            if (!full) {
                return;
            }
        }
    }

    private NavigableMap<Long, Point> page(Source source, long fromMs, long toMs, boolean newestFirst, int limit) {
        String question = "SELECT value, standing, received FROM " + Lines.measurement(source.metric())
                + " WHERE room = " + word(Lines.tag(outbox.progress().room())) + " AND chair = "
                + word(Lines.tag(source.chair().isEmpty() ? Lines.NO_CHAIR : source.chair())) + " AND device = "
                + word(Lines.tag(source.device().value())) + " AND sign = "
                + word(source.metric().id())
                + " AND site = '" + source.site() + "' AND stay = " + source.stay() + " AND time >= "
                + fromMs * NANOS_A_MS + " AND time < " + toMs * NANOS_A_MS + " ORDER BY time "
                + (newestFirst ? "DESC" : "ASC") + " LIMIT " + limit;
        NavigableMap<Long, Point> page = new TreeMap<>();
        try {
            for (InfluxQLQueryResult.Series one : link.query(question)) {
                for (InfluxQLQueryResult.Series.Record row : one.getValues()) {
                    page.put(
                            Math.floorDiv(Long.parseLong(text(row, "time")), NANOS_A_MS),
                            new Point(
                                    Double.parseDouble(text(row, "value")),
                                    Lines.standing(text(row, "standing")),
                                    Long.parseLong(text(row, "received"))));
                }
            }
            return page;
        } catch (InfluxAway e) {
            throw new HistoryUnavailable(
                    "Readings of that time are in InfluxDB alone, which does not answer: " + e.getMessage(), e);
        }
    }

    private static String text(InfluxQLQueryResult.Series.Record row, String column) {
        return String.valueOf(row.getValueByKey(column));
    }

    private static String word(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    @Override
    public @Nullable StoredPatient patient(long key) {
        return local.patient(key);
    }

    @Override
    public List<StoredPatient> patientsBy(PatientId id) {
        return local.patientsBy(id);
    }

    @Override
    public List<StoredPatient> patients(String nameContains, long afterKey, int most) {
        return local.patients(nameContains, afterKey, most);
    }

    @Override
    public List<Series> seriesOf(long patient, Set<Metric> metrics) {
        return local.seriesOf(patient, metrics);
    }

    @Override
    public List<Series> seriesOfSession(String session) {
        return local.seriesOfSession(session);
    }

    @Override
    public List<Series> seriesOfHold(String hold) {
        return local.seriesOfHold(hold);
    }

    @Override
    public List<Series> seriesOfStream(long stream) {
        return local.seriesOfStream(stream);
    }

    /** Lets InfluxDB go; the embedded history stays open. */
    @Override
    public void close() {
        link.close();
    }
}
