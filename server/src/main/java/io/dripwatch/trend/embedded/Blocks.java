package io.dripwatch.trend.embedded;

import io.dripwatch.trend.History.PointVisitor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The table of packed points. Blocks of one series never overlap; the last one is filled up before another begins.
 * Used by the writing thread alone.
 */
final class Blocks {
    /** The points of a full block: about two to the page. */
    static final int FULL = 512;

    private final PreparedStatement holding;
    private final PreparedStatement earliest;
    private final PreparedStatement next;
    private final PreparedStatement add;
    private final PreparedStatement replace;
    private final PreparedStatement last;
    private final PreparedStatement range;

    /** One row. */
    private record Row(long id, long first, Points points) {}

    Blocks(Connection c) throws SQLException {
        try (Statement statement = c.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS block (id INTEGER PRIMARY KEY, series INTEGER NOT NULL,"
                    + " first INTEGER NOT NULL, last INTEGER NOT NULL, points INTEGER NOT NULL, body BLOB NOT NULL,"
                    + " UNIQUE (series, first)) STRICT");
        }
        holding = c.prepareStatement(
                "SELECT id, first, body FROM block WHERE series = ? AND first <= ? ORDER BY first DESC LIMIT 1");
        earliest = c.prepareStatement("SELECT id, first, body FROM block WHERE series = ? ORDER BY first LIMIT 1");
        next = c.prepareStatement("SELECT min(first) FROM block WHERE series = ? AND first > ?");
        add = c.prepareStatement("INSERT INTO block (series, first, last, points, body) VALUES (?, ?, ?, ?, ?)");
        replace = c.prepareStatement("UPDATE block SET first = ?, last = ?, points = ?, body = ? WHERE id = ?");
        last = c.prepareStatement("SELECT last FROM block WHERE series = ? ORDER BY first DESC LIMIT 1");
        range = c.prepareStatement(Walk.FORWARDS);
    }

    /** Shows the packed points of a series from one moment to another, exclusive. */
    void visit(long series, long fromMs, long toMs, PointVisitor visitor) throws SQLException {
        new Walk(fromMs, toMs, false, Integer.MAX_VALUE, Points.NONE, visitor).over(range, series);
    }

    /** The moment of the newest packed point of a series; before all time where there is none. */
    long last(long series) throws SQLException {
        last.setLong(1, series);
        try (ResultSet row = last.executeQuery()) {
            return row.next() ? row.getLong(1) : Long.MIN_VALUE;
        }
    }

    /** The points among which the one of this moment must be; null where there is no such block. */
    @Nullable
    Points around(long series, long atMs) throws SQLException {
        Row row = holding(series, atMs);
        return row == null ? null : row.points;
    }

    /** Puts points into the blocks of a series; at least one. */
    void take(long series, Points fresh) throws SQLException {
        int done = 0;
        while (done < fresh.count()) {
            Row row = holding(series, fresh.at(done));
            row = row == null ? row(earliest, series, null) : row;
            if (row == null) {
                add(series, fresh, done, fresh.count());
                return;
            }
            int until = fresh.from(nextFirst(series, row.first));
            if (row.points.count() >= FULL && fresh.at(done) > row.points.last()) {
                add(series, fresh, done, until);
            } else {
                row.points.putAll(fresh.part(done, until));
                replace(row, Math.min(FULL, row.points.count()));
                add(series, row.points, Math.min(FULL, row.points.count()), row.points.count());
            }
            done = until;
        }
    }

    private @Nullable Row holding(long series, long atMs) throws SQLException {
        return row(holding, series, atMs);
    }

    private static @Nullable Row row(PreparedStatement query, long series, @Nullable Long atMs) throws SQLException {
        query.setLong(1, series);
        if (atMs != null) {
            query.setLong(2, atMs);
        }
        try (ResultSet row = query.executeQuery()) {
            return row.next() ? new Row(row.getLong(1), row.getLong(2), Block.unpack(row.getBytes(3))) : null;
        }
    }

    /** Where the next block begins; after all time where there is none. */
    private long nextFirst(long series, long first) throws SQLException {
        next.setLong(1, series);
        next.setLong(2, first);
        try (ResultSet row = next.executeQuery()) {
            long found = row.getLong(1);
            return row.wasNull() ? Long.MAX_VALUE : found;
        }
    }

    private void add(long series, Points points, int from, int to) throws SQLException {
        for (int i = from; i < to; i += FULL) {
            int end = Math.min(to, i + FULL);
            add.setLong(1, series);
            add.setLong(2, points.at(i));
            add.setLong(3, points.at(end - 1));
            add.setInt(4, end - i);
            add.setBytes(5, Block.pack(points, i, end));
            add.executeUpdate();
        }
    }

    private void replace(Row row, int to) throws SQLException {
        replace.setLong(1, row.points.at(0));
        replace.setLong(2, row.points.at(to - 1));
        replace.setInt(3, to);
        replace.setBytes(4, Block.pack(row.points, 0, to));
        replace.setLong(5, row.id);
        replace.executeUpdate();
    }
}
