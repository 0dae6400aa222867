package io.dripwatch.trend.embedded;

import io.dripwatch.trend.Minute;
import io.dripwatch.trend.Minutes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the minutes of series as one connection sees them: those that are written, and in their places those that what
 * is not packed yet has changed or opened, made of their points. To prepare the questions costs more than to ask them:
 * one reader is for many series.
 */
final class MinuteReader implements AutoCloseable {
    private static final String ROWS = "SELECT first, last, body FROM minute WHERE series = ?1 AND first >= coalesce("
            + "(SELECT max(first) FROM minute WHERE series = ?1 AND first <= ?2), ?2) AND first < ?3 AND last >= ?2"
            + " ORDER BY first";
    private static final String NEWEST = "SELECT last FROM minute WHERE series = ? ORDER BY first DESC LIMIT 1";
    private static final String DELETED = "SELECT until FROM deleted WHERE series = ?";

    private final PreparedStatement rows;
    private final PreparedStatement newest;
    private final PreparedStatement deleted;
    private final PreparedStatement blocks;
    private final Tail tail;

    MinuteReader(Connection connection, Tail tail) throws SQLException {
        this.rows = connection.prepareStatement(ROWS);
        this.newest = connection.prepareStatement(NEWEST);
        this.deleted = connection.prepareStatement(DELETED);
        this.blocks = connection.prepareStatement(Walk.FORWARDS);
        this.tail = tail;
    }

    /** Shows the minutes in which a moment between two lies, the later one exclusive. */
    void visit(long series, long fromMs, long toMs, Minutes.Visitor visitor) throws SQLException {
        if (fromMs < toMs) {
            long last = Minute.of(toMs - 1);
            whole(
                    series,
                    Minute.of(fromMs),
                    last > Long.MAX_VALUE - Minute.LENGTH_MS ? toMs : last + Minute.LENGTH_MS,
                    visitor);
        }
    }

    private void whole(long series, long fromMs, long toMs, Minutes.Visitor visitor) throws SQLException {
        long last = number(newest, series);
        long begin = last == Long.MIN_VALUE ? last : last + Minute.LENGTH_MS;
        long written = Math.min(toMs, begin);
        NavigableMap<Long, Optional<Minute>> amended = amended(series, fromMs, written);
        try (ResultSet row = FeedRow.query(rows, series, fromMs, toMs)) {
            while (row.next()) {
                long first = row.getLong(1);
                long end = row.getLong(2) + Minute.LENGTH_MS;
                byte[] body = row.getBytes(3);
                boolean cornersDo = amended.subMap(first, end).isEmpty() && visitor.cornersDo(first, end);
                for (Minute minute : cornersDo ? MinuteBlock.corners(body) : MinuteBlock.unpack(body)) {
                    if (minute.atMs() >= fromMs && minute.atMs() < written) {
                        amended.putIfAbsent(minute.atMs(), Optional.of(minute));
                        show(amended, minute.atMs(), visitor);
                    }
                }
            }
        }
        show(amended, Long.MAX_VALUE, visitor);
        roll(series, Math.max(fromMs, begin), toMs, visitor);
    }

    /** Up to when points of a series were deleted; before all time where none were. */
    static long deletedUntil(Connection connection, long series) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(DELETED)) {
            return number(query, series);
        }
    }

    /** Minutes that are written and of which a point is not packed yet; empty ones stand for those without values. */
    private NavigableMap<Long, Optional<Minute>> amended(long series, long fromMs, long toMs) throws SQLException {
        TreeMap<Long, Optional<Minute>> amended = new TreeMap<>();
        Points loose = fromMs < toMs ? tail.between(series, fromMs, toMs) : Points.NONE;
        long until = loose.count() == 0 ? Long.MIN_VALUE : number(deleted, series);
        long done = Long.MIN_VALUE;
        for (int i = 0; i < loose.count(); i++) {
            long minute = Minute.of(loose.at(i));
            if (minute != done && minute >= until) {
                amended.put(minute, Optional.empty());
                roll(series, minute, minute + Minute.LENGTH_MS, made -> amended.put(minute, Optional.of(made)));
            }
            done = minute;
        }
        return amended;
    }

    /** Shows what stands first, up to a moment and with it, and lets it go. */
    private static void show(NavigableMap<Long, Optional<Minute>> minutes, long lastMs, Minutes.Visitor visitor) {
        Map<Long, Optional<Minute>> due = minutes.headMap(lastMs, true);
        due.values().forEach(minute -> minute.ifPresent(visitor::minute));
        due.clear();
    }

    private void roll(long series, long fromMs, long toMs, Minutes.Visitor visitor) throws SQLException {
        if (fromMs < toMs) {
            Rollup rollup = new Rollup(visitor);
            Points loose = tail.between(series, fromMs, toMs);
            new Walk(fromMs, toMs, false, Integer.MAX_VALUE, loose, rollup).over(blocks, series);
            rollup.finish();
        }
    }

    private static long number(PreparedStatement query, long series) throws SQLException {
        try (ResultSet row = FeedRow.query(query, series)) {
            return row.next() ? row.getLong(1) : Long.MIN_VALUE;
        }
    }

    @Override
    public void close() throws SQLException {
        rows.close();
        newest.close();
        deleted.close();
        blocks.close();
    }
}
