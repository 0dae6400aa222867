package io.dripwatch.trend.embedded;

import io.dripwatch.store.Database;
import io.dripwatch.trend.Minute;
import io.dripwatch.trend.Minutes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the minutes of series as one connection sees them: those that are written, and in their places those that what
 * is not packed yet has changed or opened, made of their points. A patient's year is hundreds of series: all that are
 * asked for are one question to the file, and only what is not written yet is another.
 */
final class MinuteReader implements AutoCloseable {
    /** The first format of which the rows have corners, and the series marks where their last minute is not written. */
    static final int MARKED = 6;

    private static final String NEWEST = "SELECT"
            + " (SELECT last FROM minute WHERE series = asked.value ORDER BY first DESC LIMIT 1), %s"
            + " FROM json_each(?) AS asked ORDER BY asked.key";
    private static final String ROWS = "SELECT asked.key, first, last, minute.id, %s FROM json_each(?1) AS asked"
            + " JOIN minute ON series = asked.value AND first >= coalesce((SELECT max(before.first)"
            + " FROM minute AS before WHERE before.series = asked.value AND before.first <= ?2), ?2)"
            + " AND first < ?3 AND last >= ?2 ORDER BY asked.key, first";
    private static final String BODY = "SELECT body FROM minute WHERE id = ?";
    private static final String DELETED = "SELECT until FROM deleted WHERE series = ?";

    private final PreparedStatement newest;
    private final PreparedStatement rows;
    private final PreparedStatement body;
    private final PreparedStatement deleted;
    private final PreparedStatement blocks;
    private final Tail tail;

    MinuteReader(Connection connection, Tail tail) throws SQLException {
        boolean marked = Database.format(connection) >= MARKED;
        this.newest = connection.prepareStatement(
                NEWEST.formatted(marked ? "EXISTS (SELECT 1 FROM open_minute WHERE series = asked.value)" : "TRUE"));
        this.rows = connection.prepareStatement(ROWS.formatted(marked ? "corners" : "NULL"));
        this.body = connection.prepareStatement(BODY);
        this.deleted = connection.prepareStatement(DELETED);
        this.blocks = connection.prepareStatement(Walk.FORWARDS);
        this.tail = tail;
    }

    /** Shows the minutes in which a moment between two lies, the later one exclusive, of one series after the other. */
    void visit(List<Long> series, long fromMs, long toMs, Minutes.Visitor visitor) throws SQLException {
        if (fromMs < toMs) {
            long last = Minute.of(toMs - 1);
            whole(
                    series,
                    Minute.of(fromMs),
                    last > Long.MAX_VALUE - Minute.LENGTH_MS ? toMs : last + Minute.LENGTH_MS,
                    visitor);
        }
    }

    private void whole(List<Long> series, long fromMs, long toMs, Minutes.Visitor visitor) throws SQLException {
        String asked = series.toString();
        List<OfSeries> all = known(series, asked, fromMs, toMs, visitor);
        rows.setString(1, asked);
        rows.setLong(2, fromMs);
        rows.setLong(3, toMs);
        try (ResultSet row = rows.executeQuery()) {
            boolean more = row.next();
            for (int i = 0; i < all.size(); i++) {
                OfSeries one = all.get(i);
                while (more && row.getInt(1) == i) {
                    one.row(row);
                    more = row.next();
                }
                one.rest();
            }
        }
    }

    /** What is not packed is looked at first: what is packed meanwhile stands in both places, not in neither. */
    private List<OfSeries> known(List<Long> series, String asked, long fromMs, long toMs, Minutes.Visitor visitor)
            throws SQLException {
        List<Points> loose = new ArrayList<>();
        for (long key : series) {
            loose.add(tail.between(key, fromMs, toMs));
        }
        List<OfSeries> all = new ArrayList<>();
        newest.setString(1, asked);
        try (ResultSet row = newest.executeQuery()) {
            while (row.next()) {
                int i = all.size();
                all.add(new OfSeries(series.get(i), fromMs, toMs, loose.get(i), row, visitor));
            }
        }
        for (OfSeries one : all) {
            one.amend();
        }
        return all;
    }

