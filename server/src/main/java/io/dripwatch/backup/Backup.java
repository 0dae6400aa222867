package io.dripwatch.backup;

import io.dripwatch.record.JournalReader;
import io.dripwatch.record.Verdict;
import io.dripwatch.store.Database;
import io.dripwatch.store.StoreUnusable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.sqlite.SQLiteConnection;

/**
 * Copies the file of a data directory, page by page, as it was at one moment; whoever writes it meanwhile goes on. What
 * the copy holds is compared with what the file held before it counts as a backup. Blocks; any thread.
 */
public final class Backup {
    private static final int PAGES_A_STEP = 256;
    private static final int WAIT_MS = 100;
    private static final int WAITS = 50;

    private Backup() {}

    /**
     * Takes a backup.
     *
     * @param to a folder that is missing or empty
     * @param at the present moment
     * @param version of this Dripwatch
     * @throws BackupFailed where it could not be taken or is not equal; nothing that looks like a backup is left
     */
    public static Manifest take(Database from, Path to, Instant at, String version, Progress progress) {
        return take(from, to, at, version, Pace.gentle(), progress);
    }

    /** The same at a pace of one's own. */
    public static Manifest take(Database from, Path to, Instant at, String version, Pace pace, Progress progress) {
        try (Copying copying = Copying.into(to)) {
            copying.beside(from);
            Content there = copy(from, copying, pace, progress);
            Database copied = copying.database();
            Content here = content(copied, pace);
            if (!there.equals(here)) {
                throw new BackupFailed(
                        "The copy of " + from.file() + " does not hold what the file held: " + there + " became " + here
                                + ".",
                        null);
            }
            Verdict verdict = new JournalReader(copied).verdict(null);
            copying.proven();
            Manifest manifest = new Manifest(
                    at, version, here.events(), here.points(), verdict.end().text(), here.hash(), verdict.fault());
            manifest.write(to);
            Copying.sync(to);
            return manifest;
        } catch (SQLException | IOException | UncheckedIOException | StoreUnusable e) {
            throw new BackupFailed(
                    "No backup of " + from.file() + " could be taken in " + to + ": " + e.getMessage(), e);
        }
    }

    /** The transaction holds the moment; without it every commit of the server would begin the copy anew. */
    private static Content copy(Database from, Copying copying, Pace pace, Progress progress)
            throws SQLException, IOException {
        try (Connection snapshot = from.reader();
                FileChannel written = FileChannel.open(copying.file(), StandardOpenOption.WRITE)) {
            snapshot.setAutoCommit(false);
            try (Statement statement = snapshot.createStatement();
                    ResultSet row = statement.executeQuery("SELECT count(*) FROM sqlite_master")) {
                row.next();
            }
            snapshot.unwrap(SQLiteConnection.class)
                    .getDatabase()
                    .backup(
                            "main",
                            copying.file().toString(),
                            (remaining, pages) -> {
                                progress.at("copying", percent(pages - remaining, pages));
                                synced(written);
                                pace.copied();
                            },
                            WAIT_MS,
                            WAITS,
                            PAGES_A_STEP);
            withoutLog(copying.file());
            progress.at("comparing", 0);
            Content content = Content.of(snapshot, pace);
            snapshot.rollback();
            return content;
        }
    }

    /** In small pieces: a large one at the end would stand before the commits of the server. */
    private static void synced(FileChannel written) {
        try {
            written.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A backup is one file, and can be read where nothing can be written. */
    private static void withoutLog(Path file) throws SQLException {
        try (Connection copied = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = copied.createStatement()) {
            statement.execute("PRAGMA journal_mode = DELETE");
        }
    }

    static Content content(Database database, Pace pace) throws SQLException {
        try (Connection connection = database.reader()) {
            connection.setAutoCommit(false);
            Content content = Content.of(connection, pace);
            connection.rollback();
            return content;
        }
    }

    private static int percent(int done, int of) {
        return of == 0 ? 100 : (int) (100L * done / of);
    }
}
