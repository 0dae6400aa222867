package io.dripwatch.trend.influx;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Filing;
import io.dripwatch.outbound.Backoff;
import io.dripwatch.record.Journal;
import io.dripwatch.store.Database;
import io.dripwatch.store.GroupCommit;
import io.dripwatch.trend.embedded.EagerTable;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import io.dripwatch.trend.embedded.EmbeddedOutbox;
import io.dripwatch.trend.embedded.OutboxTable;
import io.dripwatch.trend.embedded.ReadingTable;
import io.dripwatch.trend.embedded.Retention;
import io.dripwatch.trend.embedded.RetentionPlan;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import io.dripwatch.vitals.Withdrawal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A store with its outbox and the feed behind it, and readings that come: plain, late, amended, taken back. */
final class FedRoom implements AutoCloseable {
    static final Backoff PAUSES = new Backoff(Duration.ofMillis(200), Duration.ofMillis(500));

    static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
    private static final Duration LONGEST = Duration.ofSeconds(120);
    private static final List<Metric> METRICS =
            List.of(Metric.SPO2, Metric.HEART_RATE, Metric.NIBP_SYS, Metric.VOLUME_INFUSED);

    /** What a server counts, in the names of its own. */
    static final Map<String, Number> NUMBERS = Map.of(
            "dripwatch_screens",
            3,
            "dripwatch_refused_total{reason=\"unit\"}",
            2L,
            "dripwatch_backup_age_seconds",
            0.5);

    private final String room;
    private final Database database;
    private final OutboxTable table;
    private final Retention retention;
    private final GroupCommit keeper;
    private final EmbeddedOutbox outbox;
    private final Feed feed;
    private @Nullable Long asked;

    FedRoom(Path folder, InfluxTarget target) {
        this(folder, target, Long.MAX_VALUE);
    }

    FedRoom(Path folder, InfluxTarget target, long mostBytes) {
        room = "Room of " + folder.resolveSibling("").getFileName();
        database = Database.in(folder);
        table = new OutboxTable(room, mostBytes);
        retention = new Retention(new RetentionPlan(Duration.ofDays(1), null, null), table);
        ReadingTable readings = EagerTable.with(table);
        keeper = new GroupCommit(database, List.of(new Journal(), readings, retention));
        outbox = new EmbeddedOutbox(database, table, FedRoom::chair);
        FeedPlan plan = new FeedPlan(target, null, Duration.ofSeconds(60), Duration.ofMillis(300), PAUSES, this::asked);
        feed = new Feed(
                plan,
                outbox,
                () -> {
                    EmbeddedHistory history = new EmbeddedHistory(database);
                    return new Recent.Opened(history, history::close);
                },
                InstantSource.system(),
                () -> NUMBERS);
    }

    FedRoom fed() {
        feed.start();
        return this;
    }

    static String chair(String session) {
        return "chair of " + session;
    }

    private synchronized @Nullable Long asked() {
        Long once = asked;
        asked = null;
        return once;
    }

    synchronized void ask(long fromMs) {
        asked = fromMs;
    }

    Feed feed() {
        return feed;
    }

    long number(String name) {
        return Objects.requireNonNull(feed.numbers().get("dripwatch_influx_" + name))
                .longValue();
    }

    EmbeddedOutbox outbox() {
        return outbox;
    }

    /** Commits so many reports, each acknowledged before the next. */
    void load(Random random, int reports) {
        for (int i = 0; i < reports; i++) {
            keep(report(random, START.plusMillis(random.nextInt(500_000))));
        }
    }

    void keep(Filing filing) {
        keep(new Decision(List.of(), filing));
    }

    private void keep(Decision decision) {
        CompletableFuture<@Nullable Throwable> done = new CompletableFuture<>();
        keeper.keep(decision, done::complete);
        assertThat(done.join()).isNull();
    }

    /** Deletes what is packed and older than a day at that moment. */
    void sweep(Instant now) {
        retention.sweep();
        while (retention.sweeping()) {
            retention.slice(now);
            keep(Decision.NOTHING);
        }
    }

    Database database() {
        return database;
    }

    private static Filing report(Random random, Instant now) {
        List<Reading> readings = new ArrayList<>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            Metric metric = METRICS.get(random.nextInt(METRICS.size()));
            Instant at = Instant.ofEpochSecond(now.getEpochSecond() - random.nextInt(60));
            Reading.Standing[] standings = Reading.Standing.values();
            Reading.Standing standing =
                    random.nextInt(8) == 0 ? standings[random.nextInt(standings.length)] : Reading.Standing.PLAIN;
            readings.add(new Reading(metric, random.nextInt(2), 60 + random.nextInt(300) / 10.0, at, standing));
        }
        List<Withdrawal> withdrawn = random.nextInt(5) == 0 ? List.of(Withdrawal.of(readings.get(0))) : List.of();
        String session = random.nextInt(4) == 0 ? null : "session-" + random.nextInt(3);
        String hold = session == null && random.nextBoolean() ? "hold" : null;
        DeviceId device = new DeviceId("MONITOR " + random.nextInt(3) + ", left=\\");
        return new Filing(new Filing.Destination(device, null, session, hold), readings, withdrawn, now);
    }

    /** Everything that is kept, one line a point. */
    Set<String> kept() {
        return BothSets.kept(database, outbox);
    }

    /** Everything that InfluxDB has, in the same form. */
    Set<String> there(RealInflux influx) {
        return BothSets.there(influx, room);
    }

    /** Waits until everything was forwarded and nothing is owed; then both must have the same. */
    void arrivesIn(RealInflux influx, String when) {
        await(() -> outbox.backlog().rows() == 0 && outbox.progress().owed() == null, when);
        assertThat(there(influx)).as(when).isEqualTo(kept());
    }

    static void await(BooleanSupplier what, String when) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!what.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain: " + when);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() {
        feed.close();
        keeper.close();
        outbox.close();
    }
}
