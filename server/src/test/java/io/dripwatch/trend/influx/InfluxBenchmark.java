package io.dripwatch.trend.influx;

import io.dripwatch.flow.Decision;
import io.dripwatch.record.Journal;
import io.dripwatch.store.Database;
import io.dripwatch.store.GroupCommit;
import io.dripwatch.trend.Figures;
import io.dripwatch.trend.Figures.Side;
import io.dripwatch.trend.MeasuredChair;
import io.dripwatch.trend.Outbox;
import io.dripwatch.trend.Series;
import io.dripwatch.trend.Source;
import io.dripwatch.trend.Trend;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import io.dripwatch.trend.embedded.EmbeddedOutbox;
import io.dripwatch.trend.embedded.OutboxTable;
import io.dripwatch.trend.embedded.ReadingTable;
import io.dripwatch.vitals.Metric;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The embedded store, the way through it to InfluxDB, and InfluxDB alone, side by side in one run: readings a second
 * until they are durable, bytes a reading, and the time of the same trends. Run as in {@code server/docs/operating.md}.
 */
public final class InfluxBenchmark {
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private static final List<Metric> METRICS = List.of(Metric.values());
    private static final String DURABLE = "durable";
    private static final int LINES_A_WRITE = 5_000;
    private static final int UNDER_WAY = 2;
    private static final int POINTS = 2_000;

    private final int chairs;
    private final int seconds;

    private final Figures figures;

    private InfluxBenchmark(int chairs, int seconds, Figures figures) {
        this.chairs = chairs;
        this.seconds = seconds;
        this.figures = figures;
    }

