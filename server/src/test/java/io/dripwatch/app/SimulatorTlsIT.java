package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.access.tls.MadeCertificate;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import picocli.CommandLine;

/** The simulator speaks by TLS with a server that hears nobody in the clear, and shows the certificate of a gateway. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
final class SimulatorTlsIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Server server;

    @SuppressWarnings("NullAway.Init")
    private MadeCertificate own;

    @SuppressWarnings("NullAway.Init")
    private MadeCertificate gateway;

    private String said = "";

    @SuppressWarnings("NullAway.Init")
    SimulatorTlsIT() {}

    @BeforeEach
    void start() throws Exception {
        own = MadeCertificate.in(folder, "own", 30);
        gateway = MadeCertificate.in(folder, "gateway", 30);
        Path config = Files.writeString(folder.resolve("dripwatch.yaml"), """
                mqtt: {port: 0}
                tls: {certificate: own.pem, key: own.key, clientCa: gateway.pem}
                plainFrom: []
                devices: {gateways: [gateway]}
                """);
        server = Server.start(
                Settings.of(Config.read(config), folder, folder.resolve("data")).withPorts(0, 0));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void recordingsAreSentByEachWayAndOnlyByTlsAndOnlyWithTheCertificate() throws Exception {
        Files.writeString(folder.resolve("recording.csv"), "Time [s], HR\n0,71\n1,72\n");
        List<String> trust = trust();
        List<String> shown = shown();
        List<String> both = Stream.concat(trust.stream(), shown.stream()).toList();
        for (String to : List.of(
                "mllps://localhost:" + server.mllpPort(),
                "mqtts://localhost:" + server.mqttPort() + "/ward/story",
                "https://localhost:" + server.httpPort(),
                "wss://localhost:" + server.httpPort())) {
            assertThat(told(to, 30, both)).as(() -> to + " " + said).isZero();
        }
        String mllp = "mllps://localhost:" + server.mllpPort();
        assertThat(told(mllp, 2, shown)).as("to a server that is not trusted").isEqualTo(1);
        assertThat(told(mllp, 2, trust)).as("without a certificate").isEqualTo(1);
        assertThat(told(mllp.replace("mllps", "mllp"), 2, List.of()))
                .as("in the clear")
                .isEqualTo(1);
    }

    @Test
    void aLoadSpeaksTlsByEachWayAtOnce() throws Exception {
        List<String> all = List.of(
                "load",
                "--to",
                "mllps://localhost:" + server.mllpPort(),
                "--to",
                "mqtts://localhost:" + server.mqttPort() + "/ward/load",
                "--to",
                "wss://localhost:" + server.httpPort(),
                "--monitors",
                "6",
                "--rate",
                "120",
                "--seconds",
                "2",
                "--quiet");
        List<String> trust = trust();
        List<String> shown = shown();
        assertThat(told(all, trust, shown)).as(() -> said).isZero();
        assertThat(said).contains("messages sent=240 acknowledged=240 refused=0 unanswered=0 unsent=0");
        assertThat(told(all, shown)).as("to a server that is not trusted").isEqualTo(1);
    }

    private List<String> trust() {
        return List.of("--trust", own.certificate().toString());
    }

    private List<String> shown() {
        return List.of(
                "--certificate",
                gateway.certificate().toString(),
                "--key",
                gateway.key().toString());
    }

    private int told(List<?>... parts) {
        return told(Stream.of(parts).flatMap(List::stream).map(Object::toString).toArray(String[]::new));
    }

    /** A recording of two rows; patience is how many seconds one of them may take. */
    private int told(String to, int patience, List<String> more) {
        List<String> words = new ArrayList<>(List.of(
                "replay",
                folder.resolve("recording.csv").toString(),
                "--to",
                to,
                "--patient",
                "SYN-1",
                "--chair",
                "1",
                "--as-fast-as-acked",
                "--patience",
                "" + patience));
        words.addAll(more);
        return told(words.toArray(String[]::new));
    }

    private int told(String... words) {
        StringWriter out = new StringWriter();
        CommandLine line = io.dripwatch.sim.Main.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
        int exit = line.execute(words);
        said = out.toString();
        return exit;
    }
}
