package io.dripwatch.trend.embedded;

import io.dripwatch.trend.Minute;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The table of minutes. A minute is written when it has closed, that is when a later point of its series is packed, and
 * again when a late or amended point of it is. Where the points of a minute were deleted, a late one widens what stands
 * there. A series of which a packed point may stand in no minute yet is marked in the table {@code open_minute}. The
 * index of a row has its corners, which are all that a line over long time needs. Used by the writing thread alone.
 */
final class MinuteTable {
    /** The minutes of a full row. */
    private static final int FULL = 180;

    private final Blocks blocks;
    private final PreparedStatement holding;
    private final PreparedStatement next;
    private final PreparedStatement newest;
    private final PreparedStatement deleted;
    private final PreparedStatement add;
    private final PreparedStatement drop;
    private final PreparedStatement addCorners;
    private final PreparedStatement mark;
    private final PreparedStatement unmark;
    private final PreparedStatement marked;

    private record Row(long id, TreeMap<Long, Minute> minutes) {}

    MinuteTable(Connection c, Blocks blocks) throws SQLException {
        this.blocks = blocks;
        try (Statement statement = c.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS minute (id INTEGER PRIMARY KEY, series INTEGER NOT NULL,"
                    + " first INTEGER NOT NULL, last INTEGER NOT NULL, body BLOB NOT NULL, corners BLOB) STRICT");
            if (!hasCorners(statement)) {
                statement.execute("ALTER TABLE minute ADD COLUMN corners BLOB");
            }
            statement.execute("CREATE INDEX IF NOT EXISTS minute_by_time ON minute (series, first, last, corners)");
            statement.execute("CREATE TABLE IF NOT EXISTS open_minute (series INTEGER PRIMARY KEY) STRICT");
            statement.execute("CREATE TABLE IF NOT EXISTS deleted"
                    + " (series INTEGER PRIMARY KEY, until INTEGER NOT NULL) STRICT");
        }
        holding = c.prepareStatement("SELECT id, body FROM minute WHERE series = ?1 AND first = coalesce("
                + "(SELECT max(first) FROM minute WHERE series = ?1 AND first <= ?2),"
                + " (SELECT min(first) FROM minute WHERE series = ?1))");
        next = c.prepareStatement("SELECT min(first) FROM minute WHERE series = ? AND first > ?");
        newest = c.prepareStatement("SELECT last FROM minute WHERE series = ? ORDER BY first DESC LIMIT 1");
        deleted = c.prepareStatement("SELECT until FROM deleted WHERE series = ?");
        add = c.prepareStatement("INSERT INTO minute (series, first, last, body, corners) VALUES (?, ?, ?, ?, ?)");
        drop = c.prepareStatement("DELETE FROM minute WHERE id = ?");
        addCorners = c.prepareStatement("UPDATE minute SET corners = ? WHERE id = ? AND corners IS NULL");
        mark = c.prepareStatement("INSERT OR IGNORE INTO open_minute (series) VALUES (?)");
        unmark = c.prepareStatement("DELETE FROM open_minute WHERE series = ?");
        marked = c.prepareStatement("SELECT series FROM open_minute");
    }

