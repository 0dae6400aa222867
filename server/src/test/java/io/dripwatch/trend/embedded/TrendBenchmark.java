package io.dripwatch.trend.embedded;

import io.dripwatch.backup.Backup;
import io.dripwatch.backup.Manifest;
import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Filing;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.record.Journal;
import io.dripwatch.store.Database;
import io.dripwatch.store.GroupCommit;
import io.dripwatch.trend.MeasuredChair;
import io.dripwatch.trend.Series;
import io.dripwatch.trend.Trend;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a year of sessions, asks for trends of it, then takes a backup and lets retention delete half of it while
 * readings go on. Run as in {@code server/docs/operating.md}; prints what it measured.
 */
public final class TrendBenchmark {
    private static final Instant START = Instant.parse("2026-01-01T08:00:00Z");
    private static final int SESSION_SECONDS = 2 * 3600;
    private static final int BATCH_SECONDS = 30;
    private static final int ASKS = 15;

    private TrendBenchmark() {}

    /** Days, chairs and sessions a chair and day, in this order; and the folder for the data, which must be empty. */
    public static void main(String[] arguments) throws Exception {
        int days = Integer.parseInt(arguments[0]);
        List<MeasuredChair> chairs = IntStream.range(0, Integer.parseInt(arguments[1]))
                .mapToObj(number -> new MeasuredChair(number, 1))
                .toList();
        int sessions = Integer.parseInt(arguments[2]);
        Path folder = Path.of(arguments[3]);
        Database database = Database.in(folder);
        ReadingTable readings = new ReadingTable();
        Retention retention =
                new Retention(new RetentionPlan(Duration.ofDays(Math.max(1, days / 2)), null, null), null);
        try (GroupCommit keeper = new GroupCommit(database, List.of(new Journal(), readings, retention));
                EmbeddedHistory history = new EmbeddedHistory(database, readings)) {
            long began = System.nanoTime();
            long kept = 0;
            for (int day = 0; day < days; day++) {
                kept += day(keeper, chairs, day, sessions);
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf("kept %,d readings, %,.0f a second%n", kept, kept / seconds);
            size(folder, kept);
            ask(history, chairs.get(0), days);
            Instant end = START.plus(Duration.ofDays(days));
            Waits waits = new Waits(keeper, end);
            waits.measure("alone", Waits.some(i -> {}));
            backup(database, folder.resolve("backup"), waits);
            waits.measure("after the backup", Waits.some(i -> {}));
            retention.sweep();
            waits.measure("while readings are deleted", Waits.some(i -> {
                if (i % 6 == 0) {
                    retention.slice(end);
                }
            }));
            System.out.printf("deleted %,d readings%n", retention.readingsDeleted());
        }
    }

    private static long day(GroupCommit keeper, List<MeasuredChair> chairs, int day, int sessions) {
        long kept = 0;
        for (int one = 0; one < sessions; one++) {
            Instant begin = START.plus(Duration.ofDays(day)).plusSeconds((long) one * (SESSION_SECONDS + 600));
            for (int second = 0; second < SESSION_SECONDS; second += BATCH_SECONDS) {
                List<CompletableFuture<@Nullable Throwable>> under = new ArrayList<>();
                for (MeasuredChair chair : chairs) {
                    Filing filing = chair.next(begin.plusSeconds(second), BATCH_SECONDS, session(chair, day, one));
                    CompletableFuture<@Nullable Throwable> done = new CompletableFuture<>();
                    keeper.keep(new Decision(List.of(), filing), done::complete);
                    under.add(done);
                    kept += filing.readings().size();
                }
                under.forEach(CompletableFuture::join);
            }
        }
        return kept;
    }

    private static String session(MeasuredChair chair, int day, int one) {
        return chair.device().value() + "-" + day + "-" + one;
    }

    private static void size(Path folder, long kept) throws IOException {
        long bytes = Files.size(folder.resolve("dripwatch.db"));
        System.out.printf("%,d bytes, %.2f a reading with its minutes%n", bytes, (double) bytes / kept);
    }

    private static void ask(EmbeddedHistory history, MeasuredChair chair, int days) {
        Trend trend = new Trend(history, history);
        long from = START.toEpochMilli();
        List<Series> session = history.seriesOfSession(session(chair, 0, 0));
        session.removeIf(series -> series.metric() != Metric.SPO2);
        List<Series> all = history.seriesOf(1, EnumSet.of(Metric.SPO2));
        all.removeIf(series -> !series.device().equals(chair.device()));
        time("a session", trend, session, new Trend.Range(from, from + SESSION_SECONDS * 1000L));
        time("a day of a chair", trend, all, new Trend.Range(from, from + 86_400_000L));
        time("all days of a chair", trend, all, new Trend.Range(from, from + days * 86_400_000L));
    }

    private static void time(String what, Trend trend, List<Series> series, Trend.Range range) {
        double[] ms = new double[ASKS];
        int points = 0;
        for (int i = 0; i < ASKS; i++) {
            long began = System.nanoTime();
            points = trend.line(series, range, 2_000).points().size();
            ms[i] = (System.nanoTime() - began) / 1e6;
        }
        double first = ms[0];
        Arrays.sort(ms);
        System.out.printf("%s: %d points, first %.1f ms, median %.1f ms%n", what, points, first, ms[ASKS / 2]);
    }

    private static void backup(Database database, Path to, Waits waits) throws InterruptedException {
        Thread backup = new Thread(() -> {
            long began = System.nanoTime();
            Manifest taken = Backup.take(database, to, START, "benchmark", (step, percent) -> {});
            System.out.printf(
                    "backup of %,d readings, proven equal, in %.1f s%n",
                    taken.points(), (System.nanoTime() - began) / 1e9);
        });
        backup.start();
        waits.measure("while a backup is taken", i -> backup.isAlive());
        backup.join();
    }

    /** How long a reading waits until it is durable, one after the other. */
    private static final class Waits {
        private static final int SOME = 1_500;
        private final GroupCommit keeper;
        private final Instant now;
        private int told;

        Waits(GroupCommit keeper, Instant now) {
            this.keeper = keeper;
            this.now = now;
        }

        /** Goes on for some readings, and does something before each. */
        static IntPredicate some(IntConsumer before) {
            return i -> {
                before.accept(i);
                return i < SOME;
            };
        }

        void measure(String what, IntPredicate goesOn) {
            List<Double> ms = new ArrayList<>();
            while (goesOn.test(ms.size())) {
                Filing.Destination to = new Filing.Destination(new DeviceId("LIVE"), RoomStory.SAM, "live", null);
                Reading reading = Reading.of(Metric.SPO2, 97, now.plusSeconds(told++));
                CompletableFuture<@Nullable Throwable> done = new CompletableFuture<>();
                long began = System.nanoTime();
                keeper.keep(new Decision(List.of(), new Filing(to, List.of(reading), now)), done::complete);
                if (done.join() != null) {
                    throw new AssertionError("a reading was not kept", done.join());
                }
                ms.add((System.nanoTime() - began) / 1e6);
            }
            Collections.sort(ms);
            System.out.printf(
                    "%,d readings durable one by one %s: p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                    ms.size(), what, ms.get(ms.size() / 2), ms.get(ms.size() * 99 / 100), ms.get(ms.size() - 1));
        }
    }
}
