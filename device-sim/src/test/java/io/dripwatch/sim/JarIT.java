package io.dripwatch.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.sim.wire.Acceptor;
import io.dripwatch.sim.wire.Nobody;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The executable jar, as somebody at a terminal meets it. */
@Timeout(120)
class JarIT {
    private record Ended(int code, String out, String err) {}

    @Test
    void aStoryIsRunForASecond() throws Exception {
        try (Acceptor acceptor = Acceptor.keeping()) {
            Ended ended =
                    java("run", "quiet-session", "--mllp", at(acceptor.address()), "--duration", "1", "--chairs", "2");
            assertThat(ended.err()).isEmpty();
            assertThat(ended.out()).contains("refused=0").contains("connections=4");
            assertThat(ended.code()).isZero();
        }
    }

    @Test
    void aLoadIsReported() throws Exception {
        try (Acceptor acceptor = Acceptor.keeping()) {
            Ended ended =
                    java("load", "--mllp", at(acceptor.address()), "--monitors", "3", "--rate", "30", "--seconds", "1");
            assertThat(ended.err()).matches("( +1 s  sent \\d+  acknowledged \\d+ .*\\R)?");
            assertThat(ended.out()).contains("acknowledged=30 ").contains("p99=");
            assertThat(ended.code()).isZero();
        }
    }

    @Test
    void anAcceptanceTestWithoutAScreenFailsAndStillTellsWhatPassed() throws Exception {
        Path reports = Path.of(System.getProperty("basedir"), "target", "acceptance-of-the-jar");
        try (Acceptor acceptor = Acceptor.keeping()) {
            Ended ended = java(
                    "accept",
                    "--http",
                    "http://127.0.0.1:1",
                    "--mllp",
                    at(acceptor.address()),
                    "--chair",
                    "1",
                    "--no-restart",
                    "--patience",
                    "1",
                    "--reports",
                    reports.toString());
            assertThat(ended.out())
                    .contains("FAILED The server says that it is ready", "ok     An IHE monitor is acknowledged");
            assertThat(ended.code()).isEqualTo(1);
            assertThat(reports.resolve("dripwatch-acceptance.xml")).isNotEmptyFile();
            assertThat(reports.resolve("dripwatch-acceptance.html")).isNotEmptyFile();
        }
    }

    @Test
    void aServerThatIsNotThereIsOneWithOneSentence() throws Exception {
        try (Nobody gone = new Nobody()) {
            Ended ended = java("run", "quiet-session", "--mllp", at(gone.address()), "--duration", "0.3");
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err()).contains("the server acknowledged nothing: ");
        }
    }

    private static String at(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    private static Ended java(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of(System.getProperty("basedir"), "target", "device-sim.jar")
                        .toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, err);
    }
}
