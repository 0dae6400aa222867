package io.dripwatch.app;

import io.dripwatch.backup.BackupFailed;
import io.dripwatch.backup.Manifest;
import io.dripwatch.backup.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a backup whenever one is due, on a thread of its own, and says what is wrong when one failed or none came for
 * one and a half times as long as planned. After a failure it tries again soon.
 */
final class ScheduledBackups implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduledBackups.class);
    private static final Duration LOOK = Duration.ofSeconds(20);
    private static final Duration RETRY = Duration.ofMinutes(10);
    private static final long STOP_SECONDS = 5;

    private final Rotation rotation;
    private final Duration every;
    private final InstantSource clock;
    private final Instant begun;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "dripwatch-backup");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile @Nullable Instant last;
    private volatile @Nullable String failure;
    private @Nullable Instant tried;

    ScheduledBackups(Rotation rotation, Duration every, InstantSource clock) {
        this.rotation = rotation;
        this.every = every;
        this.clock = clock;
        this.begun = clock.instant();
    }

    /** Looks from now on whether one is due. */
    void start() {
        Future<?> unused = worker.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Takes a backup if one is due. */
    void look() {
        Instant now = clock.instant();
        try {
            if (last == null) {
                last = rotation.newest();
            }
            if (due(now)) {
                tried = now;
                Manifest manifest = rotation.take(now);
                last = manifest.takenAt();
                taken.incrementAndGet();
                LOG.info("A backup was taken; events={} points={}", manifest.events(), manifest.points());
                failure = manifest.recordFault() == null
                        ? null
                        : "The record is not whole: " + manifest.recordFault() + ".";
            }
        } catch (BackupFailed e) {
            failed(now, e.getMessage(), e);
        } catch (RuntimeException e) {
            failed(now, "Something unforeseen happened: " + e, e);
        }
    }

    private boolean due(Instant now) {
        Instant newest = last;
        boolean resting = tried != null && failure != null && now.isBefore(tried.plus(least(RETRY, every)));
        return !resting && (newest == null || !now.isBefore(newest.plus(every)));
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void failed(Instant now, @Nullable String why, Exception cause) {
        tried = now;
        failed.incrementAndGet();
        failure = "The last backup failed: " + why;
        LOG.error("A backup failed; it is tried again", cause);
    }

    /** One sentence on what is wrong; null while backups come as planned. Does not block. */
    @Nullable
    String trouble() {
        String why = failure;
        Instant newest = last;
        Instant since = newest == null || newest.isBefore(begun) ? begun : newest;
        boolean overdue = clock.instant().isAfter(since.plus(every).plus(every.dividedBy(2)));
        if (why == null && overdue) {
            return "There was no backup since " + since + ".";
        }
        return why;
    }

    /** For those who run the server. */
    Map<String, Number> numbers() {
        Map<String, Number> numbers = new LinkedHashMap<>();
        numbers.put("dripwatch_backups_total", taken.get());
        numbers.put("dripwatch_backups_failed_total", failed.get());
        Instant newest = last;
        if (newest != null) {
            numbers.put(
                    "dripwatch_backup_age_seconds",
                    Duration.between(newest, clock.instant()).toSeconds());
        }
        return numbers;
    }

    /** A backup that is under way is given up by the end of the process; what it left is not taken for one. */
    @Override
    public void close() {
        worker.shutdownNow();
        try {
            if (!worker.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A backup was under way when the server stopped");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
