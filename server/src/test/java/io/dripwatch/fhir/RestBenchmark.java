package io.dripwatch.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.OperatingSystemMXBean;
import io.dripwatch.fhir.observation.GivenHistory;
import io.dripwatch.fhir.observation.Oracle;
import io.dripwatch.fhir.rest.Outside;
import io.dripwatch.flow.Filing.Destination;
import io.dripwatch.trend.Series;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Observation;

/**
 * This server beside HAPI's RestfulServer, over the same store, in the same process, one after the other, from the store
 * to a client at a socket. Run as {@code server/docs/fhir.md} tells; the number of Observations may be given.
 */
public final class RestBenchmark {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final int BATCH = 10_000;
    private static final int SEARCHES = 400;
    private static final int PAGE = 1000;
    private static final int PAGED = 100_000;
    private static final int ROUNDS = 3;
    private static final int BETWEEN_QUESTIONS_NANOS = 20_000_000;
    private static final Pattern SERVERS = Pattern.compile("vert\\.x-eventloop|dripwatch-(fhir|export)|qtp");

    /** HTTP/1.1 with both, since the other side speaks nothing newer. */
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int count;
    private final String ours;
    private final String hapi;
    private final long endMs;

    private RestBenchmark(int count, String ours, String hapi) {
        this.count = count;
        this.ours = ours;
        this.hapi = hapi;
        this.endMs = START.plusSeconds(count).toEpochMilli();
    }

