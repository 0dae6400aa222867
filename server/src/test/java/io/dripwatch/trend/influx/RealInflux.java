package io.dripwatch.trend.influx;

import com.influxdb.query.InfluxQLQueryResult;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real InfluxDB: Debian's, as a process with a folder and ports of its own, behind the little that makes
 * {@code /api/v2/write} of its {@code /write}; or any other one, named by
 * {@code -Ddripwatch.influx=url,token,org,bucket}, which cannot be killed, paused or wiped.
 */
public final class RealInflux implements AutoCloseable {
    private static final String NAMED = System.getProperty("dripwatch.influx", "");
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String DATABASE = "dripwatch";

    private final Path folder;
    private final InfluxTarget target;
    private final @Nullable V2Front front;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Process process;

    private RealInflux(Path folder, InfluxTarget target, @Nullable V2Front front, int port) {
        this.folder = folder;
        this.target = target;
        this.front = front;
        this.port = port;
    }

    /** Starts one, empty. */
    public static RealInflux start(Path folder, Vertx vertx) throws Exception {
        if (!NAMED.isEmpty()) {
            String[] parts = NAMED.split(",", -1);
            String token = parts[1].isEmpty() ? null : parts[1];
            return new RealInflux(folder, new InfluxTarget(URI.create(parts[0]), parts[2], parts[3], token), null, 0);
        }
        int port = freePort();
        V2Front front = V2Front.listen(vertx, port);
        URI url = URI.create("http://127.0.0.1:" + front.port());
        RealInflux influx = new RealInflux(folder, new InfluxTarget(url, "clinic", DATABASE, null), front, port);
        influx.begin();
        influx.ask("CREATE DATABASE " + DATABASE);
        return influx;
    }

    /** Whether it is ours to harm. */
    public boolean ours() {
        return front != null;
    }

    public InfluxTarget target() {
        return target;
    }

    /** Where it listens itself, without {@code /api/v2/write}. */
    URI itself() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** What stands before it. */
    V2Front front() {
        return Objects.requireNonNull(front, "not ours");
    }

    /** Answers everything with this status from now on; 0 for letting it through. */
    public void refuse(int status) {
        front().refuse(status);
    }

    private Path data() {
        return folder.resolve("influx");
    }

    /** Starts the process with the folder as it is. */
    public void begin() throws Exception {
        Path config = folder.resolve("influx.conf");
        Files.writeString(config, """
                reporting-disabled = true
                bind-address = "127.0.0.1:%d"
                [meta]
                dir = "%s/meta"
                [data]
                dir = "%s/data"
                wal-dir = "%s/wal"
                cache-snapshot-write-cold-duration = "10s"
                compact-full-write-cold-duration = "10s"
                query-log-enabled = false
                [monitor]
                store-enabled = false
                [continuous_queries]
                run-interval = "1s"
                [http]
                bind-address = "127.0.0.1:%d"
                log-enabled = false
                max-body-size = 0
                """.formatted(freePort(), data(), data(), data(), port));
        process = new ProcessBuilder(InfluxProgram.find().toString(), "run", "-config", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("influxd.log").toFile()))
                .start();
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new AssertionError("influxd did not start; see " + folder.resolve("influxd.log"));
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private boolean answers() {
        try {
            HttpRequest ping = HttpRequest.newBuilder(itself().resolve("/ping"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(ping, HttpResponse.BodyHandlers.discarding()).statusCode() == 204;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** As a power cut would. */
    public void kill() throws InterruptedException {
        Process running = Objects.requireNonNull(process);
        running.destroyForcibly();
        running.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
    }

    /** It stops in the middle of whatever it does, and its connections stay open. */
    public void pause() throws Exception {
        signal("-STOP");
    }

    public void goOn() throws Exception {
        signal("-CONT");
    }

    private void signal(String which) throws Exception {
        long pid = Objects.requireNonNull(process).pid();
        new ProcessBuilder("kill", which, Long.toString(pid)).start().waitFor(10, TimeUnit.SECONDS);
    }

    /** Takes away all that it has while it does not run; then it runs again, with an empty database. */
    public void wipe() throws Exception {
        kill();
        delete(data());
        begin();
        ask("CREATE DATABASE " + DATABASE);
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Every row that it answers to a question in InfluxQL. */
    public List<InfluxQLQueryResult.Series.Record> ask(String influxQl) {
        try (InfluxLink link = new InfluxLink(target)) {
            return link.query(influxQl).stream()
                    .flatMap(series -> series.getValues().stream())
                    .toList();
        } catch (InfluxLink.InfluxAway e) {
            throw new AssertionError("expected an answer to " + influxQl, e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws Exception {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            running.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
        }
        if (front != null) {
            front.close();
        }
    }
}
