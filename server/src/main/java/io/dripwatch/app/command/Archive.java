package io.dripwatch.app.command;

import io.dripwatch.flow.RoomEvent;
import io.dripwatch.record.Anchor;
import io.dripwatch.record.JournalReader;
import io.dripwatch.record.Verdict;
import io.dripwatch.store.Database;
import io.dripwatch.store.StoreUnusable;
import io.dripwatch.trend.History;
import io.dripwatch.trend.Minutes;
import io.dripwatch.trend.Series;
import io.dripwatch.trend.StoredPatient;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import io.dripwatch.vitals.PatientId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a data directory holds of past sessions. Only read, so that a server may run beside it. */
final class Archive implements AutoCloseable {
    private final Database database;
    private final JournalReader journal;
    private final EmbeddedHistory history;

    private Archive(Database database) {
        this.database = database;
        this.journal = new JournalReader(database);
        this.history = new EmbeddedHistory(database);
    }

    /**
     * Opens a data directory.
     *
     * @throws StoreUnusable where it is none, or was written by a newer version
     */
    static Archive in(Path directory) {
        Path scratch = directory.resolve("scratch");
        if (Files.isDirectory(scratch)) {
            System.setProperty("org.sqlite.tmpdir", scratch.toString());
        }
        return new Archive(Database.existing(directory));
    }

    Database database() {
        return database;
    }

    Minutes minutes() {
        return history;
    }

    /** How many series there are. */
    long seriesCount() {
        return history.seriesCount();
    }

    /** Series of whomever, in the order of their keys, from this key on. */
    List<Series> seriesFrom(long key, int most) {
        return history.seriesFrom(key, most);
    }

    History history() {
        return history;
    }

    /**
     * The one patient of an identifier.
     *
     * @param id AUTHORITY/ID, or the ID alone
     * @throws CommandFailed where there is none, or more than one
     */
    StoredPatient patient(String id) {
        int slash = id.lastIndexOf('/');
        List<StoredPatient> found =
                history.patientsBy(new PatientId(slash < 0 ? "" : id.substring(0, slash), id.substring(slash + 1)));
        if (found.size() != 1) {
            throw new CommandFailed(
                    found.isEmpty()
                            ? "There is no patient " + id + "."
                            : "There are " + found.size() + " patients " + id + ": name the authority, too.");
        }
        return found.get(0);
    }

    /**
     * The sessions that were opened in a range of time, in the order of their openings.
     *
     * @param from the first moment, inclusive
     * @param to the last moment, exclusive
     * @throws StoreUnusable where the file cannot be read
     */
    List<String> sessions(Instant from, Instant to) {
        try {
            return journal.sessions(from, to);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /**
     * How far the clocks of devices were off.
     *
     * @throws StoreUnusable where the file cannot be read
     */
    DeviceClocks clocks() {
        try {
            return new DeviceClocks(journal.deviceClocks());
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /**
     * All that decided one session, in its order.
     *
     * @throws StoreUnusable where the file cannot be read
     */
    List<RoomEvent> course(String session) {
        try {
            return journal.course(session);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /**
     * Whether the record is as it was written.
     *
     * @param anchor taken from it before; null where there is none
     * @throws StoreUnusable where the file cannot be read
     */
    Verdict verdict(@Nullable Anchor anchor) {
        try {
            return journal.verdict(anchor);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private StoreUnusable unreadable(SQLException e) {
        return new StoreUnusable("The file " + database.file() + " cannot be read: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        history.close();
    }
}
