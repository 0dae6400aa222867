package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dripwatch.trend.influx.RealInflux;
import io.dripwatch.vitals.Metric;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The boards for Grafana: every query of every panel finds something in an InfluxDB that a real server has fed. */
@ExtendWith(VertxExtension.class)
final class GrafanaIT {
    private static final Path BOARDS = Path.of("../dashboards/grafana/boards");
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final DateTimeFormatter HL7 =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSSZ").withZone(ZoneOffset.UTC);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    GrafanaIT() {}

    @Test
    void everyQueryOfEveryPanelFindsSomething(Vertx vertx) throws Exception {
        try (RealInflux influx = RealInflux.start(folder, vertx)) {
            assumeTrue(influx.ours(), "another InfluxDB is named, which must not be written to");
            Path config = Files.writeString(
                    folder.resolve("dripwatch.yaml"),
                    "history: {influx: {url: '" + influx.target().url() + "'}}\n");
            try (ChildServer server = ChildServer.serve(folder, "--config", config.toString())) {
                measure(server);
                List<String> queries = queries();
                assertThat(queries).hasSizeGreaterThan(30);
                List<String> empty = queries;
                long end = System.nanoTime() + LONGEST.toNanos();
                while (!empty.isEmpty() && System.nanoTime() < end) {
                    assertThat(server.endsWithin(Duration.ofMillis(500))).isFalse();
                    empty = empty.stream()
                            .filter(query -> influx.ask(query).isEmpty())
                            .toList();
                }
                assertThat(empty).isEmpty();
                assertThat(server.terminate()).isZero();
            }
        }
    }

    /** All there is to measure: as it should be, questionable, and one taken back. */
    private static void measure(ChildServer server) throws IOException {
        Instant at = Instant.now().minusSeconds(5);
        List<String> rows = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            rows.add(row(rows.size() + 1, metric, "", "F", at));
        }
        rows.add(row(rows.size() + 1, Metric.SPO2, "QUES", "F", at.plusSeconds(1)));
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.mllp().getPort())) {
            send(socket, at, 1, rows);
            send(socket, at, 2, List.of(row(1, Metric.ABP_MEAN, "", "D", at)));
        }
    }

    private static String row(int number, Metric metric, String flag, String status, Instant at) {
        return "OBX|" + number + "|NM|" + metric.mdcCode() + "^" + metric.mdcRefId() + "^MDC|1.1.1." + number + "|36|"
                + metric.unit().ucum() + "^^UCUM||" + flag + "|||" + status + "|||" + HL7.format(at);
    }

    private static void send(Socket socket, Instant at, int number, List<String> rows) throws IOException {
        String message = "MSH|^~\\&|GRAFANA||||" + HL7.format(at) + "||ORU^R01^ORU_R01|G" + number + "|P|2.6\r"
                + "OBR|1|||1^vitals|||" + HL7.format(at) + "\r" + String.join("\r", rows) + "\r";
        socket.getOutputStream().write(("\u000b" + message + "\u001c\r").getBytes(StandardCharsets.UTF_8));
        StringBuilder answer = new StringBuilder();
        for (int b = socket.getInputStream().read();
                b != 0x1c && b >= 0;
                b = socket.getInputStream().read()) {
            answer.append((char) b);
        }
        assertThat(answer).contains("MSA|AA|G" + number);
    }

    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        try (Stream<Path> boards = Files.list(BOARDS)) {
            for (Path board : boards.sorted().toList()) {
                JsonObject read = new JsonObject(Files.readString(board));
                objects(read.getJsonObject("templating").getJsonArray("list"))
                        .forEach(variable -> queries.add(asGrafanaAsks(variable.getString("query"))));
                objects(read.getJsonArray("panels"))
                        .flatMap(panel -> objects(panel.getJsonArray("targets")))
                        .forEach(target -> queries.add(asGrafanaAsks(target.getString("query"))));
            }
        }
        return queries.stream().distinct().toList();
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }

    /** With what Grafana puts in for its variables, over the last hour. */
    private static String asGrafanaAsks(String query) {
        Map<String, String> variables = Map.of(
                "$timeFilter", "time >= now() - 1h and time <= now()",
                "$__interval", "1s",
                "$room", "Infusion room",
                "$chair", "(1|2|none)");
        String asked = query;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            asked = asked.replace(variable.getKey(), variable.getValue());
        }
        assertThat(asked).doesNotContain("$chair").doesNotContain("$_");
        return asked;
    }
}
