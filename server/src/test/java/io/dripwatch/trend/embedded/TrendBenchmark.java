package io.dripwatch.trend.embedded;

import io.dripwatch.backup.Backup;
import io.dripwatch.backup.Manifest;
import io.dripwatch.backup.Pace;
import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Filing;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.record.Journal;
import io.dripwatch.store.Database;
import io.dripwatch.store.GroupCommit;
import io.dripwatch.trend.Figures;
import io.dripwatch.trend.Figures.Side;
import io.dripwatch.trend.MeasuredChair;
import io.dripwatch.trend.Series;
import io.dripwatch.trend.Trend;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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
    private static final int BATCH_SECONDS = 120;
    /** A patient comes once a week, always to the same chair. */
    private static final int PATIENTS_A_CHAIR = 7;

    private static final Set<Metric> SIGN = EnumSet.of(Metric.SPO2);

    private final Figures figures;

    private TrendBenchmark(Figures figures) {
        this.figures = figures;
    }

    /** Days, chairs and sessions a chair and day, in this order; and the folder for the data, which must be empty. */
    public static void main(String[] arguments) throws Exception {
        Figures figures = new Figures();
        run(
                Integer.parseInt(arguments[0]),
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                Path.of(arguments[3]),
                true,
                figures);
        figures.print();
    }

    /**
     * Measures.
     *
     * @param backups whether two are taken, which takes longer than all the rest
     */
    public static void run(int days, int chairs, int sessions, Path folder, boolean backups, Figures figures)
            throws Exception {
        List<MeasuredChair> room = IntStream.range(0, chairs)
                .mapToObj(number -> new MeasuredChair(number, 1))
                .toList();
        new TrendBenchmark(figures).run(days, room, sessions, folder, backups);
    }

    private void run(int days, List<MeasuredChair> chairs, int sessions, Path folder, boolean backups)
            throws Exception {
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
            say(
                    days + " days of sessions kept",
                    "%,.0f readings/s (%,d in %.0f s)".formatted(kept / seconds, kept, seconds));
            long bytes = Files.size(folder.resolve("dripwatch.db"));
            say(days + " days, size", "%.2f bytes a reading".formatted((double) bytes / kept));
            ask(history, chairs.get(0), days, sessions);
            Instant end = START.plus(Duration.ofDays(days));
            Waits waits = new Waits(keeper, end, figures);
            waits.measure("alone", Waits.some(i -> {}));
            if (backups) {
                backup("flat out", Pace.flatOut(), database, folder.resolve("backup-flat-out"), waits);
                waits.measure("between the backups", Waits.some(i -> {}));
                backup("gently", Pace.gentle(), database, folder.resolve("backup-gently"), waits);
                waits.measure("after the backups", Waits.some(i -> {}));
            }
            retention.sweep();
            waits.measure("while readings are deleted", Waits.some(i -> {
                if (i % 6 == 0) {
                    retention.slice(end);
                }
            }));
            say("deleted meanwhile", "%,d readings".formatted(retention.readingsDeleted()));
        }
    }

    private static long day(GroupCommit keeper, List<MeasuredChair> chairs, int day, int sessions) {
        long kept = 0;
        for (int one = 0; one < sessions; one++) {
            Instant begin = START.plus(Duration.ofDays(day)).plusSeconds((long) one * (SESSION_SECONDS + 600));
            for (int second = 0; second < SESSION_SECONDS; second += BATCH_SECONDS) {
                List<CompletableFuture<@Nullable Throwable>> under = new ArrayList<>();
                for (MeasuredChair chair : chairs) {
                    Filing filing = chair.next(
                            begin.plusSeconds(second),
                            BATCH_SECONDS,
                            Patient.of(patient(chair, day, one)),
                            session(chair, day, one));
                    CompletableFuture<@Nullable Throwable> done = new CompletableFuture<>();
                    keeper.keep(new Decision(List.of(), filing), done::complete);
                    under.add(done);
                    kept += filing.readings().size();
                }
                under.forEach(done -> mustBeKept(done.join()));
            }
        }
        return kept;
    }

    private static void mustBeKept(@Nullable Throwable why) {
        if (why != null) {
            throw new AssertionError("a reading was not kept", why);
        }
    }

    private static String session(MeasuredChair chair, int day, int one) {
        return chair.device().value() + "-" + day + "-" + one;
    }

    private static PatientId patient(MeasuredChair chair, int day, int one) {
        return new PatientId("TEST", "SYN-" + chair.device().value() + "-" + day % PATIENTS_A_CHAIR + "-" + one);
    }

    private void say(String what, String figure) {
        figures.say(Side.DRIPWATCH, what, figure);
    }

    /** As of a server that has begun, which has drawn some lines already; its search for the series counts. */
    private void ask(EmbeddedHistory history, MeasuredChair chair, int days, int sessions) throws Exception {
        Rehearsal.draw(history);
        Trend trend = new Trend(history, history);
        long from = START.toEpochMilli();
        Trend.Range session = new Trend.Range(from, from + SESSION_SECONDS * 1000L);
        Trend.Range day = new Trend.Range(from, from + 86_400_000L);
        Trend.Range all = new Trend.Range(from, from + days * 86_400_000L);
        List<PatientId> one = List.of(patient(chair, 0, 0));
        List<PatientId> everybody = IntStream.range(0, PATIENTS_A_CHAIR * sessions)
                .mapToObj(i -> patient(chair, i / sessions, i % sessions))
                .toList();
        figures.ask(
                Side.DRIPWATCH,
                "trend of a session",
                () -> line(trend, history.seriesOfSession(session(chair, 0, 0)), session));
        figures.ask(Side.DRIPWATCH, "trend of a patient over a day", () -> line(trend, seriesOf(history, one), day));
        figures.ask(
                Side.DRIPWATCH,
                "trend of a patient over " + days + " days, a session a week",
                () -> line(trend, seriesOf(history, one), all));
        figures.ask(
                Side.DRIPWATCH,
                "trend of a chair over " + days + " days, " + days * sessions + " sessions",
                () -> line(trend, seriesOf(history, everybody), all));
    }

    private static List<Series> seriesOf(EmbeddedHistory history, List<PatientId> patients) {
        return patients.stream()
                .flatMap(id -> history.patientsBy(id).stream())
                .flatMap(patient -> history.seriesOf(patient.key(), SIGN).stream())
                .toList();
    }

    private static int line(Trend trend, List<Series> series, Trend.Range range) {
        List<Series> ofSign =
                series.stream().filter(one -> SIGN.contains(one.metric())).toList();
        return trend.line(ofSign, range, 2_000).points().size();
    }

    private void backup(String how, Pace pace, Database database, Path to, Waits waits) throws InterruptedException {
        Thread backup = new Thread(() -> {
            long began = System.nanoTime();
            Manifest taken = Backup.take(database, to, START, "benchmark", pace, (step, percent) -> {});
            double seconds = (System.nanoTime() - began) / 1e9;
            say("backup " + how, "%,d readings proven equal in %.1f s".formatted(taken.points(), seconds));
        });
        backup.start();
        waits.measure("while a backup is taken " + how, i -> backup.isAlive());
        backup.join();
    }

    /** How long a reading waits until it is durable, one after the other. */
    private static final class Waits {
        private static final int SOME = 1_500;
        private final GroupCommit keeper;
        private final Instant now;
        private final Figures figures;
        private int told;

        Waits(GroupCommit keeper, Instant now, Figures figures) {
            this.keeper = keeper;
            this.now = now;
            this.figures = figures;
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
                mustBeKept(done.join());
                ms.add((System.nanoTime() - began) / 1e6);
            }
            Collections.sort(ms);
            figures.say(
                    Side.DRIPWATCH,
                    "a reading durable " + what,
                    "p50 %.1f ms, p99 %.1f ms, longest %.1f ms"
                            .formatted(ms.get(ms.size() / 2), ms.get(ms.size() * 99 / 100), ms.get(ms.size() - 1)));
        }
    }
}
