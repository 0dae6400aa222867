package io.dripwatch.store;

import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Filing;
import io.dripwatch.flow.Keeper;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes decisions in the order in which they come, as many at a time as have gathered while the last commit was under
 * way: one transaction and one sync for all of them. So a lone reading is durable in a millisecond, and a hundred
 * thousand share the price.
 *
 * <p>When a commit fails, the senders of its readings are told to send again; its events are owed and go first into the
 * next attempt, which is made with the next decision and at least once a second.
 */
public final class GroupCommit implements Keeper, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final int MOST_WAITING_READINGS = 500_000;
    private static final int MOST_READINGS_A_COMMIT = 50_000;
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** From the end of a commit to the next: a quick disk would otherwise sync for every few readings. */
    private static final Duration GATHERING = Duration.ofMillis(4);

    private record Entry(Decision decision, Done done) {}

    private final Database database;
    private final List<Section> sections;
    private @Nullable Connection connection;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition ending = lock.newCondition();
    private final AtomicLong commits = new AtomicLong();
    private List<Entry> waiting = new ArrayList<>();
    private long waitingReadings;
    private final List<Decision> owed = new ArrayList<>();
    private boolean closing;
    private volatile @Nullable String trouble;

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
        int readings = readings(decision);
        boolean refused;
        lock.lock();
        try {
            refused = closing || waitingReadings + readings > MOST_WAITING_READINGS;
            if (refused) {
                if (!decision.events().isEmpty()) {
                    owed.add(new Decision(decision.events(), null));
                }
            } else {
                waiting.add(new Entry(decision, done));
                waitingReadings += readings;
            }
            arrived.signal();
        } finally {
            lock.unlock();
        }
        if (refused) {
            done.done(new StoreUnusable("The store is busy; send again."));
        }
    }

    /** Why nothing can be kept at present, in one sentence; null while all is well. */
    public @Nullable String trouble() {
        return trouble;
    }

    /** How many transactions were made durable. */
    public long commits() {
        return commits.get();
    }

    /** How many readings wait for the next commit. */
    public long waitingReadings() {
        lock.lock();
        try {
            return waitingReadings;
        } finally {
            lock.unlock();
        }
    }

    /** Makes durable what was handed over, then closes the file. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            arrived.signal();
            ending.signal();
        } finally {
            lock.unlock();
        }
        try {
            thread.join();
            disconnect();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            LOG.warn("The store did not close cleanly; nothing that was acknowledged is lost", e);
        }
    }

    private void run() {
        while (true) {
            List<Decision> debts = new ArrayList<>();
            List<Entry> batch = next(debts);
            if (batch.isEmpty() && debts.isEmpty()) {
                return;
            }
            commit(debts, batch);
            gather();
        }
    }

    private void gather() {
        lock.lock();
        try {
            long left = GATHERING.toNanos();
            while (left > 0 && !closing) {
                left = ending.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for something to write; nothing at all means that the end has come. */
    private List<Entry> next(List<Decision> debts) {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closing) {
                boolean signalled = arrived.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
                if (!signalled && !owed.isEmpty()) {
                    break;
                }
            }
            debts.addAll(owed);
            owed.clear();
            return takeBatch();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    private List<Entry> takeBatch() {
        int count = 0;
        int entries = 0;
        while (entries < waiting.size() && count < MOST_READINGS_A_COMMIT) {
            count += readings(waiting.get(entries).decision());
            entries++;
        }
        List<Entry> batch;
        if (entries == waiting.size()) {
            batch = waiting;
            waiting = new ArrayList<>();
        } else {
            batch = new ArrayList<>(waiting.subList(0, entries));
            waiting.subList(0, entries).clear();
        }
        waitingReadings -= count;
        return batch;
    }

    private void commit(List<Decision> debts, List<Entry> batch) {
        try {
            Connection open = connect();
            for (Decision decision : debts) {
                write(decision);
            }
            for (Entry entry : batch) {
                write(entry.decision());
            }
            for (Section section : sections) {
                section.finish();
            }
            open.commit();
            sections.forEach(Section::kept);
        } catch (SQLException | RuntimeException e) {
            failed(debts, batch, e);
            return;
        }
        commits.incrementAndGet();
        if (trouble != null) {
            LOG.info("The store works again; owed={}", debts.size());
            trouble = null;
        }
        batch.forEach(entry -> entry.done().done(null));
    }

    private Connection connect() throws SQLException {
        if (connection == null) {
            Connection opened = database.writer();
            try {
                for (Section section : sections) {
                    section.open(opened);
                }
                opened.setAutoCommit(false);
            } catch (SQLException e) {
                opened.close();
                throw e;
            }
            connection = opened;
        }
        return connection;
    }

    /** A failed commit may leave statements in any state: the next attempt begins with a new connection. */
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

    private void failed(List<Decision> debts, List<Entry> batch, Exception why) {
        if (trouble == null) {
            LOG.error("The store cannot keep readings; devices are asked to send again", why);
        }
        trouble = "Readings cannot be kept: " + why.getMessage();
        try {
            disconnect();
        } catch (SQLException e) {
            LOG.error("The failed connection to the store could not be closed", e);
        }
        List<Decision> debt = new ArrayList<>(debts);
        for (Entry entry : batch) {
            if (!entry.decision().events().isEmpty()) {
                debt.add(new Decision(entry.decision().events(), null));
            }
        }
        lock.lock();
        try {
            owed.addAll(0, debt);
            if (closing && waiting.isEmpty()) {
                owed.clear();
            }
        } finally {
            lock.unlock();
        }
        batch.forEach(entry -> entry.done().done(why));
    }

    private static int readings(Decision decision) {
        Filing filing = decision.filing();
        return filing == null ? 0 : filing.readings().size();
    }
}
