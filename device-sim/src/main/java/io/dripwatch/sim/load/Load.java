package io.dripwatch.sim.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many monitors on the calling thread, all over non-blocking sockets. The clock starts once all connections are up, or
 * five seconds after they were asked for. The load is open: when a message is due does not
 * depend on earlier answers, and its latency counts from when it was due, so that a stalled server cannot hide behind
 * messages that were never sent.
 */
public final class Load {
    private static final long SHORTEST_SELECT = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_SELECT = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_PARK = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long LONGEST_CONNECT = TimeUnit.SECONDS.toNanos(5);
    private static final int CONNECTING_AT_ONCE = 16;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LoadPlan plan;
    private final Selector selector;
    private final Schedule schedule;
    private final Scores scores;
    private final LoadConnection[] connections;
    private long secondsTold;

    private Load(LoadPlan plan, Selector selector, Ledger ledger, @Nullable Sightings sightings) {
        this.plan = plan;
        this.selector = selector;
        schedule = new Schedule(plan);
        scores = new Scores(plan.destinations(), ledger, sightings);
        String run = Long.toString(System.currentTimeMillis(), 36).toUpperCase(Locale.ROOT);
        connections = new LoadConnection[plan.connections()];
        for (int i = 0; i < connections.length; i++) {
            connections[i] = new LoadConnection(plan, schedule, scores.of(plan.destination(i)), run, i);
        }
    }

    /**
     * Runs a load; blocks until every message is answered, or patience after the planned duration has run out, or the
     * thread is interrupted.
     *
     * @throws IOException where the ledger cannot be opened or the machine gives no sockets
     */
    public static LoadResult run(LoadPlan plan) throws IOException {
        return run(plan, null);
    }

    /**
     * The same, watched by a screen.
     *
     * @param screen is told when each message was due; null for none
     */
    public static LoadResult run(LoadPlan plan, @Nullable LiveScreen screen) throws IOException {
        return run(plan, screen, second -> {});
    }

    /**
     * The same, watched by a person.
     *
     * @param progress is told of each second once it is over, on the thread of the load
     */
    public static LoadResult run(LoadPlan plan, @Nullable LiveScreen screen, Consumer<Second> progress)
            throws IOException {
        try (Ledger ledger = new Ledger(plan.ledger());
                Selector selector = Selector.open()) {
            return new Load(plan, selector, ledger, screen == null ? null : screen.sightings()).run(ledger, progress);
        }
    }

    private LoadResult run(Ledger ledger, Consumer<Second> progress) throws IOException {
        long asked = System.nanoTime();
        long now = asked;
        while (!Thread.interrupted() && !isDone(now)) {
            drive(now);
            if (!schedule.hasBegun() && (allUp() || now - asked > LONGEST_CONNECT)) {
                schedule.begin(System.nanoTime(), System.currentTimeMillis());
            }
            await();
            now = System.nanoTime();
            for (SelectionKey key : selector.selectedKeys()) {
                ((LoadConnection) key.attachment()).ready(key, now);
            }
            selector.selectedKeys().clear();
            ledger.flushIfDue(now);
            if (schedule.hasBegun() && now - schedule.beginNanos() >= secondsTold * SECOND + SECOND) {
                secondsTold++;
                progress.accept(scores.secondIsOver());
            }
        }
        return end(System.nanoTime());
    }

    /** Lets every connection do what it can; a few connect at a time, so that a short backlog is not flooded. */
    private void drive(long now) {
        int connecting = 0;
        for (LoadConnection connection : connections) {
            connecting += connection.isConnecting() ? 1 : 0;
        }
        for (LoadConnection connection : connections) {
            boolean before = connection.isConnecting();
            connection.drive(selector, now, connecting < CONNECTING_AT_ONCE);
            connecting += !before && connection.isConnecting() ? 1 : 0;
        }
    }

    private boolean allUp() {
        for (LoadConnection connection : connections) {
            if (!connection.isUp()) {
                return false;
            }
        }
        return true;
    }

    private boolean isDone(long now) {
        if (!schedule.hasBegun() || now < schedule.endNanos()) {
            return false;
        }
        if (now - schedule.endNanos() > plan.patience().toNanos()) {
            return true;
        }
        for (LoadConnection connection : connections) {
            if (!connection.isDone(now)) {
                return false;
            }
        }
        return true;
    }

    /** Waits for the sockets or the next due message; below the selector's millisecond it naps instead. */
    private void await() throws IOException {
        long now = System.nanoTime();
        long next = now + LONGEST_SELECT;
        if (schedule.hasBegun()) {
            next = Math.min(next, Math.max(now + SHORTEST_SELECT, schedule.endNanos()));
        }
        for (LoadConnection connection : connections) {
            next = Math.min(next, connection.nextDue(now));
        }
        long wait = next - now;
        if (wait >= SHORTEST_SELECT) {
            selector.select(TimeUnit.NANOSECONDS.toMillis(wait));
        } else {
            if (wait > 0) {
                LockSupport.parkNanos(Math.min(wait, LONGEST_PARK));
            }
            selector.selectNow();
        }
    }

    private LoadResult end(long now) {
        for (LoadConnection connection : connections) {
            connection.close(now);
        }
        long until = Math.max(scores.lastAnswerNanos(), Math.min(now, schedule.endNanos()));
        Duration elapsed = Duration.ofNanos(schedule.hasBegun() ? Math.max(1, until - schedule.beginNanos()) : 1);
        return scores.result(elapsed);
    }
}