    public static void main(String[] args) throws Exception {
        int count = args.length == 0 ? 1_000_000 : Integer.parseInt(args[0]);
        Path folder = Files.createTempDirectory("rest-benchmark");
        Vertx vertx = Vertx.vertx();
        try (GivenHistory given = new GivenHistory(folder)) {
            Destination monitor = GivenHistory.destination("MON-1", GivenHistory.SAM, null);
            for (int from = 0; from < count; from += BATCH) {
                given.keep(monitor, START.plusSeconds(from + BATCH), readings(from));
            }
            Router router = Router.router(vertx);
            InstantSource clock = InstantSource.fixed(START.plusSeconds(count + BATCH));
            new FhirApi(vertx, given.content(), clock, Outside.open("1")).mount(router);
            HttpServer server = vertx.createHttpServer().requestHandler(router);
            server.listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            String ours = "http://127.0.0.1:" + server.actualPort() + "/fhir/";
            Series series = given.history().seriesOf(1, EnumSet.of(Metric.SPO2)).get(0);
            JsonNode newest = new RestBenchmark(count, ours, "").newest();
            String id = newest.path("id").asText();
            Observation first = Oracle.CONTEXT.newJsonParser().parseResource(Observation.class, newest.toString());
            String prefix = id.substring(0, id.lastIndexOf('.') + 1);
            HapiServer.Row row = new HapiServer.Row(given.history(), series.key(), first, prefix);
            try (HapiServer hapi = new HapiServer(row)) {
                new RestBenchmark(count, ours, hapi.address()).compare(newest);
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private static List<Reading> readings(int from) {
        List<Reading> readings = new ArrayList<>();
        for (int second = from; second < from + BATCH; second++) {
            readings.add(Reading.of(Metric.SPO2, 90 + second % 100 / 10.0, START.plusSeconds(second)));
        }
        return readings;
    }

    private JsonNode newest() throws Exception {
        return Oracle.tree(text(ours + "Observation?patient=1&resolution=full&_count=1"))
                .path("entry")
                .path(0)
                .path("resource");
    }

    private String hapiSearch(long beforeMs, int most) {
        return hapi + "/fhir/Observation?patient=1&before=" + beforeMs + "&most=" + most + "&_count=" + most;
    }

    private void compare(JsonNode newest) throws Exception {
        JsonNode its =
                Oracle.tree(text(hapiSearch(endMs, 1))).path("entry").path(0).path("resource");
        if (!Oracle.same(its, newest)) {
            throw new AssertionError("expected the same from both, got " + newest + " and " + its);
        }
        for (int round = 1; round <= ROUNDS; round++) {
            report(
                    round,
                    "ours, search of 100",
                    SEARCHES,
                    SEARCHES * 100,
                    () -> repeat(ours + "Observation?patient=1&resolution=full&_count=100"));
            report(round, "HAPI, search of 100", SEARCHES, SEARCHES * 100, () -> repeat(hapiSearch(endMs, 100)));
            int paged = Math.min(PAGED, count);
            report(round, "ours, paging " + paged, paged / PAGE, paged, () -> ourPages(paged));
            report(round, "HAPI, paging " + paged, paged / PAGE, paged, () -> hapiPages(paged));
            report(round, "ours, export " + count, 1, count, this::ourExport);
            report(round, "HAPI, export " + count, 1, count, () -> drain(hapi + "/export?before=" + endMs, true));
        }
    }

    /** What is measured. */
    private interface Work {
        void run() throws Exception;
    }

    private static void report(int round, String name, int answers, int observations, Work work) throws Exception {
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.gc();
        List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        long served = cpuOfServers();
        long cpu = machine.getProcessCpuTime();
        long start = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuMs = (machine.getProcessCpuTime() - cpu) / 1e6;
        double servedSeconds = (cpuOfServers() - served) / 1e9;
        long peak =
                heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        System.out.printf(
                "round %d  %-22s %,10.0f Observations/s, %,10.0f a second of the server's CPU; an answer %,.2f ms CPU, client"
                        + " included; heap at most %,d MB%n",
                round, name, observations / seconds, observations / servedSeconds, cpuMs / answers, peak >> 20);
    }

    /** What the threads of both servers have used, nanoseconds; not those of the client, the collector, the compiler. */
    private static long cpuOfServers() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> SERVERS.matcher(thread.getName()).lookingAt())
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getId()))
                .sum();
    }

    private void repeat(String address) throws Exception {
        for (int i = 0; i < SEARCHES; i++) {
            drain(address, false);
        }
    }

    private void ourPages(int paged) throws Exception {
        String next = ours + "Observation?patient=1&resolution=full&_count=" + PAGE;
        for (int read = 0; read < paged; read += PAGE) {
            String page = text(next);
            int link = page.lastIndexOf("\"url\":\"") + 7;
            next = page.substring(link, page.indexOf('"', link));
        }
    }

    private void hapiPages(int paged) throws Exception {
        for (int read = 0; read < paged; read += PAGE) {
            text(hapiSearch(endMs - read * 1000L, PAGE));
        }
    }

    private void ourExport() throws Exception {
        HttpRequest order = HttpRequest.newBuilder(URI.create(ours + "$export?_type=Observation&resolution=full"))
                .header("Prefer", "respond-async")
                .build();
        String status = http.send(order, HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValue("content-location")
                .orElseThrow();
        HttpResponse<String> answer;
        do {
            LockSupport.parkNanos(BETWEEN_QUESTIONS_NANOS);
            answer =
                    http.send(HttpRequest.newBuilder(URI.create(status)).build(), HttpResponse.BodyHandlers.ofString());
        } while (answer.statusCode() == 202);
        JsonNode output = Oracle.tree(answer.body()).path("output").path(0);
        if (output.path("count").asInt() != count) {
            throw new AssertionError("expected " + count + " Observations, got " + answer.body());
        }
        drain(output.path("url").asText(), true);
    }

    private String text(String address) throws Exception {
        return new String(bytes(address), StandardCharsets.UTF_8);
    }

    private byte[] bytes(String address) throws Exception {
        HttpResponse<byte[]> answer =
                http.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("expected 200, got " + answer.statusCode() + " of " + address);
        }
        return answer.body();
    }

    /** Reads an answer to its end and forgets it. */
    private void drain(String address, boolean compressed) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        if (compressed) {
            request.header("Accept-Encoding", "gzip");
        }
        HttpResponse<InputStream> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            body.transferTo(java.io.OutputStream.nullOutputStream());
        }
        if (answer.statusCode() != 200) {
            throw new IOException("expected 200, got " + answer.statusCode() + " of " + address);
        }
    }
}
