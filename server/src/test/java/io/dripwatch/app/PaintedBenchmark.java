package io.dripwatch.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.Sign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/**
 * How long a reading takes from its measurement to the painted page: a monitor beside every chair that reports over MLLP
 * and waits for its answer, a real server, a real browser that shows the room, all on this machine. Run as
 * {@code server/docs/operating.md} tells.
 */
public final class PaintedBenchmark {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_TREATED = 20;
    private static final int EVERY_SO_MANY_IS_ILL = 8;
    private static final double WARM_MS = 30_000;

    /**
     * In the page, before its own script: of each heart rate how long after it was measured the server said it, the page
     * heard it, and the page stood painted with it.
     */
    private static final String WATCH = """
            globalThis.took = { said: [], heard: [], painted: [] };
            globalThis.frames = [];
            const clock = () => performance.timeOrigin + performance.now();
            const newest = new Map();
            const waiting = [];
            globalThis.WebSocket = class extends WebSocket {
              constructor(...given) {
                super(...given);
                this.addEventListener("message", (message) => {
                  const heard = clock();
                  const said = JSON.parse(message.data);
                  for (const chair of said.t === "chairs" ? said.chairs : []) {
                    for (const { metric, at } of chair.values) {
                      if (metric === "heartRate" && at > (newest.get(chair.chair) ?? 0)) {
                        newest.set(chair.chair, at);
                        took.said.push(said.now - at);
                        took.heard.push(heard - at);
                        waiting.push(at);
                      }
                    }
                  }
                });
              }
            };
            const painted = new MessageChannel();
            painted.port1.onmessage = (message) => took.painted.push(...message.data.map((at) => clock() - at));
            new MutationObserver(() => waiting.length > 0 && painted.port2.postMessage(waiting.splice(0)))
              .observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
            let last = 0;
            const frame = (at) => {
              frames.push(at - last);
              last = at;
              requestAnimationFrame(frame);
            };
            requestAnimationFrame(frame);
            """;

    private final ScreenRoom room;
    private final int chairs;
    private final long betweenNanos;
    private final AtomicLong reports = new AtomicLong();
    private volatile boolean over;

    private PaintedBenchmark(ScreenRoom room, int chairs, int reportsPerSecond) {
        this.room = room;
        this.chairs = chairs;
        this.betweenNanos = TimeUnit.SECONDS.toNanos(1) / reportsPerSecond;
    }

    /** Chairs, reports a second of each, seconds of measurement, an empty folder. */
    public static void main(String[] args) throws Exception {
        int chairs = Integer.parseInt(args[0]);
        Path folder = Files.createDirectories(Path.of(args[3]));
        try (Playwright playwright = Chromium.playwright();
                Browser browser = Chromium.launch(playwright);
                ScreenRoom room = new ScreenRoom(browser, folder, chairs)) {
            new PaintedBenchmark(room, chairs, Integer.parseInt(args[1])).run(Integer.parseInt(args[2]));
        }
    }

    private void run(int seconds) throws Exception {
        for (int chair = 1; chair <= chairs; chair++) {
            if (chair <= MOST_TREATED) {
                room.treat(chair);
            } else {
                room.seat(chair);
            }
        }
        Page page = room.look("/", new Browser.NewContextOptions().setViewportSize(1920, 1080), WATCH);
        CDPSession inside = page.context().newCDPSession(page);
        inside.send("Performance.enable");
        ExecutorService monitors = Executors.newFixedThreadPool(chairs);
        List<Future<?>> reporting = new ArrayList<>();
        for (int chair = 1; chair <= chairs; chair++) {
            int each = chair;
            ScreenMonitor monitor = room.monitor(chair);
            reporting.add(monitors.submit(() -> reports(monitor, each)));
        }
        page.waitForTimeout(WARM_MS);
        JsonNode before = metrics(inside);
        page.evaluate("[...Object.values(took), frames].forEach((each) => each.length = 0)");
        long reported = reports.get();
        page.waitForTimeout(1_000.0 * seconds);
        reported = reports.get() - reported;
        double[] painted = numbers(page.evaluate("took.painted"));
        double[] heard = numbers(page.evaluate("took.heard"));
        double[] said = numbers(page.evaluate("took.said"));
        double[] frames = numbers(page.evaluate("frames"));
        JsonNode after = metrics(inside);
        over = true;
        for (Future<?> each : reporting) {
            each.get();
        }
        monitors.shutdown();
        System.out.printf(
                "%d chairs, %d s, %d reports, %d of them painted%n", chairs, seconds, reported, painted.length);
        System.out.println("measured to said:    " + percentiles(said));
        System.out.println("measured to heard:   " + percentiles(heard));
        System.out.println("measured to painted: " + percentiles(painted));
        System.out.println("between frames:      " + percentiles(frames));
        System.out.printf(
                Locale.ROOT,
                "heap after a collection: %.1f MB before, %.1f MB after%n",
                before.path("JSHeapUsedSize").asDouble() / 1e6,
                after.path("JSHeapUsedSize").asDouble() / 1e6);
        for (String part : List.of("ScriptDuration", "RecalcStyleDuration", "LayoutDuration", "TaskDuration")) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.0f ms a second%n",
                    part,
                    1_000 * (after.path(part).asDouble() - before.path(part).asDouble()) / seconds);
        }
    }

    /** Its numbers differ with every report, as a patient's do; each monitor has its own moment within a period. */
    private void reports(ScreenMonitor monitor, int chair) {
        long due = System.nanoTime() + betweenNanos * chair / chairs;
        int low = chair % EVERY_SO_MANY_IS_ILL == 0 ? 14 : 0;
        for (int i = 0; !over; i++) {
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            due += betweenNanos;
            monitor.says(
                    Measured.of(Sign.HEART_RATE, 68 + chair + i % 4),
                    Measured.of(Sign.SPO2, 95 + i % 4 - low),
                    Measured.of(Sign.RESP_RATE, 12 + i % 4),
                    Measured.of(Sign.ETCO2, 35 + i % 3));
            reports.incrementAndGet();
        }
    }

    private static JsonNode metrics(CDPSession inside) throws IOException {
        inside.send("HeapProfiler.collectGarbage");
        ObjectNode byName = JSON.createObjectNode();
        for (JsonNode one :
                JSON.readTree(inside.send("Performance.getMetrics").toString()).path("metrics")) {
            byName.set(one.path("name").asText(), one.path("value"));
        }
        return byName;
    }

    private static double[] numbers(Object array) {
        return ((List<?>) array)
                .stream()
                        .mapToDouble(one -> ((Number) one).doubleValue())
                        .sorted()
                        .toArray();
    }

    private static String percentiles(double[] sorted) {
        return LongStream.of(50, 99, 100)
                .mapToObj(share -> "%s %.0f ms"
                        .formatted(
                                share == 100 ? "longest" : "p" + share,
                                sorted[(int) Math.min(sorted.length - 1, sorted.length * share / 100)]))
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
    }
}
