package io.dripwatch.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;

/**
 * Looks for damage in a file, for as long as there is time: first at what a start needs, then at all the rest. SQLite's
 * own quick check sees pages that are not what they should be, not a changed value; that is what seals are for.
 */
final class Soundness {
    private static final List<String> FIRST =
            List.of("event", "open_subject", "stream", "series", "patient", "arrival", "block");

    private Soundness() {}

    /**
     * Looks for damage.
     *
     * @param most how long to look
     * @return what is damaged in a few words; null where nothing was found in that time
     */
    static @Nullable String damage(Connection connection, Duration most) throws SQLException {
        ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor();
        SQLiteConnection sqlite = connection.unwrap(SQLiteConnection.class);
        Future<?> unused = alarm.schedule(
                () -> {
                    sqlite.getDatabase().interrupt();
                    return null;
                },
                most.toMillis(),
                TimeUnit.MILLISECONDS);
        try (Statement statement = connection.createStatement()) {
            for (String table : FIRST) {
                String found =
                        Database.hasTable(connection, table) ? check(statement, "quick_check(" + table + ")") : null;
                if (found != null) {
                    return found;
                }
            }
            return check(statement, "quick_check(1)");
        } catch (SQLException e) {
            if (e.getErrorCode() == SQLiteErrorCode.SQLITE_INTERRUPT.code) {
                return null;
            }
            throw e;
        } finally {
            stop(alarm);
        }
    }

    /** Waits, too: the connection must not be closed while it is being interrupted. */
    private static void stop(ScheduledExecutorService alarm) {
        alarm.shutdownNow();
        boolean interrupted = false;
        while (true) {
            try {
                if (alarm.awaitTermination(1, TimeUnit.MINUTES)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static @Nullable String check(Statement statement, String pragma) throws SQLException {
        try (ResultSet row = statement.executeQuery("PRAGMA " + pragma)) {
            String found = row.getString(1);
            return found.equals("ok")
                    ? null
                    : found.lines().reduce((first, last) -> last).orElse(found);
        }
    }
}