    /** Chairs, hours of eight readings a second at each, in this order; and an empty folder for the data. */
    public static void main(String[] arguments) throws Exception {
        Figures figures = new Figures();
        run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), Path.of(arguments[2]), figures);
        figures.print();
    }

    static void run(int chairs, int hours, Path data, Figures figures) throws Exception {
        Path folder = Files.createDirectories(data);
        InfluxBenchmark benchmark = new InfluxBenchmark(chairs, hours * 3_600, figures);
        Vertx vertx = Vertx.vertx();
        try (RealInflux fed = RealInflux.start(Files.createDirectories(folder.resolve("fed")), vertx);
                RealInflux alone = RealInflux.start(Files.createDirectories(folder.resolve("alone")), vertx)) {
            benchmark.embedded(folder.resolve("embedded"));
            benchmark.through(folder.resolve("through"), fed);
            benchmark.alone(folder, alone);
        } finally {
            vertx.close();
        }
    }

    private long readings() {
        return (long) chairs * seconds * MeasuredChair.SIGNS;
    }

    private void embedded(Path folder) throws Exception {
        Database database = Database.in(folder);
        ReadingTable table = new ReadingTable();
        try (GroupCommit keeper = new GroupCommit(database, List.of(new Journal(), table));
                EmbeddedHistory history = new EmbeddedHistory(database, table)) {
            figures.rate(Side.DRIPWATCH, DURABLE, readings(), () -> keep(keeper));
            Trend trend = new Trend(history, history);
            List<Series> spo2 = history.seriesOf(1, EnumSet.of(Metric.SPO2));
            spo2.removeIf(series -> !series.device().equals(new MeasuredChair(0, 1).device()));
            for (int hours : spans()) {
                Trend.Range range =
                        new Trend.Range(START.toEpochMilli(), end(hours).toEpochMilli());
                figures.ask(Side.DRIPWATCH, trend(hours), () -> trend.line(spo2, range, POINTS)
                        .points()
                        .size());
            }
        }
        bytes(Side.DRIPWATCH, folder);
    }

    private void through(Path folder, RealInflux influx) throws Exception {
        Database database = Database.in(folder);
        OutboxTable table = new OutboxTable("benchmark", Long.MAX_VALUE);
        FeedPlan plan = new FeedPlan(
                influx.target(), null, Duration.ofHours(1), Duration.ofSeconds(10), FedRoom.PAUSES, () -> null);
        try (GroupCommit keeper = new GroupCommit(database, List.of(new Journal(), new ReadingTable(table, () -> 0)));
                EmbeddedOutbox outbox = new EmbeddedOutbox(database, table, session -> session);
                Feed feed = new Feed(
                        plan,
                        outbox,
                        () -> {
                            EmbeddedHistory history = new EmbeddedHistory(database);
                            return new Recent.Opened(history, history::close);
                        },
                        InstantSource.system(),
                        Map::of)) {
            feed.start();
            figures.rate(Side.DRIPWATCH, "durable, feeding InfluxDB meanwhile", readings(), () -> keep(keeper));
            figures.rate(Side.DRIPWATCH, "until InfluxDB has the rest of them", readings(), () -> arrived(outbox));
        }
    }

    private static Void arrived(Outbox outbox) {
        FedRoom.await(() -> outbox.backlog().rows() == 0 && outbox.progress().owed() == null, "the rest");
        return null;
    }

    private Void keep(GroupCommit keeper) {
        ArrayDeque<CompletableFuture<@Nullable Throwable>> under = new ArrayDeque<>();
        MeasuredChair.room(chairs, START, seconds, (chair, filing) -> {
            CompletableFuture<@Nullable Throwable> done = new CompletableFuture<>();
            keeper.keep(new Decision(List.of(), filing), done::complete);
            under.add(done);
            if (under.size() > 4 * chairs) {
                under.remove().join();
            }
        });
        under.forEach(CompletableFuture::join);
        return null;
    }

    private void alone(Path folder, RealInflux influx) throws Exception {
        List<byte[]> bodies = bodies();
        HttpClient http = HttpClient.newHttpClient();
        figures.rate(Side.INFLUXDB, DURABLE, readings(), () -> write(influx, http, bodies));
        for (int hours : spans()) {
            Duration each = Duration.ofHours(hours).dividedBy(POINTS / 4);
            String question =
                    "SELECT min(value), max(value), first(value), last(value) FROM vital WHERE sign = 'spo2' AND"
                            + " chair = '0' AND time >= '" + START + "' AND time < '" + end(hours) + "' GROUP BY time("
                            + Math.max(1, each.toSeconds()) + "s)";
            figures.ask(Side.INFLUXDB, trend(hours), () -> influx.ask(question).size());
        }
        long settled = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        FedRoom.await(() -> System.nanoTime() > settled || walIsEmpty(folder), "written and compacted");
        bytes(Side.INFLUXDB, folder.resolve("alone/influx/data/dripwatch/autogen"));
    }

    private static boolean walIsEmpty(Path folder) {
        try (Stream<Path> wal = Files.walk(folder.resolve("alone/influx/wal/dripwatch"))) {
            return wal.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length())
                            .sum()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private List<byte[]> bodies() {
        Lines lines = new Lines("benchmark");
        List<byte[]> bodies = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        int[] count = {0};
        MeasuredChair.room(chairs, START, seconds, (chair, filing) -> {
            for (var reading : filing.readings()) {
                long series = chair * 100L + METRICS.indexOf(reading.metric()) + 1;
                Source source = new Source(
                        series, chair + 1, filing.to().device(), reading.metric(), 0, Integer.toString(chair));
                body.append(lines.of(new Outbox.Kept(
                                source,
                                reading.at().toEpochMilli(),
                                reading.value(),
                                reading.standing(),
                                filing.receivedAt().toEpochMilli())))
                        .append('\n');
                if (++count[0] % LINES_A_WRITE == 0) {
                    bodies.add(body.toString().getBytes(StandardCharsets.UTF_8));
                    body.setLength(0);
                }
            }
        });
        if (!body.isEmpty()) {
            bodies.add(body.toString().getBytes(StandardCharsets.UTF_8));
        }
        return bodies;
    }

    private static Void write(RealInflux influx, HttpClient http, List<byte[]> bodies) {
        ArrayDeque<CompletableFuture<HttpResponse<String>>> under = new ArrayDeque<>();
        for (byte[] body : bodies) {
            HttpRequest request = HttpRequest.newBuilder(influx.itself()
                            .resolve("/write?precision=n&db=" + influx.target().database()))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            under.add(http.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
            if (under.size() >= UNDER_WAY) {
                taken(under.remove());
            }
        }
        under.forEach(InfluxBenchmark::taken);
        return null;
    }

    private static void taken(CompletableFuture<HttpResponse<String>> answer) {
        HttpResponse<String> got = answer.join();
        if (got.statusCode() != 204) {
            throw new IllegalStateException("expected 204, got " + got.statusCode() + " " + got.body());
        }
    }

    private int[] spans() {
        return new int[] {1, seconds / 3_600};
    }

    private static Instant end(int hours) {
        return START.plus(Duration.ofHours(hours));
    }

    private static String trend(int hours) {
        return "trend of one sign over " + hours + " h";
    }

    /** Ours with the minutes of each series, InfluxDB's without the index of its series. */
    private void bytes(Side side, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            long all = files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
            figures.say(side, "size", "%.2f bytes a reading".formatted((double) all / readings()));
        }
    }
}
