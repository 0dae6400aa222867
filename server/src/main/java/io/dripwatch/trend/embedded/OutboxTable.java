package io.dripwatch.trend.embedded;

import io.dripwatch.trend.Outbox;
import io.dripwatch.trend.Progress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The writing side of the way to another store. Rows of the table {@code arrival} that the packer is done with move to
 * the table {@code outbox} if the other store has not got them yet; they go when it has, or when there is no more room.
 * Written by the thread of the store within its transactions; {@link #progress()} and {@link #advance} are for any.
 */
public final class OutboxTable {
    private static final int ROWS_A_COMMIT = 64;
    private static final String LEAVING =
            "(SELECT seq, body FROM arrival WHERE seq <= ? ORDER BY seq LIMIT ?) WHERE seq > ?";

    private final String room;
    private final long mostBytes;
    private final Object lock = new Object();
    private @Nullable Opened opened;
    private @Nullable Progress progress;
    private @Nullable Progress written;
    private long bytes;
    private long writtenBytes;
    private long newest;
    private long added;

    /** What belongs to one connection. */
    private record Opened(
            PreparedStatement move, PreparedStatement sent, PreparedStatement oldest, PreparedStatement save) {}

    /**
     * An outbox for the store of a room.
     *
     * @param room the name under which it feeds the other store, if it does not yet under another one
     * @param mostBytes when the oldest rows go, positive
     */
    public OutboxTable(String room, long mostBytes) {
        this.room = room;
        this.mostBytes = mostBytes;
    }

    private static void tables(Connection c) throws SQLException {
        try (Statement statement = c.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS outbox (seq INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT");
            statement.execute("CREATE TABLE IF NOT EXISTS feed (id INTEGER PRIMARY KEY CHECK (id = 1),"
                    + " room TEXT NOT NULL, store TEXT NOT NULL, cursor INTEGER NOT NULL, bytes INTEGER NOT NULL,"
                    + " mark1_at INTEGER, mark1_cursor INTEGER, mark2_at INTEGER, mark2_cursor INTEGER,"
                    + " owed_from INTEGER, owed_series INTEGER) STRICT");
        }
    }

    /** Called with every new connection; what was known of the other store is still true after a failed commit. */
    void open(Connection c) throws SQLException {
        tables(c);
        opened = new Opened(
                c.prepareStatement("INSERT INTO outbox SELECT seq, body FROM " + LEAVING + " RETURNING length(body)"),
                c.prepareStatement("DELETE FROM outbox WHERE seq IN (SELECT seq FROM outbox WHERE seq <= ?"
                        + " ORDER BY seq LIMIT " + ROWS_A_COMMIT + ") RETURNING length(body)"),
                c.prepareStatement("SELECT seq, body FROM outbox ORDER BY seq LIMIT 1"),
                c.prepareStatement("INSERT OR REPLACE INTO feed VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
        FeedRow row = new FeedRow(c);
        synchronized (lock) {
            newest = row.newest();
            bytes = row.bytes();
            writtenBytes = bytes;
            added = 0;
            if (progress == null) {
                progress = row.progress(room);
            }
            written = null;
        }
    }

    /** Rows are about to be deleted from the arrivals, those up to {@code last} and at most so many. */
    void leave(long last, int rows) throws SQLException {
        long cursor = progress().cursor();
        if (cursor >= last) {
            return;
        }
        try (ResultSet row = FeedRow.query(opened().move, last, rows, cursor)) {
            while (row.next()) {
                bytes += row.getLong(1);
            }
        }
    }

    /**
     * Does its share at the end of the transaction: lets go what was sent, and what there is no room for.
     *
     * @param arrived whether the transaction adds a row to the arrivals
     */
    void finish(boolean arrived) throws SQLException {
        added = arrived ? 1 : 0;
        if (bytes > 0) {
            try (ResultSet row = FeedRow.query(opened().sent, progress().cursor())) {
                while (row.next()) {
                    bytes -= row.getLong(1);
                }
            }
        }
        for (int rows = 0; bytes > mostBytes && rows < ROWS_A_COMMIT; rows++) {
            dropOldest();
        }
        Progress now = progress();
        if (!now.equals(written) || bytes != writtenBytes) {
            FeedRow.save(opened().save, now, bytes);
            written = now;
            writtenBytes = bytes;
        }
    }

    /** It stands in the blocks of its series still: it is owed from there. */
    private void dropOldest() throws SQLException {
        long seq;
        try (ResultSet row = opened().oldest.executeQuery()) {
            if (!row.next()) {
                bytes = 0;
                return;
            }
            seq = row.getLong(1);
            long[] earliest = {Long.MAX_VALUE};
            Arrivals.visit(
                    row.getBytes(2),
                    (series, atMs, value, standing, receivedMs) -> earliest[0] = Math.min(earliest[0], atMs));
            advance(before -> before.cursor() >= seq ? before : before.upTo(seq).owing(earliest[0]));
        }
        try (ResultSet gone = FeedRow.query(opened().sent, seq)) {
            while (gone.next()) {
                bytes -= gone.getLong(1);
            }
        }
    }

    /** The transaction is durable. */
    void kept() {
        synchronized (lock) {
            newest += added;
            added = 0;
        }
    }

    Progress progress() {
        synchronized (lock) {
            if (progress == null) {
                throw new IllegalStateException("the outbox is not open");
            }
            return progress;
        }
    }

    void advance(UnaryOperator<Progress> step) {
        synchronized (lock) {
            progress = step.apply(progress());
        }
    }

    Outbox.Backlog backlog() {
        synchronized (lock) {
            return new Outbox.Backlog(Math.max(0, newest - progress().cursor()), bytes, mostBytes);
        }
    }

    private Opened opened() {
        if (opened == null) {
            throw new IllegalStateException("the outbox is not open");
        }
        return opened;
    }
}
