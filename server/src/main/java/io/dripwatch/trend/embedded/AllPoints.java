package io.dripwatch.trend.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Every point of a file, series by series, in the order of time: what was kept, however it is packed. */
public final class AllPoints {
    private AllPoints() {}

    /** Is shown every point. */
    public interface Visitor {
        /**
         * One point.
         *
         * @param series the key of its series
         * @param atMs when it was measured
         * @param value its number
         * @param standing the code of its standing, for as long as the file lives
         * @param receivedMs when it arrived
         */
        void point(long series, long atMs, double value, int standing, long receivedMs);
    }

    /**
     * Shows all points as one connection sees them; it must stand in a transaction while another one writes.
     *
     * @return how many there are
     */
    public static long visit(Connection snapshot, Visitor visitor) throws SQLException {
        Tail tail = loose(snapshot);
        long count = 0;
        try (Statement statement = snapshot.createStatement();
                PreparedStatement blocks =
                        snapshot.prepareStatement("SELECT body FROM block WHERE series = ? ORDER BY first");
                ResultSet series = statement.executeQuery("SELECT id FROM series ORDER BY id")) {
            while (series.next()) {
                count += visit(series.getLong(1), blocks, tail, visitor);
            }
        }
        return count;
    }

    /** What is not packed yet. */
    static Tail loose(Connection snapshot) throws SQLException {
        Tail tail = new Tail();
        try (Statement statement = snapshot.createStatement();
                ResultSet row = statement.executeQuery("SELECT body FROM arrival ORDER BY seq")) {
            while (row.next()) {
                arrived(row.getBytes(1), tail);
            }
        }
        return tail;
    }

    private static long visit(long series, PreparedStatement blocks, Tail tail, Visitor visitor) throws SQLException {
        Walk walk = new Walk(
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                false,
                Integer.MAX_VALUE,
                tail.between(series, Long.MIN_VALUE, Long.MAX_VALUE),
                (at, value, standing, received) -> visitor.point(series, at, value, standing.code(), received));
        blocks.setLong(1, series);
        try (ResultSet row = blocks.executeQuery()) {
            while (row.next()) {
                walk.through(unpacked(row.getBytes(1)));
            }
        }
        walk.rest();
        return walk.visited();
    }

    /**
     * Whether the body of a row of the table {@code block} can be read.
     *
     * @throws SQLException where it cannot
     */
    public static void checkBlock(byte[] body) throws SQLException {
        unpacked(body);
    }

    /**
     * Whether the body of a row of the table {@code arrival} can be read.
     *
     * @throws SQLException where it cannot
     */
    public static void checkArrival(byte[] body) throws SQLException {
        arrived(body, new Tail());
    }

    private static Points unpacked(byte[] block) throws SQLException {
        try {
            return Block.unpack(block);
        } catch (RuntimeException e) {
            throw new SQLException("a block of readings is damaged", e);
        }
    }

    private static void arrived(byte[] row, Tail tail) throws SQLException {
        try {
            Arrivals.read(row, tail);
        } catch (RuntimeException e) {
            throw new SQLException("a row of readings that are not packed yet is damaged", e);
        }
    }
}