    private static boolean hasCorners(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("SELECT 1 FROM pragma_table_info('minute') WHERE name = 'corners'")) {
            return row.next();
        }
    }

    /** Points of a series that are about to be packed; those of them that are packed already change nothing. */
    Map<Long, Optional<Minute>> widened(long series, Points fresh) throws SQLException {
        TreeMap<Long, Optional<Minute>> widened = new TreeMap<>();
        long until = number(deleted, series);
        if (fresh.isEmpty() || fresh.first() >= until) {
            return widened;
        }
        Points unknown = new Points(0);
        for (int i = 0; i < fresh.count() && Minute.of(fresh.at(i)) < until; i++) {
            Points around = blocks.around(series, fresh.at(i));
            if (around == null || around.find(fresh.at(i)) < 0) {
                unknown.putAll(fresh.part(i, i + 1));
            }
        }
        List<Minute> late = new ArrayList<>();
        Rollup rollup = new Rollup(late::add);
        unknown.visitAll(rollup);
        rollup.finish();
        for (Minute minute : late) {
            Row row = holding(series, minute.atMs());
            Minute stored = row == null ? null : row.minutes.get(minute.atMs());
            widened.put(minute.atMs(), Optional.of(stored == null ? minute : stored.with(minute)));
        }
        return widened;
    }

    /**
     * Points of a series were packed.
     *
     * @param widened what {@link #widened} said of them before
     */
    void packed(long series, Points fresh, Map<Long, Optional<Minute>> widened) throws SQLException {
        TreeMap<Long, Optional<Minute>> changed = new TreeMap<>(widened);
        long begin = after(number(newest, series));
        long until = number(deleted, series);
        for (int i = 0; i < fresh.count() && fresh.at(i) < begin; i++) {
            long minute = Minute.of(fresh.at(i));
            if (minute >= until && !changed.containsKey(minute)) {
                changed.put(minute, Optional.empty());
                roll(series, minute, minute + Minute.LENGTH_MS, changed);
            }
        }
        roll(series, begin, Minute.of(blocks.last(series)), changed);
        put(series, changed);
        mark.setLong(1, series);
        mark.executeUpdate();
    }

    /** The series that are marked. */
    List<Long> open() throws SQLException {
        List<Long> open = new ArrayList<>();
        try (ResultSet row = marked.executeQuery()) {
            while (row.next()) {
                open.add(row.getLong(1));
            }
        }
        return open;
    }

    /** Writes all minutes of a series, the last one as it is. */
    void close(long series) throws SQLException {
        close(series, after(Minute.of(blocks.last(series))));
        unmark.setLong(1, series);
        unmark.executeUpdate();
    }

    /** Writes all minutes of a series that began before a moment, whether they have closed or not. */
    void close(long series, long toMs) throws SQLException {
        TreeMap<Long, Optional<Minute>> changed = new TreeMap<>();
        roll(series, after(number(newest, series)), toMs, changed);
        put(series, changed);
    }

    /** Writes the minutes and the corners of a series that are not there, and its last minute as it is. */
    void complete(long series) throws SQLException {
        TreeMap<Long, Optional<Minute>> missing = new TreeMap<>();
        roll(series, Long.MIN_VALUE, Long.MAX_VALUE, missing);
        Row row = holding(series, Long.MIN_VALUE);
        while (row != null) {
            addCorners.setBytes(1, MinuteBlock.pack(MinuteBlock.corners(List.copyOf(row.minutes.values()))));
            addCorners.setLong(2, row.id);
            addCorners.executeUpdate();
            missing.keySet().removeAll(row.minutes.keySet());
            long after = nextFirst(series, row.minutes.firstKey());
            row = after == Long.MAX_VALUE ? null : holding(series, after);
        }
        put(series, missing);
    }

    private static long after(long newest) {
        return newest == Long.MIN_VALUE ? newest : newest + Minute.LENGTH_MS;
    }

    private void roll(long series, long fromMs, long toMs, Map<Long, Optional<Minute>> into) throws SQLException {
        if (fromMs < toMs) {
            Rollup rollup = new Rollup(minute -> into.put(minute.atMs(), Optional.of(minute)));
            blocks.visit(series, fromMs, toMs, rollup);
            rollup.finish();
        }
    }

    private void put(long series, NavigableMap<Long, Optional<Minute>> changed) throws SQLException {
        while (!changed.isEmpty()) {
            Row row = holding(series, changed.firstKey());
            long end = row == null ? Long.MAX_VALUE : nextFirst(series, row.minutes.firstKey());
            Map<Long, Optional<Minute>> part = changed.headMap(end, false);
            TreeMap<Long, Minute> after = new TreeMap<>();
            boolean beside = row != null && row.minutes.size() >= FULL && changed.firstKey() > row.minutes.lastKey();
            if (row != null && !beside) {
                after.putAll(row.minutes);
                drop.setLong(1, row.id);
                drop.executeUpdate();
            }
            part.forEach((at, minute) -> {
                after.remove(at);
                minute.ifPresent(there -> after.put(at, there));
            });
            add(series, new ArrayList<>(after.values()));
            part.clear();
        }
    }

    private void add(long series, List<Minute> minutes) throws SQLException {
        for (int from = 0; from < minutes.size(); from += FULL) {
            List<Minute> row = minutes.subList(from, Math.min(minutes.size(), from + FULL));
            add.setLong(1, series);
            add.setLong(2, row.get(0).atMs());
            add.setLong(3, row.get(row.size() - 1).atMs());
            add.setBytes(4, MinuteBlock.pack(row));
            add.setBytes(5, MinuteBlock.pack(MinuteBlock.corners(row)));
            add.executeUpdate();
        }
    }

    /** The row in which a minute is or belongs; null where the series has none. */
    private @Nullable Row holding(long series, long atMs) throws SQLException {
        holding.setLong(1, series);
        holding.setLong(2, atMs);
        try (ResultSet row = holding.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            TreeMap<Long, Minute> minutes = new TreeMap<>();
            MinuteBlock.unpack(row.getBytes(2)).forEach(minute -> minutes.put(minute.atMs(), minute));
            return new Row(row.getLong(1), minutes);
        }
    }

    private long nextFirst(long series, long first) throws SQLException {
        next.setLong(1, series);
        next.setLong(2, first);
        try (ResultSet row = next.executeQuery()) {
            long found = row.getLong(1);
            return row.wasNull() ? Long.MAX_VALUE : found;
        }
    }

    /** What a query says of a series; before all time where that is nothing. */
    private static long number(PreparedStatement query, long series) throws SQLException {
        query.setLong(1, series);
        try (ResultSet row = query.executeQuery()) {
            return row.next() ? row.getLong(1) : Long.MIN_VALUE;
        }
    }
}
