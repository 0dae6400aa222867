package io.dripwatch.trend.embedded;

import io.dripwatch.trend.Minute;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The minutes of every series of a file. */
public final class AllMinutes {
    /** A column that {@link #complete} fills where it is empty. */
    public static final String MADE_ANEW = "corners";

    private AllMinutes() {}

    /** Is shown every minute. */
    public interface Visitor {
        void minute(long series, Minute minute);
    }

    /**
     * Shows all minutes as one connection sees them; it must stand in a transaction while another one writes. They are
     * the same whatever is packed.
     */
    public static void visit(Connection snapshot, Visitor visitor) throws SQLException {
        Tail tail = AllPoints.loose(snapshot);
        try (MinuteReader reader = new MinuteReader(snapshot, tail)) {
            for (long series : series(snapshot)) {
                reader.visit(List.of(series), Long.MIN_VALUE, Long.MAX_VALUE, minute -> visitor.minute(series, minute));
            }
        }
    }

    /** Writes every minute that is not there, and the last of every series as it is. */
    public static void complete(Connection writer) throws SQLException {
        MinuteTable minutes = new MinuteTable(writer, new Blocks(writer));
        for (long series : series(writer)) {
            minutes.complete(series);
        }
    }

    /** Writes the last minute of every series as it is. */
    static void close(Connection writer) throws SQLException {
        MinuteTable minutes = new MinuteTable(writer, new Blocks(writer));
        for (long series : series(writer)) {
            minutes.close(series);
        }
    }

    /**
     * Whether the body of a row of the table {@code minute} can be read.
     *
     * @throws SQLException where it cannot
     */
    public static void check(byte[] body) throws SQLException {
        try {
            MinuteBlock.unpack(body);
        } catch (RuntimeException e) {
            throw new SQLException("a block of minutes is damaged", e);
        }
    }

    private static List<Long> series(Connection c) throws SQLException {
        List<Long> keys = new ArrayList<>();
        try (Statement statement = c.createStatement();
                ResultSet row = statement.executeQuery("SELECT id FROM series ORDER BY id")) {
            while (row.next()) {
                keys.add(row.getLong(1));
            }
        }
        return keys;
    }
}
