package io.dripwatch.app;

import io.dripwatch.store.ChildJava;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How long a reading takes to every screen, and what that costs the server; then the same number of messages of the same
 * size through a bare Vert.x server. Both are processes of their own, on this machine, one after the other. Run as
 * {@code server/docs/operating.md} tells.
 */
public final class ScreensBenchmark {
    private static final String MARK = "\"metric\":\"heartRate\",\"site\":0,\"value\":";
    private static final String AT = "\"at\":";
    private static final int LONGEST_MS = 20_000;
    private static final int DIGITS = 13;

    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient client;
    private final int screens;
    private final int seconds;

    /** What the screens have got. */
    private static final class Got {
        final AtomicLong messages = new AtomicLong();
        final AtomicLong bytes = new AtomicLong();
        final AtomicLongArray byMs = new AtomicLongArray(LONGEST_MS + 1);
        volatile boolean counts;

        void message(String text) {
            if (counts) {
                messages.incrementAndGet();
                bytes.addAndGet(text.length());
            }
        }

        void took(long ms) {
            if (counts) {
                byMs.incrementAndGet((int) Math.max(0, Math.min(LONGEST_MS, ms)));
            }
        }

        long within(double share) {
            long all = IntStream.rangeClosed(0, LONGEST_MS).mapToLong(byMs::get).sum();
            long seen = 0;
            for (int ms = 0; ms <= LONGEST_MS; ms++) {
                seen += byMs.get(ms);
                if (seen > 0 && seen >= share * all) {
                    return ms;
                }
            }
            return LONGEST_MS;
        }
    }

