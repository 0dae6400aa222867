package io.dripwatch.trend.embedded;

import io.dripwatch.store.Database;
import io.dripwatch.trend.HistoryUnavailable;
import io.dripwatch.trend.Outbox;
import io.dripwatch.trend.Progress;
import io.dripwatch.trend.Source;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Reading;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The reading side of the way to another store, with a connection of its own beside the writer's. */
public final class EmbeddedOutbox implements Outbox, AutoCloseable {
    private static final int MOST_REMEMBERED = 100_000;

    /** One statement, so that no row is missed that moves from one table to the other meanwhile. */
    private static final String ROWS = "SELECT seq, body FROM outbox WHERE seq > ?1 UNION ALL"
            + " SELECT seq, body FROM arrival WHERE seq > ?1 ORDER BY seq";

    private static final String SOURCE = "SELECT s.id, s.stream, t.device, s.metric, s.site, t.session, t.hold"
            + " FROM series s JOIN stream t ON t.id = s.stream WHERE s.id >= ? ORDER BY s.id LIMIT 1";

    /** Tells in which chair a session was. */
    public interface Chairs {
        /** Its name; null where there is no such session. */
        @Nullable
        String of(String session) throws SQLException;
    }

    private final Database database;
    private final OutboxTable table;
    private final Chairs chairs;
    private final Map<Long, Source> sources = new HashMap<>();
    private @Nullable Connection connection;

    /** What a query does with the connection. */
    private interface Query<T> {
        T run(Connection connection) throws SQLException;
    }

    /**
     * The outbox of a file that this process writes.
     *
     * @param table its writing side
     * @param chairs tells where a session was
     */
    public EmbeddedOutbox(Database database, OutboxTable table, Chairs chairs) {
        this.database = database;
        this.table = table;
        this.chairs = chairs;
    }

    @Override
    public Batch next(int most) {
        long cursor = progress().cursor();
        return ask(c -> {
            if (sources.size() >= MOST_REMEMBERED) {
                sources.clear();
            }
            List<Kept> points = new ArrayList<>();
            long last = cursor;
            long since = Long.MIN_VALUE;
            try (PreparedStatement query = c.prepareStatement(ROWS);
                    ResultSet row = FeedRow.query(query, cursor)) {
                while (points.size() < most && row.next()) {
                    last = row.getLong(1);
                    take(c, row.getBytes(2), points);
                    if (since == Long.MIN_VALUE) {
                        since = points.stream()
                                .mapToLong(Kept::receivedMs)
                                .max()
                                .orElse(since);
                    }
                }
            }
            return new Batch(last, since, points);
        });
    }

    private void take(Connection c, byte[] body, List<Kept> points) throws SQLException {
        List<Long> series = new ArrayList<>();
        Arrivals.visit(body, (key, atMs, value, standing, receivedMs) -> series.add(key));
        for (long key : series) {
            if (!sources.containsKey(key)) {
                remember(c, key);
            }
        }
        Arrivals.visit(
                body,
                (key, atMs, value, standing, receivedMs) -> points.add(new Kept(
                        Objects.requireNonNull(sources.get(key)),
                        atMs,
                        value,
                        Reading.Standing.ofCode(standing),
                        receivedMs)));
    }

    private void remember(Connection c, long key) throws SQLException {
        Source source = from(c, key);
        if (source == null || source.series() != key) {
            throw new SQLException("expected a series of key " + key + ", got none");
        }
        sources.put(key, source);
    }

    @Override
    public @Nullable Source sourceFrom(long series) {
        return ask(c -> Optional.ofNullable(from(c, series))).orElse(null);
    }

    private @Nullable Source from(Connection c, long series) throws SQLException {
        try (PreparedStatement query = c.prepareStatement(SOURCE);
                ResultSet row = FeedRow.query(query, series)) {
            return row.next()
                    ? new Source(
                            row.getLong(1),
                            row.getLong(2),
                            new DeviceId(row.getString(3)),
                            EmbeddedHistory.metric(row.getInt(4)),
                            row.getInt(5),
                            chair(row.getString(6), row.getString(7)))
                    : null;
        }
    }

    /** What was held knew no chair when it came, and never gets one: it would be another point then. */
    private String chair(@Nullable String session, @Nullable String hold) throws SQLException {
        String chair = session == null || hold != null ? null : chairs.of(session);
        return chair == null ? "" : chair;
    }

    @Override
    public Progress progress() {
        return table.progress();
    }

    @Override
    public void advance(UnaryOperator<Progress> step) {
        table.advance(step);
    }

    @Override
    public Backlog backlog() {
        return table.backlog();
    }

    @Override
    public synchronized void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                throw new HistoryUnavailable("A reading connection does not close: " + e.getMessage(), e);
            }
        }
    }

    private synchronized <T> T ask(Query<T> query) {
        try {
            Connection open = connection == null ? database.reader() : connection;
            connection = open;
            return query.run(open);
        } catch (SQLException e) {
            close();
            throw new HistoryUnavailable("The way to the other store cannot be read: " + e.getMessage(), e);
        }
    }
}
