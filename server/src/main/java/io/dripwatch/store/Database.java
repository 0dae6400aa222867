package io.dripwatch.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteOpenMode;

/** The file {@code dripwatch.db} in the data directory: SQLite, write-ahead log, every commit synced to the disk. */
public final class Database {
    /** Counts up whenever the layout of the file changes. */
    static final int FORMAT = 3;

    /** How long a start may look for damage. */
    private static final Duration LOOK = Duration.ofMillis(250);

    private static final String HELP = "keep it and the files beside it as they are; restore the last backup into"
            + " another data directory, or save what can be read with dripwatch salvage.";

    private final Path file;

    private Database(Path file) {
        this.file = file;
    }

    /**
     * The database of a data directory; both are made where they are missing.
     *
     * @throws StoreUnusable where the directory cannot be used or the file was written by a newer version
     */
    public static Database in(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StoreUnusable("The data directory " + directory + " cannot be made: " + e.getMessage(), e);
        }
        Database database = new Database(directory.resolve("dripwatch.db"));
        try (Connection connection = database.writer()) {
            database.checkFormat(connection);
            String damage = Soundness.damage(connection, LOOK);
            if (damage != null) {
                throw new StoreUnusable("The file " + database.file + " is damaged (" + damage + "): " + HELP);
            }
        } catch (SQLException e) {
            throw database.unopened(e);
        }
        return database;
    }

    /**
     * The database of a data directory in which a server has run, or runs. Nothing is made or changed.
     *
     * @throws StoreUnusable where there is none, it cannot be read or was written by a newer version
     */
    public static Database existing(Path directory) {
        Database database = new Database(directory.resolve("dripwatch.db"));
        if (!Files.isRegularFile(database.file)) {
            throw new StoreUnusable("There is no file dripwatch.db in the data directory " + directory + ".");
        }
        try (Connection connection = database.reader()) {
            database.format(connection);
        } catch (SQLException e) {
            throw database.unopened(e);
        }
        return database;
    }

    private StoreUnusable unopened(SQLException e) {
        boolean damaged = e.getErrorCode() == SQLiteErrorCode.SQLITE_CORRUPT.code
                || e.getErrorCode() == SQLiteErrorCode.SQLITE_NOTADB.code;
        return new StoreUnusable(
                damaged
                        ? "The file " + file + " cannot be opened, it is damaged (" + e.getMessage() + "): " + HELP
                        : "The file " + file + " cannot be opened: " + e.getMessage(),
                e);
    }

    public Path file() {
        return file;
    }

    /** A connection that may write. There must be one at a time. */
    public Connection writer() throws SQLException {
        SQLiteConfig config = config();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    /** A connection that only reads, beside the writer. */
    public Connection reader() throws SQLException {
        SQLiteConfig config = config();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.resetOpenMode(SQLiteOpenMode.READWRITE);
        config.setOpenMode(SQLiteOpenMode.READONLY);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(5_000);
        config.setCacheSize(-32_000);
        config.setGetGeneratedKeys(false);
        return config;
    }

    private void checkFormat(Connection connection) throws SQLException {
        if (format(connection) == 0) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA user_version = " + FORMAT);
            }
        }
    }

    /** The format of the file, 0 where it is new; a newer one than this version's is refused. */
    private int format(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            int found = row.getInt(1);
            if (found > FORMAT) {
                throw new StoreUnusable("The file " + file + " has format " + found + ", this version knows up to "
                        + FORMAT + ": start a newer Dripwatch.");
            }
            if (found > 0 && found < FORMAT) {
                throw new StoreUnusable("The file " + file + " has format " + found + " of a version before the first"
                        + " release, and cannot be carried over: keep it, and start with another data directory.");
            }
            return found;
        }
    }
}
