package io.dripwatch.store;

import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Filing;
import io.dripwatch.flow.Keeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The decisions that wait to be written, in their order; and those that are being written. Safe from any thread. */
final class Waiting {
    private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);

    private static final int MOST_READINGS = 500_000;
    private static final int MOST_READINGS_A_BATCH = 50_000;
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** How many looks a batch may take; there is one a second, and monitors wait 5 s for an acknowledgement. */
    private static final int PATIENCE = 4;

    /** From the end of a batch to the next: a quick disk would otherwise sync for every few readings. */
    private static final Duration GATHERING = Duration.ofMillis(4);

    /** A decision, and who waits for it; they are told once. */
    static final class Entry {
        private final Decision decision;
        private final Keeper.Done done;
        private final AtomicBoolean told = new AtomicBoolean();

        Entry(Decision decision, Keeper.Done done) {
            this.decision = decision;
            this.done = done;
        }

        Decision decision() {
            return decision;
        }

        /** Whoever fails to hear it costs nobody else their answer. */
        void tell(@Nullable Throwable failure) {
            if (told.compareAndSet(false, true)) {
                try {
                    done.done(failure);
                } catch (RuntimeException | Error deaf) {
                    LOG.error("Somebody could not be told what became of a decision; all others are", deaf);
                }
            }
        }

        private int readings() {
            Filing filing = decision.filing();
            return filing == null ? 0 : filing.readings().size();
        }

        /** Its events alone, for which nobody waits. */
        private Entry owed() {
            return new Entry(new Decision(decision.events(), null), unused -> {});
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition ending = lock.newCondition();
    private List<Entry> entries = new ArrayList<>();
    private long readings;
    private int owed;
    private List<Entry> underWay = List.of();
    private int looks;
    private boolean hangs;
    private boolean closing;

    /** Adds a decision. Where there is no room for its readings its events alone are added, and false is returned. */
    boolean add(Entry entry) {
        lock.lock();
        try {
            boolean room = !closing && !hangs && readings + entry.readings() <= MOST_READINGS;
            if (room) {
                entries.add(entry);
                readings += entry.readings();
            } else if (!entry.decision.events().isEmpty()) {
                entries.add(entry.owed());
            }
            arrived.signal();
            return room;
        } finally {
            lock.unlock();
        }
    }

    /** How many readings wait. */
    long readings() {
        lock.lock();
        try {
            return readings;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the batch that is being written takes too long, as far as {@link #giveUp} has looked. */
    boolean hangs() {
        lock.lock();
        try {
            return hangs;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Looks, once a second, whether the batch that is being written takes too long. When it does, readings that wait
     * are dropped, and the entries are returned whose senders must be told so; also those of the batch, which may yet
     * be kept.
     */
    List<Entry> giveUp() {
        lock.lock();
        try {
            looks++;
            if (hangs || underWay.isEmpty() || looks < PATIENCE) {
                return List.of();
            }
            List<Entry> inVain = new ArrayList<>(underWay);
            inVain.addAll(entries);
            hangs = true;
            entries = owed(entries);
            readings = 0;
            return inVain;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for something to write, and a moment more for what comes with it; nothing at all means the end. */
    List<Entry> next() {
        lock.lock();
        try {
            gather();
            awaitWork();
            underWay = take();
            looks = 0;
            return underWay;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    private void gather() throws InterruptedException {
        long left = GATHERING.toNanos();
        while (left > 0 && !closing) {
            left = ending.awaitNanos(left);
        }
    }

    /** Events that are owed wait for something new, or for a while, before they are tried again. */
    private void awaitWork() throws InterruptedException {
        long left = RETRY.toNanos();
        while (!closing && entries.size() == owed && left > 0) {
            if (owed == 0) {
                arrived.await();
            } else {
                left = arrived.awaitNanos(left);
            }
        }
    }

    private List<Entry> take() {
        int count = 0;
        int number = 0;
        while (number < entries.size() && count < MOST_READINGS_A_BATCH) {
            count += entries.get(number).readings();
            number++;
        }
        List<Entry> batch = new ArrayList<>(entries.subList(0, number));
        if (number == entries.size()) {
            entries = new ArrayList<>();
        } else {
            entries.subList(0, number).clear();
        }
        readings -= count;
        owed = 0;
        return batch;
    }

    /** The batch was written, or not: then its events come first in the next one, unless nothing else is to come. */
    void ended(boolean kept) {
        lock.lock();
        try {
            if (!kept && !(closing && entries.isEmpty())) {
                List<Entry> debts = owed(underWay);
                entries.addAll(0, debts);
                owed = debts.size();
            }
            underWay = List.of();
            hangs = false;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is taken any more; what waits is to be written at once. */
    void close() {
        lock.lock();
        try {
            closing = true;
            arrived.signal();
            ending.signal();
        } finally {
            lock.unlock();
        }
    }

    private static List<Entry> owed(List<Entry> of) {
        return of.stream()
                .filter(entry -> !entry.decision.events().isEmpty())
                .map(Entry::owed)
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