    private ScreensBenchmark(int screens, int seconds) {
        this.screens = screens;
        this.seconds = seconds;
        this.client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(2 * screens + 1)
                .setMaxFrameSize(1 << 22)
                .setMaxMessageSize(1 << 24));
    }

    /** Screens, chairs, seconds of measurement, an empty folder. */
    public static void main(String[] args) throws Exception {
        ScreensBenchmark benchmark = new ScreensBenchmark(Integer.parseInt(args[0]), Integer.parseInt(args[2]));
        Got fed = benchmark.feed(Integer.parseInt(args[1]), Path.of(args[3]));
        benchmark.echo(fed.messages.get() / (double) benchmark.screens / benchmark.seconds, (int)
                (fed.bytes.get() / Math.max(1, fed.messages.get())));
        benchmark.vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Got feed(int chairs, Path folder) throws Exception {
        String names =
                IntStream.rangeClosed(1, chairs).mapToObj(Integer::toString).collect(Collectors.joining(","));
        Path config = Files.writeString(
                Files.createDirectories(folder).resolve("dripwatch.yaml"), "room: {chairs: [" + names + "]}\n");
        try (ChildServer server = ChildServer.serve(folder, "--config", config.toString())) {
            Screen nurse = new Screen(server.http());
            for (int chair = 1; chair <= chairs; chair++) {
                nurse.press(
                        "/api/v1/chairs/" + chair + "/session",
                        "{\"by\":\"RN\",\"protocol\":\"ketamine-mood\",\"stage\":\"baseline\",\"weightKg\":70,"
                                + "\"patient\":{\"id\":\"SYN-" + chair
                                + "\",\"family\":\"Synthetic\",\"given\":\"P\"}}");
            }
            Got got = new Got();
            long start = System.currentTimeMillis();
            for (int i = 0; i < screens; i++) {
                BitSet seen = new BitSet();
                open(server.http().getPort(), "/api/v1/live", text -> {
                    got.message(text);
                    readings(text, at -> {
                        int since = (int) (at - start);
                        if (since >= 0 && !seen.get(since)) {
                            seen.set(since);
                            got.took(System.currentTimeMillis() - at);
                        }
                    });
                });
            }
            WebSocket device = open(server.http().getPort(), "/api/v1/readings", answer -> {});
            int[] next = {0};
            measure("Dripwatch", server.pid(), got, chairs, at -> {
                int chair = next[0]++ % chairs + 1;
                vertx.runOnContext(unused -> device.writeTextMessage(report(chair, at)));
            });
            return got;
        }
    }

    /** Tells of the measurement times of all heart rates in a message of the feed. */
    private static void readings(String text, LongConsumer at) {
        int found = text.indexOf(MARK);
        while (found >= 0) {
            int digits = text.indexOf(AT, found + MARK.length()) + AT.length();
            at.accept(Long.parseLong(text, digits, digits + DIGITS, 10));
            found = text.indexOf(MARK, digits);
        }
    }

    private static String report(int chair, long at) {
        String each =
                List.of("heartRate", "pulseRate", "spo2", "respRate", "etco2", "nibpSys", "nibpDia", "nibpMean")
                        .stream()
                        .map(metric ->
                                "{\"metric\":\"" + metric + "\",\"value\":" + (70 + at % 5) + ",\"at\":" + at + "}")
                        .collect(Collectors.joining(","));
        return "{\"device\":\"MON-" + chair + "\",\"place\":\"INFUSION^^" + chair + "\",\"readings\":[" + each + "]}";
    }

    private void echo(double messagesPerSecond, int bytes) throws Exception {
        Process bare = new ProcessBuilder(ChildJava.command(List.of(), BareEcho.class.getName()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(bare.getInputStream(), StandardCharsets.UTF_8))) {
            int port = Integer.parseInt(out.readLine().substring("echo ".length()));
            Got got = new Got();
            List<WebSocket> all = new ArrayList<>();
            for (int i = 0; i < screens; i++) {
                all.add(open(port, "/", text -> {
                    got.message(text);
                    got.took(System.currentTimeMillis() - Long.parseLong(text, 0, DIGITS, 10));
                }));
            }
            String padding = "x".repeat(Math.max(0, bytes - DIGITS));
            measure(
                    "bare echo",
                    bare.pid(),
                    got,
                    messagesPerSecond,
                    at -> vertx.runOnContext(unused -> all.get(0).writeTextMessage(at + padding)));
        } finally {
            bare.destroyForcibly().waitFor();
        }
    }

    private WebSocket open(int port, String path, Consumer<String> taking) throws Exception {
        ClientWebSocket socket = client.webSocket();
        socket.textMessageHandler(taking::accept);
        return socket.connect(new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setURI(path))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    /** Does something so often, evenly, each time with a moment of its own; a third of the time goes before it counts. */
    private void measure(String name, long pid, Got got, double timesPerSecond, LongConsumer does) throws IOException {
        long between = (long) (TimeUnit.SECONDS.toNanos(1) / timesPerSecond);
        long begun = System.nanoTime();
        long counted = begun + TimeUnit.SECONDS.toNanos(seconds / 3);
        long end = counted + TimeUnit.SECONDS.toNanos(seconds);
        long last = 0;
        Duration before = Duration.ZERO;
        for (long due = begun; due < end; due += between) {
            LockSupport.parkNanos(due - System.nanoTime());
            if (!got.counts && due >= counted) {
                before = cpu(pid);
                got.counts = true;
            }
            last = Math.max(last + 1, System.currentTimeMillis());
            does.accept(last);
        }
        got.counts = false;
        tell(name, got, cpu(pid).minus(before), memory(pid));
    }

    private void tell(String name, Got got, Duration cpu, @Nullable String memory) {
        System.out.printf(
                Locale.ROOT,
                "%-10s %d screens: %.0f messages/s of %d bytes each; p50 %d ms, p99 %d ms, p99.9 %d ms, longest %d ms;"
                        + " %.0f %% of a core, %s resident%n",
                name,
                screens,
                got.messages.get() / (double) screens / seconds,
                got.bytes.get() / Math.max(1, got.messages.get()),
                got.within(0.5),
                got.within(0.99),
                got.within(0.999),
                got.within(1),
                100.0 * cpu.toMillis() / (1_000.0 * seconds),
                memory);
    }

    private static Duration cpu(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    private static @Nullable String memory(long pid) throws IOException {
        Path status = Path.of("/proc/" + pid + "/status");
        return !Files.exists(status)
                ? null
                : Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .map(line -> line.replaceAll("\\D", "") + " kB")
                        .findFirst()
                        .orElse(null);
    }
}
