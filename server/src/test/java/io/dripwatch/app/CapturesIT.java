package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import io.dripwatch.device.Counters;
import io.dripwatch.device.Intake;
import io.dripwatch.device.hl7.MllpConfig;
import io.dripwatch.device.hl7.MllpServer;
import io.dripwatch.sim.wire.Frames;
import io.dripwatch.store.Database;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Reading;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Traffic that other people's devices really sent, over a socket into a whole server: what the decoder says it keeps is what
 * the database has, once. A second listener with a door that only remembers tells what the decoder says.
 */
@Timeout(120)
final class CapturesIT {
    /** What makes two readings the same reading. */
    private record Point(String device, @Nullable PatientId patient, int metric, int site, Instant at, double value) {
        Point(DeviceReport report, Reading reading) {
            this(
                    report.device().value(),
                    report.patient() == null ? null : report.patient().id(),
                    reading.metric().mdcCode(),
                    reading.site(),
                    reading.at(),
                    reading.value());
        }

        String text() {
            return device + " " + metric + " " + site + " " + value;
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final List<DeviceReport> remembered = new ArrayList<>();
    private final Set<Point> points = new HashSet<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Server server;
    private Client client;
    private Client oracle;
    private Screen screen;

    @SuppressWarnings("NullAway.Init")
    CapturesIT() {}

    @BeforeEach
    void start() throws Exception {
        Settings settings = Settings.of(Config.DEFAULT, Path.of(""), folder).withPorts(0, 0);
        Intake remembering = report -> {
            synchronized (remembered) {
                remembered.add(report);
            }
            return Future.succeededFuture();
        };
        MllpConfig config = MllpConfig.defaults().at("127.0.0.1", 0, settings.profiles());
        MllpServer listener = MllpServer.listen(vertx, config, remembering, new Counters(), InstantSource.system())
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        server = Server.start(settings);
        client = new Client(server.mllpPort());
        oracle = new Client(listener.port());
        screen = new Screen(URI.create("http://127.0.0.1:" + server.httpPort()));
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        oracle.close();
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void whatTheDecoderKeepsIsInTheDatabaseOnceHoweverOftenItIsSent() throws Exception {
        List<Path> files = captures();
        assumeTrue(!files.isEmpty(), "no captured HL7 traffic: set dripwatch.captures to its folder");
        for (Path file : files) {
            send(file, true);
        }
        assertThat(KeptReadings.in(folder)).containsExactlyInAnyOrderElementsOf(expectedTexts());
        assertThat(points).hasSizeGreaterThan(100);

        int before = points.size();
        long untimed = 0;
        for (Path file : files) {
            for (DeviceReport report : send(file, false)) {
                untimed += report.readings().stream()
                        .filter(reading -> reading.at().equals(report.receivedAt()))
                        .count();
            }
        }
        assertThat(points.size() - before)
                .as("only readings without a time of their own are new")
                .isEqualTo((int) untimed);
        assertThat(KeptReadings.in(folder)).containsExactlyInAnyOrderElementsOf(expectedTexts());
    }

    /** Sends one file to both listeners, and returns what the decoder made of it. */
    private List<DeviceReport> send(Path file, boolean print) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        long rowsBefore = rows();
        Map<String, Long> refusedBefore = refused();
        List<String> answers = client.send(bytes);
        assertThat(oracle.send(bytes)).as(file + " is answered alike").isEqualTo(answers);
        List<DeviceReport> reports;
        synchronized (remembered) {
            reports = List.copyOf(remembered);
            remembered.clear();
        }
        int known = points.size();
        reports.forEach(report -> report.readings().forEach(reading -> points.add(new Point(report, reading))));
        long kept = rows() - rowsBefore;
        if (print) {
            System.out.printf(
                    "%-56s | %-8s | %3d | %s%n",
                    file.getFileName(), String.join(",", answers), kept, difference(refusedBefore, refused()));
        }
        assertThat(kept).as(file.toString()).isEqualTo(points.size() - known);
        return reports;
    }

    private static List<Path> captures() throws IOException {
        List<Path> files = new ArrayList<>();
        Path captures = Path.of(System.getProperty("dripwatch.captures", "no-such-folder"));
        for (String name : List.of("hl7", "hl7_robustness")) {
            if (Files.isDirectory(captures.resolve(name))) {
                try (Stream<Path> list = Files.list(captures.resolve(name))) {
                    list.sorted().forEach(files::add);
                }
            }
        }
        return files;
    }

    private List<String> expectedTexts() {
        return points.stream().map(Point::text).toList();
    }

    private long rows() {
        try (EmbeddedHistory history = new EmbeddedHistory(Database.existing(folder))) {
            return history.count();
        }
    }

    /** The counters of refusals, as {@code /metrics} shows them. */
    private Map<String, Long> refused() throws IOException, InterruptedException {
        String prefix = "dripwatch_refused_total{reason=\"";
        return screen.get("/metrics")
                .lines()
                .filter(line -> line.startsWith(prefix))
                .collect(Collectors.toMap(
                        line -> line.substring(prefix.length(), line.indexOf('"', prefix.length())),
                        line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1))));
    }

    /** What was counted in between, without the mark that ends every sending. */
    private static Map<String, Long> difference(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> difference = new TreeMap<>(after);
        before.forEach((reason, count) -> difference.merge(reason, -count, Long::sum));
        difference.merge("unsupported_type", -1L, Long::sum);
        difference.values().removeIf(count -> count == 0);
        return new LinkedHashMap<>(difference);
    }

    /** A device that sends a frame, and a mark behind it by whose refusal it knows that all answers have come. */
    private static final class Client {
        private final Socket socket;
        private final Frames answers;
        private int marks;

        Client(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(20_000);
            answers = new Frames(socket.getInputStream());
        }

        /** The acknowledgement codes. */
        List<String> send(byte[] message) throws IOException {
            String mark = "MARK-" + ++marks;
            OutputStream out = socket.getOutputStream();
            out.write(0x0B);
            out.write(message);
            out.write(new byte[] {0x1C, 0x0D});
            String text = "MSH|^~\\&|MARK||||20260301||ADT^A01^ADT_A01|" + mark + "|P|2.6\r";
            out.write(Frames.framed(text));
            List<String> codes = new ArrayList<>();
            while (true) {
                String[] msa = msa(answers.next());
                if (msa.length > 2 && msa[2].equals(mark)) {
                    return codes;
                }
                codes.add(msa[1]);
            }
        }

        private static String[] msa(String answer) {
            int at = answer.indexOf("\rMSA") + 1;
            int end = answer.indexOf('\r', at);
            char separator = answer.charAt(3);
            return answer.substring(at, end).split("\\Q" + separator + "\\E", -1);
        }

        void close() throws IOException {
            socket.close();
        }
    }
}
