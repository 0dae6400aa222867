package io.dripwatch.trend.embedded;

import io.dripwatch.trend.HistoryUnavailable;
import io.dripwatch.trend.Notables;
import io.dripwatch.trend.Series;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The reading side of what is notable, with the connections of the history. */
public final class EmbeddedNotables implements Notables {
    private static final String LAST = "SELECT max(seq) FROM sqlite_sequence WHERE name = 'notable'";

    private final EmbeddedHistory history;

    /** A row as it stands there. */
    private record Row(long number, long event, Bytes body) {}

    public EmbeddedNotables(EmbeddedHistory history) {
        this.history = history;
    }

    @Override
    public List<Commit> behind(long number, int most) {
        Map<Long, Series> known = new HashMap<>();
        List<Commit> commits = new ArrayList<>();
        int count = 0;
        for (Row row : rows(number, most)) {
            List<Point> points = points(row.body, known);
            count += points.size();
            if (!commits.isEmpty() && count > most) {
                return commits;
            }
            commits.add(new Commit(row.number, row.event, points));
        }
        return commits;
    }

    private List<Row> rows(long number, int most) {
        return history.ask(c -> {
            List<Row> rows = new ArrayList<>();
            try (PreparedStatement query = c.prepareStatement(
                            "SELECT seq, event, body FROM notable WHERE seq > ? ORDER BY seq LIMIT ?");
                    ResultSet row = FeedRow.query(query, number, most)) {
                while (row.next()) {
                    rows.add(new Row(row.getLong(1), row.getLong(2), Bytes.of(row.getBytes(3))));
                }
            }
            return rows;
        });
    }

    private List<Point> points(Bytes body, Map<Long, Series> known) {
        List<Point> points = new ArrayList<>();
        long atMs = 0;
        while (body.more()) {
            long series = body.whole();
            atMs += body.signed();
            points.add(new Point(known.computeIfAbsent(series, this::series), atMs));
        }
        return points;
    }

    private Series series(long key) {
        List<Series> found = history.seriesFrom(key, 1);
        if (found.isEmpty() || found.get(0).key() != key) {
            throw new HistoryUnavailable("expected a series of key " + key + ", got none");
        }
        return found.get(0);
    }

    @Override
    public long last() {
        return history.ask(c -> number(c, LAST));
    }

    @Override
    public long first() {
        return history.ask(
                c -> number(c, "SELECT coalesce((SELECT min(seq) FROM notable), coalesce((" + LAST + "), 0) + 1)"));
    }

    private static long number(Connection c, String sql) throws SQLException {
        try (PreparedStatement query = c.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
