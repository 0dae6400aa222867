package io.dripwatch.trend.influx;

import com.influxdb.query.InfluxQLQueryResult;
import io.dripwatch.store.Database;
import io.dripwatch.trend.Source;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import io.dripwatch.trend.embedded.EmbeddedOutbox;
import io.dripwatch.vitals.Reading;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The points of the embedded store and those of InfluxDB, each in one line of the same form. */
public final class BothSets {
    private BothSets() {}

    /** Everything that is kept in the file. */
    public static Set<String> kept(Database database, EmbeddedOutbox outbox) {
        Set<String> points = new TreeSet<>();
        try (EmbeddedHistory history = new EmbeddedHistory(database)) {
            for (Source source = outbox.sourceFrom(0); source != null; ) {
                Source its = source;
                history.points(
                        its.series(),
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        false,
                        Integer.MAX_VALUE,
                        (at, value, standing, received) -> points.add(line(its, at, value, standing, received)));
                source = outbox.sourceFrom(its.series() + 1);
            }
        }
        return points;
    }

    private static String line(Source its, long at, double value, Reading.Standing standing, long received) {
        return String.join(
                " ",
                its.metric().id(),
                Integer.toString(its.site()),
                Lines.escaped(its.device().value()).replace("\\", ""),
                "in " + (its.chair().isEmpty() ? Lines.NO_CHAIR : its.chair()),
                Long.toString(Lines.nanos(at, its.stay())),
                Double.toString(value),
                Lines.standing(standing),
                Long.toString(received),
                Long.toString(its.stay()));
    }

    /** Everything that InfluxDB has of a room. */
    public static Set<String> there(RealInflux influx, String room) {
        Set<String> points = new TreeSet<>();
        for (InfluxQLQueryResult.Series.Record row : influx.ask("SELECT sign, site, device, chair, value, standing,"
                + " received, stay FROM vital, pump WHERE room = '" + room + "'")) {
            points.add(String.join(
                    " ",
                    String.valueOf(row.getValueByKey("sign")),
                    String.valueOf(row.getValueByKey("site")),
                    String.valueOf(row.getValueByKey("device")),
                    "in " + row.getValueByKey("chair"),
                    String.valueOf(row.getValueByKey("time")),
                    number(row.getValueByKey("value")),
                    String.valueOf(row.getValueByKey("standing")),
                    String.valueOf(row.getValueByKey("received")),
                    String.valueOf(row.getValueByKey("stay"))));
        }
        return points;
    }

    /** As Java writes it; what is half there while InfluxDB is wiped is no number. */
    private static String number(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.isBlank() || value == null ? "none" : Double.toString(Double.parseDouble(text));
    }
}
