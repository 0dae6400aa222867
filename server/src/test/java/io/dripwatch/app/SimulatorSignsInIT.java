package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.access.Role;
import io.dripwatch.access.people.GivenAccounts;
import io.dripwatch.app.command.Console;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The simulator speaks with a server that has accounts: as a person, and as devices with the token of a gateway. */
@Timeout(180)
final class SimulatorSignsInIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Server server;

    private String said = "";

    @SuppressWarnings("NullAway.Init")
    SimulatorSignsInIT() {}

    @BeforeEach
    void start() throws Exception {
        Path data = folder.resolve("data");
        Console console = new Console();
        assertThat(console.run("device", "token", "add", "device-sim", "--data", data))
                .isZero();
        Files.writeString(folder.resolve("token"), console.out());
        Files.writeString(folder.resolve("password"), GivenAccounts.PASSWORD + "\n");
        GivenAccounts.add(data, "engineer", Role.PHYSICIAN, Instant.now().minusSeconds(5));
        Path config = Files.writeString(folder.resolve("dripwatch.yaml"), """
                room: {pointOfCare: LOAD, chairs: ["0", "1"]}
                mqtt: {port: 0}
                devices: {gateways: [device-sim]}
                """);
        server = Server.start(Settings.of(Config.read(config), folder, data).withPorts(0, 0));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int simulator(String... words) {
        StringWriter out = new StringWriter();
        CommandLine line = io.dripwatch.sim.Main.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
        int exit = line.execute(words);
        said = out.toString();
        return exit;
    }

    private String web() {
        return "http://127.0.0.1:" + server.httpPort();
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void aLoadOverEachWireShowsItsTokenAndItsScreenIsSignedIn() {
        for (String to : new String[] {
            "ws://127.0.0.1:" + server.httpPort(), "mqtt://127.0.0.1:" + server.mqttPort() + "/ward/load"
        }) {
            String[] load = {
                "load",
                "--to",
                to,
                "--monitors",
                "2",
                "--rate",
                "20",
                "--seconds",
                "1",
                "--quiet",
                "--feed",
                web(),
                "--as",
                "engineer",
                "--password-file",
                file("password"),
                "--token-file",
                file("token")
            };
            assertThat(simulator(load)).as(said).isZero();
            assertThat(said).contains("refused=0 unanswered=0").containsPattern("messages shown=[1-9]");
        }
    }

    @Test
    void storiesInJsonShowTheTokenAndWithoutOneNothingIsTaken() {
        String[] run = {"run", "quiet-session", "--to", web(), "--duration", "3", "--token-file", file("token")};
        assertThat(simulator(run)).as(said).isZero();
        assertThat(said).doesNotContain("no acknowledgement");
        assertThat(simulator("run", "quiet-session", "--to", web(), "--duration", "3"))
                .as(said)
                .isNotZero();
    }

    @Test
    void whoNamesAnAccountNamesAPasswordToo() {
        assertThat(simulator(
                        "load",
                        "--to",
                        "ws://127.0.0.1:1",
                        "--monitors",
                        "1",
                        "--rate",
                        "1",
                        "--seconds",
                        "1",
                        "--feed",
                        web(),
                        "--as",
                        "engineer"))
                .isEqualTo(2);
        assertThat(said).contains("expected --as and --password-file");
    }
}
