package io.dripwatch.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
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
    static final int FORMAT = 6;

    /** The oldest that can be read, and is carried over when a server starts. */
    private static final int OLDEST = 3;

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
            OwnerOnly.folder(directory);
            OwnerOnly.file(directory.resolve("dripwatch.db"));
        } catch (IOException e) {
            throw new StoreUnusable(
                    "The data directory " + directory + " cannot be made or written: " + e.getMessage(), e);
        }
        Database database = new Database(directory.resolve("dripwatch.db"));
        try (Connection connection = database.writer()) {
            database.known(connection);
            String damage = Soundness.damage(connection, LOOK);
            if (damage != null) {
                throw new StoreUnusable("The file " + database.file + " is damaged (" + damage + "): " + HELP);
            }
            database.prepare(connection);
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
            database.known(connection);
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

    /** Whether there is a table of this name; one of a package that was never used is not. */
    public static boolean hasTable(Connection connection, String name) throws SQLException {
        try (PreparedStatement question =
                connection.prepareStatement("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?")) {
            question.setString(1, name);
            try (ResultSet row = question.executeQuery()) {
                return row.next();
            }
        }
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

    /** A new file gets this version's format; of one with an older format a copy is put aside before it changes. */
    private void prepare(Connection connection) throws SQLException {
        int format = known(connection);
        if (format == 0) {
            stamp(connection);
        } else if (format < FORMAT) {
            copyAside(connection, format);
        }
    }

    private void copyAside(Connection connection, int format) throws SQLException {
        Path copy = file.resolveSibling(file.getFileName() + ".format-" + format);
        Path unfinished = file.resolveSibling(copy.getFileName() + ".unfinished");
        try {
            Files.deleteIfExists(unfinished);
            OwnerOnly.file(unfinished);
            try (PreparedStatement statement = connection.prepareStatement("VACUUM INTO ?")) {
                statement.setString(1, unfinished.toString());
                statement.execute();
            }
            try (FileChannel written = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | SQLException e) {
            throw new StoreUnusable(
                    "The file " + file + " has format " + format
                            + " and was not changed: no copy of it could be put at " + copy + " before: "
                            + e.getMessage(),
                    e);
        }
    }

    static void stamp(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = " + FORMAT);
        }
    }

    /** The format of a file, 0 where it is new. */
    public static int format(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.getInt(1);
        }
    }

    /** The format of the file, which this version can read. */
    private int known(Connection connection) throws SQLException {
        int found = format(connection);
        if (found > FORMAT) {
            throw new StoreUnusable("The file " + file + " has format " + found + ", this version knows up to " + FORMAT
                    + ": start a newer Dripwatch.");
        }
        if (found > 0 && found < OLDEST) {
            throw new StoreUnusable("The file " + file + " has format " + found + " of a version before the first"
                    + " release, and cannot be carried over: keep it, and start with another data directory.");
        }
        return found;
    }
}
