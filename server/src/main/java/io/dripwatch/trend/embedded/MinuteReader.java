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
 * Reads the minutes of a series as one connection sees them: those that are written, and in their places those that
 * what is not packed yet has changed or opened, made of their points.
 */
final class MinuteReader {
    private static final String ROWS = "SELECT body FROM minute WHERE series = ?1 AND first >= coalesce("
            + "(SELECT max(first) FROM minute WHERE series = ?1 AND first <= ?2), ?2) AND first < ?3 ORDER BY first";
    private static final String NEWEST = "SELECT last FROM minute WHERE series = ? ORDER BY first DESC LIMIT 1";
    private static final String DELETED = "SELECT until FROM deleted WHERE series = ?";

    private final Connection connection;
    private final Tail tail;
    private final long series;

    MinuteReader(Connection connection, Tail tail, long series) {
        this.connection = connection;
        this.tail = tail;
        this.series = series;
    }

    /** Shows the minutes in which a moment between two lies, the later one exclusive. */
    void visit(long fromMs, long toMs, Minutes.Visitor visitor) throws SQLException {
        if (fromMs < toMs) {
            long last = Minute.of(toMs - 1);
            whole(
                    Minute.of(fromMs),
                    last > Long.MAX_VALUE - Minute.LENGTH_MS ? toMs : last + Minute.LENGTH_MS,
                    visitor);
        }
    }

    private void whole(long fromMs, long toMs, Minutes.Visitor visitor) throws SQLException {
        long newest = number(NEWEST);
        long begin = newest == Long.MIN_VALUE ? newest : newest + Minute.LENGTH_MS;
        NavigableMap<Long, Optional<Minute>> amended = amended(fromMs, Math.min(toMs, begin));
        try (PreparedStatement query = connection.prepareStatement(ROWS);
                ResultSet row = FeedRow.query(query, series, fromMs, toMs)) {
            while (row.next()) {
                for (Minute minute : MinuteBlock.unpack(row.getBytes(1))) {
                    if (minute.atMs() >= fromMs && minute.atMs() < Math.min(toMs, begin)) {
                        amended.putIfAbsent(minute.atMs(), Optional.of(minute));
                        show(amended, minute.atMs(), visitor);
                    }
                }
            }
        }
        show(amended, Long.MAX_VALUE, visitor);
        roll(Math.max(fromMs, begin), toMs, visitor);
    }

    /** Up to when points were deleted; before all time where none were. */
    long deletedUntil() throws SQLException {
        return number(DELETED);
    }

    /** Minutes that are written and of which a point is not packed yet; empty ones stand for those without values. */
    private NavigableMap<Long, Optional<Minute>> amended(long fromMs, long toMs) throws SQLException {
        TreeMap<Long, Optional<Minute>> amended = new TreeMap<>();
        long until = deletedUntil();
        Points loose = fromMs < toMs ? tail.between(series, fromMs, toMs) : Points.NONE;
        long done = Long.MIN_VALUE;
        for (int i = 0; i < loose.count(); i++) {
            long minute = Minute.of(loose.at(i));
            if (minute != done && minute >= until) {
                amended.put(minute, Optional.empty());
                roll(minute, minute + Minute.LENGTH_MS, made -> amended.put(minute, Optional.of(made)));
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

    private void roll(long fromMs, long toMs, Minutes.Visitor visitor) throws SQLException {
        if (fromMs < toMs) {
            Rollup rollup = new Rollup(visitor);
            Points loose = tail.between(series, fromMs, toMs);
            new Walk(fromMs, toMs, false, Integer.MAX_VALUE, loose, rollup).over(connection, series);
            rollup.finish();
        }
    }

    private long number(String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = FeedRow.query(query, series)) {
            return row.next() ? row.getLong(1) : Long.MIN_VALUE;
        }
    }
}
