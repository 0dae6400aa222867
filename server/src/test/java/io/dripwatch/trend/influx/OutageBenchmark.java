package io.dripwatch.trend.influx;

import io.dripwatch.flow.Decision;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.record.Journal;
import io.dripwatch.store.Database;
import io.dripwatch.store.GroupCommit;
import io.dripwatch.trend.MeasuredChair;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import io.dripwatch.trend.embedded.EmbeddedOutbox;
import io.dripwatch.trend.embedded.OutboxTable;
import io.dripwatch.trend.embedded.ReadingTable;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An InfluxDB that was away for hours comes back: how fast it has what it missed, and how long live readings wait until
 * they are durable, before that and meanwhile. Run as in {@code server/docs/operating.md}.
 */
public final class OutageBenchmark {
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private static final long SECOND_NANOS = 1_000_000_000;

    private final int chairs;
    private final Duration outage;
    private final GroupCommit keeper;
    private final EmbeddedOutbox outbox;

    private OutageBenchmark(int chairs, Duration outage, GroupCommit keeper, EmbeddedOutbox outbox) {
        this.chairs = chairs;
        this.outage = outage;
        this.keeper = keeper;
        this.outbox = outbox;
    }

    /** Chairs, hours for which InfluxDB is away, in this order; and an empty folder for the data. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[2]));
        Database database = Database.in(folder.resolve("store"));
        OutboxTable table = new OutboxTable("benchmark", Long.MAX_VALUE);
        Vertx vertx = Vertx.vertx();
        try (RealInflux influx = RealInflux.start(folder, vertx);
                GroupCommit keeper =
                        new GroupCommit(database, List.of(new Journal(), new ReadingTable(table, () -> 0)));
                EmbeddedOutbox outbox = new EmbeddedOutbox(database, table, session -> session);
                Feed feed = feed(influx, outbox, database)) {
            Duration hours = Duration.ofHours(Integer.parseInt(arguments[1]));
            new OutageBenchmark(Integer.parseInt(arguments[0]), hours, keeper, outbox).run(feed);
        } finally {
            vertx.close();
        }
    }

    private static Feed feed(RealInflux influx, EmbeddedOutbox outbox, Database database) {
        FeedPlan plan = new FeedPlan(
                influx.target(), null, Duration.ofHours(1), Duration.ofSeconds(10), FedRoom.PAUSES, () -> null);
        return new Feed(
                plan,
                outbox,
                () -> {
                    EmbeddedHistory history = new EmbeddedHistory(database);
                    return new Recent.Opened(history, history::close);
                },
                InstantSource.system(),
                Map::of);
    }

    private void run(Feed feed) {
        miss();
        System.out.printf(
                "missed: %,d readings of %d chairs in %d h, %,d rows, %,d bytes of outbox%n",
                chairs * outage.toSeconds() * MeasuredChair.SIGNS,
                chairs,
                outage.toHours(),
                outbox.backlog().rows(),
                outbox.backlog().bytes());
        int[] seconds = {0};
        live("while it is away", () -> seconds[0]++ >= 20);
        long began = System.nanoTime();
        feed.start();
        live("while it catches up", () -> outbox.backlog().rows() <= 2);
        double took = (System.nanoTime() - began) / 1e9;
        System.out.printf("caught up in %.1f s, %.0f times as fast as it came%n", took, outage.toSeconds() / took);
    }

    private void miss() {
        ArrayDeque<CompletableFuture<@Nullable Throwable>> under = new ArrayDeque<>();
        MeasuredChair.room(chairs, START, (int) outage.toSeconds(), (chair, filing) -> {
            under.add(keep(new Decision(List.of(), filing)));
            if (under.size() > 4 * chairs) {
                under.remove().join();
            }
        });
        under.forEach(CompletableFuture::join);
    }

    private CompletableFuture<@Nullable Throwable> keep(Decision decision) {
        CompletableFuture<@Nullable Throwable> done = new CompletableFuture<>();
        keeper.keep(decision, done::complete);
        return done;
    }

    /** Every chair tells its signs once a second, until a second has begun in which it is over. */
    private void live(String when, BooleanSupplier over) {
        List<MeasuredChair> all = IntStream.range(0, chairs)
                .mapToObj(number -> new MeasuredChair(number, 2))
                .toList();
        Queue<Double> ms = new ConcurrentLinkedQueue<>();
        Instant now = START.plus(outage).plusSeconds(when.length());
        long due = System.nanoTime();
        while (!over.getAsBoolean()) {
            for (MeasuredChair chair : all) {
                due += SECOND_NANOS / chairs;
                LockSupport.parkNanos(due - System.nanoTime());
                long began = System.nanoTime();
                var unused = keep(new Decision(List.of(), chair.next(now, 1, RoomStory.SAM, "live")))
                        .thenRun(() -> ms.add((System.nanoTime() - began) / 1e6));
            }
            now = now.plusSeconds(1);
        }
        List<Double> sorted = ms.stream().sorted().toList();
        System.out.printf(
                "durable %s: %d reports, p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                when,
                sorted.size(),
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 99 / 100),
                sorted.get(sorted.size() - 1));
    }
}