    private byte[] body(long id) throws SQLException {
        try (ResultSet row = FeedRow.query(body, id)) {
            row.next();
            return row.getBytes(1);
        }
    }

    /** Up to when points of a series were deleted; before all time where none were. */
    static long deletedUntil(Connection connection, long series) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(DELETED)) {
            return deletedUntil(query, series);
        }
    }

    private static long deletedUntil(PreparedStatement query, long series) throws SQLException {
        try (ResultSet row = FeedRow.query(query, series)) {
            return row.next() ? row.getLong(1) : Long.MIN_VALUE;
        }
    }

    @Override
    public void close() throws SQLException {
        newest.close();
        rows.close();
        body.close();
        deleted.close();
        blocks.close();
    }

    /** The minutes of one series, the written ones shown as they come. */
    private final class OfSeries {
        private final long series;
        private final long fromMs;
        private final long toMs;
        private final Points loose;
        private final Minutes.Visitor visitor;

        /** Where those begin that are not written. */
        private final long begin;

        /** Whether of packed points, too, some may not be written. */
        private final boolean open;

        /** Those that are written and of which a point is not packed yet; empty where no value is left. */
        private final NavigableMap<Long, Optional<Minute>> amended = new TreeMap<>();

        OfSeries(long series, long fromMs, long toMs, Points loose, ResultSet newest, Minutes.Visitor visitor)
                throws SQLException {
            this.series = series;
            this.fromMs = fromMs;
            this.toMs = toMs;
            this.loose = loose;
            this.visitor = visitor;
            long written = newest.getLong(1);
            this.begin = newest.wasNull() ? Long.MIN_VALUE : written + Minute.LENGTH_MS;
            this.open = newest.getBoolean(2);
        }

        void amend() throws SQLException {
            int count = loose.from(Math.min(toMs, begin));
            long until = count == 0 ? Long.MIN_VALUE : deletedUntil(deleted, series);
            long done = Long.MIN_VALUE;
            for (int i = 0; i < count; i++) {
                long minute = Minute.of(loose.at(i));
                if (minute != done && minute >= until) {
                    amended.put(minute, Optional.empty());
                    roll(minute, minute + Minute.LENGTH_MS, made -> amended.put(minute, Optional.of(made)));
                }
                done = minute;
            }
        }

        void row(ResultSet row) throws SQLException {
            long first = row.getLong(2);
            long end = row.getLong(3) + Minute.LENGTH_MS;
            boolean cornersDo = amended.subMap(first, end).isEmpty() && visitor.cornersDo(first, end);
            byte[] corners = cornersDo ? row.getBytes(5) : null;
            for (Minute minute : MinuteBlock.unpack(corners == null ? body(row.getLong(4)) : corners)) {
                if (minute.atMs() >= fromMs && minute.atMs() < Math.min(toMs, begin)) {
                    show(minute);
                }
            }
        }

        void rest() throws SQLException {
            showUntil(Long.MAX_VALUE);
            if (open || (!loose.isEmpty() && loose.last() >= begin)) {
                roll(Math.max(fromMs, begin), toMs, visitor);
            }
        }

        /** Shows a minute as it is written, or what it was amended to, after the amended ones before it. */
        private void show(Minute written) {
            if (amended.isEmpty()) {
                visitor.minute(written);
            } else {
                amended.putIfAbsent(written.atMs(), Optional.of(written));
                showUntil(written.atMs());
            }
        }

        /** Shows what stands first, up to a moment and with it, and lets it go. */
        private void showUntil(long lastMs) {
            Map<Long, Optional<Minute>> due = amended.headMap(lastMs, true);
            due.values().forEach(minute -> minute.ifPresent(visitor::minute));
            due.clear();
        }

        private void roll(long from, long to, Minutes.Visitor made) throws SQLException {
            if (from < to) {
                Rollup rollup = new Rollup(made);
                Points among = loose.part(loose.from(from), loose.from(to));
                new Walk(from, to, false, Integer.MAX_VALUE, among, rollup).over(blocks, series);
                rollup.finish();
            }
        }
    }
}
