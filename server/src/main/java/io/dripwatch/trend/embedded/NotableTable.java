package io.dripwatch.trend.embedded;

import io.dripwatch.trend.Notables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The writing side of {@link Notables}: one row of the table {@code notable} for each commit that brought such points;
 * two old rows go with each new one at most. Used by the writing thread alone.
 */
final class NotableTable {
    private static final long KEPT_MS = Duration.ofDays(Notables.DAYS_KEPT).toMillis();

    private final LongSupplier journal;
    private final Bytes body = Bytes.empty();
    private long before;
    private @Nullable PreparedStatement add;
    private @Nullable PreparedStatement forget;

    /**
     * A table that is not open yet.
     *
     * @param journal the last place in the journal, as of the transaction that is open
     */
    NotableTable(LongSupplier journal) {
        this.journal = journal;
    }

    void open(Connection writer) throws SQLException {
        try (Statement statement = writer.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS notable (seq INTEGER PRIMARY KEY AUTOINCREMENT,"
                    + " event INTEGER NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL) STRICT");
        }
        add = writer.prepareStatement("INSERT INTO notable (event, at, body) VALUES (?, ?, ?)");
        forget = writer.prepareStatement(
                "DELETE FROM notable WHERE seq IN (SELECT seq FROM notable ORDER BY seq LIMIT 2) AND at < ?");
        clear();
    }

    void note(long series, long atMs) {
        body.whole(series);
        body.signed(atMs - before);
        before = atMs;
    }

    /** All of the transaction is noted. */
    void finish(long receivedMs) throws SQLException {
        PreparedStatement row = add;
        PreparedStatement old = forget;
        if (body.size() > 0 && row != null && old != null) {
            row.setLong(1, journal.getAsLong());
            row.setLong(2, receivedMs);
            row.setBytes(3, body.written());
            row.executeUpdate();
            old.setLong(1, receivedMs - KEPT_MS);
            old.executeUpdate();
        }
    }

    /** The transaction is durable. */
    void kept() {
        clear();
    }

    private void clear() {
        body.clear();
        before = 0;
    }
}
