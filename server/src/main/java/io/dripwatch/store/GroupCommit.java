package io.dripwatch.store;

import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Keeper;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes decisions in the order in which they come, as many at a time as have gathered while the last commit was under
 * way: one transaction and one sync for all of them. So a lone reading is durable in a millisecond, and a hundred
 * thousand share the price.
 *
 * <p>When a commit fails, the senders of its readings are told to send again; its events are owed and go first into the
 * next attempt, which is made with the next decision and at least once a second. When a commit hangs, everyone who
 * waits is told the same, and no reading is taken until it has ended.
 */
public final class GroupCommit implements Keeper, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final String UNTOLD = "Readings cannot be kept, and memory is too short to say why";

    private final Database database;
    private final List<Section> sections;
    private @Nullable Connection connection;
    private final Thread thread;
    private final Waiting waiting = new Waiting();
    private final AtomicLong commits = new AtomicLong();
    private volatile @Nullable String failure;

    /**
     * Opens the file and starts the writing thread.
     *
     * @throws StoreUnusable where the tables cannot be made
     */
    public GroupCommit(Database database, List<Section> sections) {
        this.database = database;
        this.sections = List.copyOf(sections);
        try {
            connect();
        } catch (SQLException e) {
            throw new StoreUnusable("The file " + database.file() + " cannot be written: " + e.getMessage(), e);
        }
        this.thread = new Thread(this::run, "dripwatch-store");
        thread.start();
    }

    @Override
    public void keep(Decision decision, Done done) {
        Waiting.Entry entry = new Waiting.Entry(decision, done);
        if (!waiting.add(entry)) {
            entry.tell(new StoreUnusable("The store is busy; send again."));
        }
    }

    /** Why nothing can be kept at present, in one sentence; null while all is well. */
    public @Nullable String trouble() {
        return waiting.hangs() ? "Readings cannot be kept: the disk does not answer" : failure;
    }

    /** How many transactions were made durable. */
    public long commits() {
        return commits.get();
    }

    /** How many readings wait for the next commit. */
    public long waitingReadings() {
        return waiting.readings();
    }

    /** Looks whether the disk still answers; to be called once a second. */
    public void look() {
        List<Waiting.Entry> inVain = waiting.giveUp();
        if (!inVain.isEmpty()) {
            LOG.error("The disk does not answer; senders are asked to send again, waiting={}", inVain.size());
            StoreUnusable why = new StoreUnusable("The disk does not answer; send again.");
            inVain.forEach(entry -> entry.tell(why));
        }
    }

    /** Makes durable what was handed over, then closes the file. */
    @Override
    public void close() {
        waiting.close();
        try {
            thread.join();
            disconnect();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            LOG.warn("The store did not close cleanly; nothing that was acknowledged is lost", e);
        }
    }

    /** Goes on until it is closed; memory may run out anywhere, also in telling somebody that it did. */
    private void run() {
        boolean more = true;
        while (more) {
            try {
                more = next();
            } catch (RuntimeException | Error e) {
                note(e);
            }
        }
    }

    private boolean next() {
        List<Waiting.Entry> batch = waiting.next();
        if (batch.isEmpty()) {
            return false;
        }
        Throwable why = commit(batch);
        waiting.ended(why == null);
        note(why);
        batch.forEach(entry -> entry.tell(why));
        return true;
    }

    /** What went wrong, be it that memory ran out: the next batch is tried. Null where the whole batch is durable. */
    private @Nullable Throwable commit(List<Waiting.Entry> batch) {
        try {
            Connection open = connect();
            for (Waiting.Entry entry : batch) {
                write(entry.decision());
            }
            for (Section section : sections) {
                section.finish();
            }
            open.commit();
            sections.forEach(Section::kept);
            commits.incrementAndGet();
            return null;
        } catch (SQLException | RuntimeException | Error e) {
            abandon(e);
            return e;
        }
    }

    /** Says it, if it is news. Where memory runs out in saying so, the next batch is tried all the same. */
    private void note(@Nullable Throwable why) {
        boolean news = (why == null) != (failure == null);
        try {
            failure = why == null ? null : "Readings cannot be kept: " + why.getMessage();
            if (news && why != null) {
                LOG.error("The store cannot keep readings; devices are asked to send again", why);
            } else if (news) {
                LOG.info("The store works again");
            }
        } catch (OutOfMemoryError again) {
            failure = why == null ? null : UNTOLD;
        }
    }

    private Connection connect() throws SQLException {
        if (connection == null) {
            Connection opened = database.writer();
            try {
                for (Section section : sections) {
                    section.open(opened);
                }
                opened.setAutoCommit(false);
                carryOver(opened);
            } catch (SQLException | RuntimeException | Error e) {
                opened.close();
                throw e;
            }
            connection = opened;
        }
        return connection;
    }

    private void carryOver(Connection opened) throws SQLException {
        int format = Database.format(opened);
        if (format < Database.FORMAT) {
            LOG.info("The file is carried over to the format of this version; from={} to={}", format, Database.FORMAT);
            for (Section section : sections) {
                section.carryOver(opened, format);
            }
            Database.stamp(opened);
            opened.commit();
        }
    }

    /** A failed commit may leave statements in any state: the next attempt begins with a new connection. */
    private void abandon(Throwable why) {
        try {
            disconnect();
        } catch (SQLException | RuntimeException | Error e) {
            why.addSuppressed(e);
        }
    }

    private void disconnect() throws SQLException {
        Connection closing = connection;
        connection = null;
        if (closing != null) {
            closing.close();
        }
    }

    private void write(Decision decision) throws SQLException {
        for (Section section : sections) {
            section.write(decision);
        }
    }
}
