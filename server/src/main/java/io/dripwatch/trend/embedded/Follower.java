package io.dripwatch.trend.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads the rows of arrivals that another process writes, each once. */
final class Follower {
    private final Tail tail = new Tail();
    private long read;

    /** All that is durable and not packed; and perhaps what has been packed since, unchanged. */
    synchronized Tail follow(Connection reader) throws SQLException {
        if (oldest(reader) > read + 1) {
            tail.become(new Tail());
        }
        try (PreparedStatement query =
                reader.prepareStatement("SELECT seq, body FROM arrival WHERE seq > ? ORDER BY seq")) {
            query.setLong(1, read);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Arrivals.read(row.getBytes(2), tail);
                    read = row.getLong(1);
                }
            }
        }
        return tail;
    }

    private static long oldest(Connection reader) throws SQLException {
        try (Statement statement = reader.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(min(seq),"
                        + " (SELECT seq + 1 FROM sqlite_sequence WHERE name = 'arrival'), 1) FROM arrival")) {
            return row.getLong(1);
        }
    }
}
