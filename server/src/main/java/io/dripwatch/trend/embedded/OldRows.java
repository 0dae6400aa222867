package io.dripwatch.trend.embedded;

import io.dripwatch.trend.Minute;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds packed rows by their age and deletes them, oldest first within a series. Used by the writing thread alone. */
final class OldRows {
    private static final String OF = " SELECT s.id, t.patient IS NULL AND t.session IS NULL,"
            + " t.session IN (SELECT session FROM legal_hold) OR t.session IN (SELECT subject FROM open_subject)"
            + " OR EXISTS (SELECT 1 FROM patient p JOIN legal_hold h ON h.authority = p.authority"
            + " AND h.value = p.value WHERE p.id = t.patient)"
            + " OR EXISTS (SELECT 1 FROM event e JOIN legal_hold h"
            + " ON h.authority = json_extract(e.body, '$.hold.patient.id.authority')"
            + " AND h.value = json_extract(e.body, '$.hold.patient.id.value')"
            + " WHERE e.subject = t.hold AND e.kind = 'READINGS_HELD')"
            + " FROM series s JOIN stream t ON t.id = s.stream WHERE s.id = (SELECT min(series) FROM ";

    private final Connection connection;
    private final MinuteTable minutes;
    private final Map<String, PreparedStatement> next = new HashMap<>();
    private final PreparedStatement oldBlocks;
    private final PreparedStatement oldMinutes;
    private final PreparedStatement dropBlock;
    private final PreparedStatement dropMinutes;
    private final PreparedStatement deleted;

    /**
     * A series that has rows.
     *
     * @param series its key
     * @param unassigned whether nobody has said whose it is
     * @param held whether nothing of it may be deleted
     */
    record Of(long series, boolean unassigned, boolean held) {}

    /**
     * What was deleted.
     *
     * @param rows how many
     * @param values how many readings, or minutes, stood in them
     */
    record Gone(int rows, long values) {}

    private record Old(long id, long last, long values) {}

    OldRows(Connection c) throws SQLException {
        this.connection = c;
        this.minutes = new MinuteTable(c, new Blocks(c));
        oldBlocks = c.prepareStatement(
                "SELECT id, last, points FROM block WHERE series = ? AND first < ?" + " ORDER BY first LIMIT ?");
        oldMinutes = c.prepareStatement(
                "SELECT id, last, body FROM minute WHERE series = ? AND first < ?" + " ORDER BY first LIMIT ?");
        dropBlock = c.prepareStatement("DELETE FROM block WHERE id = ?");
        dropMinutes = c.prepareStatement("DELETE FROM minute WHERE id = ?");
        deleted = c.prepareStatement("INSERT INTO deleted (series, until) VALUES (?, ?)"
                + " ON CONFLICT (series) DO UPDATE SET until = max(until, excluded.until)");
    }

    /** The series with the smallest key above one that has rows in a table; null where there is none. */
    @Nullable
    Of next(String table, long above) throws SQLException {
        PreparedStatement query = next.get(table);
        if (query == null) {
            query = connection.prepareStatement(OF + table + " WHERE series > ?)");
            next.put(table, query);
        }
        try (ResultSet row = FeedRow.query(query, above)) {
            return row.next() ? new Of(row.getLong(1), row.getBoolean(2), row.getBoolean(3)) : null;
        }
    }

    /** Deletes rows of readings that are all older than a moment; their minutes are written first. */
    Gone deleteReadings(long series, long beforeMs, int most) throws SQLException {
        List<Old> old = new ArrayList<>();
        try (ResultSet row = FeedRow.query(oldBlocks, series, beforeMs, most)) {
            while (row.next()) {
                old.add(new Old(row.getLong(1), row.getLong(2), row.getLong(3)));
            }
        }
        old.removeIf(row -> row.last >= beforeMs);
        if (!old.isEmpty()) {
            long last = old.get(old.size() - 1).last;
            minutes.close(series, Minute.of(last) + Minute.LENGTH_MS);
            deleted.setLong(1, series);
            deleted.setLong(2, last + 1);
            deleted.executeUpdate();
        }
        return drop(dropBlock, old);
    }

    /** Deletes rows of minutes that are all older than a moment. */
    Gone deleteMinutes(long series, long beforeMs, int most) throws SQLException {
        List<Old> old = new ArrayList<>();
        try (ResultSet row = FeedRow.query(oldMinutes, series, beforeMs, most)) {
            while (row.next()) {
                old.add(new Old(
                        row.getLong(1),
                        row.getLong(2),
                        MinuteBlock.unpack(row.getBytes(3)).size()));
            }
        }
        old.removeIf(row -> row.last >= beforeMs);
        return drop(dropMinutes, old);
    }

    private static Gone drop(PreparedStatement drop, List<Old> old) throws SQLException {
        long values = 0;
        for (Old row : old) {
            drop.setLong(1, row.id);
            drop.executeUpdate();
            values += row.values;
        }
        return new Gone(old.size(), values);
    }
}
