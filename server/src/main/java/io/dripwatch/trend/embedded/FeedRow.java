package io.dripwatch.trend.embedded;

import io.dripwatch.trend.Progress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The one row of the table {@code feed}, and what the rows on their way are, at the moment a connection is opened. */
final class FeedRow {
    private static final String FIRST =
            "SELECT min(seq) FROM (SELECT min(seq) AS seq FROM outbox UNION ALL" + " SELECT min(seq) FROM arrival)";

    private final @Nullable Progress saved;
    private final long bytes;
    private final long newest;
    private final long first;
    private final boolean blocks;

    FeedRow(Connection c) throws SQLException {
        try (Statement statement = c.createStatement()) {
            newest = number(statement, "SELECT max(seq) FROM sqlite_sequence WHERE name = 'arrival'", 0);
            first = number(statement, FIRST, newest + 1);
            blocks = number(statement, "SELECT 1 FROM block LIMIT 1", 0) > 0;
            bytes = number(statement, "SELECT bytes FROM feed", 0);
            saved = saved(statement);
        }
    }

    long newest() {
        return newest;
    }

    long bytes() {
        return bytes;
    }

    /**
     * How far the other store is. Rows that were deleted while nobody fed it, or before anybody did, are owed: they
     * stand in the blocks of their series.
     *
     * @param room the name under which it is fed, if nothing else was saved
     */
    Progress progress(String room) {
        if (saved == null) {
            Progress fresh = new Progress(room, UUID.randomUUID().toString(), first - 1, List.of(), null);
            return blocks ? fresh.owing(Long.MIN_VALUE) : fresh;
        }
        return first > saved.cursor() + 1 ? saved.upTo(first - 1).owing(Long.MIN_VALUE) : saved;
    }

    private static @Nullable Progress saved(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT room, store, cursor, mark1_at, mark1_cursor, mark2_at,"
                + " mark2_cursor, owed_from, owed_series FROM feed")) {
            if (!row.next()) {
                return null;
            }
            List<Progress.Mark> marks = new ArrayList<>();
            for (int column = 4; column <= 6; column += 2) {
                long at = row.getLong(column);
                if (!row.wasNull()) {
                    marks.add(new Progress.Mark(at, row.getLong(column + 1)));
                }
            }
            long from = row.getLong(8);
            Progress.Owed owed = row.wasNull() ? null : new Progress.Owed(from, row.getLong(9), 0);
            return new Progress(row.getString(1), row.getString(2), row.getLong(3), marks, owed);
        }
    }

    static void save(PreparedStatement save, Progress progress, long bytes) throws SQLException {
        save.setString(1, progress.room());
        save.setString(2, progress.store());
        save.setLong(3, progress.cursor());
        save.setLong(4, bytes);
        for (int i = 0; i < 2; i++) {
            Progress.Mark mark = i < progress.marks().size() ? progress.marks().get(i) : null;
            set(save, 5 + 2 * i, mark == null ? null : mark.atMs());
            set(save, 6 + 2 * i, mark == null ? null : mark.cursor());
        }
        Progress.Owed owed = progress.owed();
        set(save, 9, owed == null ? null : owed.fromMs());
        set(save, 10, owed == null ? null : owed.series());
        save.executeUpdate();
    }

    static ResultSet query(PreparedStatement query, long... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            query.setLong(i + 1, values[i]);
        }
        return query.executeQuery();
    }

    private static void set(PreparedStatement statement, int column, @Nullable Long value) throws SQLException {
        if (value == null) {
            statement.setNull(column, Types.INTEGER);
        } else {
            statement.setLong(column, value);
        }
    }

    private static long number(Statement statement, String sql, long otherwise) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            if (!row.next()) {
                return otherwise;
            }
            long found = row.getLong(1);
            return row.wasNull() ? otherwise : found;
        }
    }
}
