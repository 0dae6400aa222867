package io.dripwatch.app;

import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Keeper;
import io.dripwatch.trend.embedded.Retention;
import io.dripwatch.trend.embedded.RetentionPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for a slice of retention now and then, and brings notes of legal holds into the record. */
final class Retaining implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Retaining.class);
    private static final long SLICE_EVERY_MS = 50;
    private static final Duration SWEEP_EVERY = Duration.ofHours(1);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final RetentionPlan plan;
    private final Retention retention;
    private final LegalHoldNotes notes;
    private final Keeper keeper;
    private final InstantSource clock;
    private final Set<Path> taken = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final ScheduledExecutorService worker =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "dripwatch-retention"));
    private Instant nextSweep = Instant.MIN;
    private Instant nextLook = Instant.MIN;

    Retaining(RetentionPlan plan, Retention retention, Path data, Keeper keeper, InstantSource clock) {
        this.plan = plan;
        this.retention = retention;
        this.notes = new LegalHoldNotes(data);
        this.keeper = keeper;
        this.clock = clock;
    }

    void start() {
        Future<?> unused =
                worker.scheduleWithFixedDelay(this::work, SLICE_EVERY_MS, SLICE_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void work() {
        try {
            Instant now = clock.instant();
            if (!now.isBefore(nextLook)) {
                nextLook = now.plus(LOOK_EVERY);
                look(now);
            }
            if (!plan.equals(RetentionPlan.FOR_EVER)) {
                delete(now);
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("Retention did not get on; it is tried again", e);
        }
    }

    private void delete(Instant now) {
        if (!retention.sweeping() && !now.isBefore(nextSweep)) {
            nextSweep = now.plus(SWEEP_EVERY);
            retention.sweep();
        }
        if (retention.sweeping() && underWay.compareAndSet(false, true)) {
            retention.slice(now);
            keeper.keep(Decision.NOTHING, why -> underWay.set(false));
        }
    }

    /** A note goes when what it asks for is durable. */
    private void look(Instant now) throws IOException {
        for (LegalHoldNotes.Note note : notes.all(now)) {
            if (taken.add(note.file())) {
                keeper.keep(new Decision(List.of(note.event()), null), why -> {
                    if (why == null) {
                        delete(note.file());
                    }
                    taken.remove(note.file());
                });
            }
        }
    }

    private static void delete(Path note) {
        try {
            Files.deleteIfExists(note);
        } catch (IOException e) {
            LOG.warn("A note of a legal hold is done and cannot be deleted; note={}", note, e);
        }
    }

    /** For those who run the server; does not block. */
    Map<String, Number> numbers() {
        return Map.of(
                "dripwatch_retention_readings_deleted_total", retention.readingsDeleted(),
                "dripwatch_retention_minutes_deleted_total", retention.minutesDeleted(),
                "dripwatch_retention_waiting", retention.waits() ? 1 : 0);
    }

    /** To be called before the store is closed. */
    @Override
    public void close() {
        worker.shutdownNow();
    }
}
