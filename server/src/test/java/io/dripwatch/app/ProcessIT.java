package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.sim.load.Load;
import io.dripwatch.sim.load.LoadPlan;
import io.dripwatch.store.Database;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What whoever starts the program sees: exit codes, sentences, the ready line, and what is left behind. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
final class ProcessIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void helpNamesTheCommands() throws Exception {
        try (ChildServer help = run("--help")) {
            assertThat(help.exitCode()).isZero();
            assertThat(String.join("\n", help.output())).contains("serve", "demo", "check-config", "replay", "burden");
        }
    }

    @Test
    void anUnknownOptionIsWrongUsage() throws Exception {
        try (ChildServer wrong = run("serve", "--prot", "1")) {
            assertThat(wrong.exitCode()).isEqualTo(2);
            assertThat(wrong.errors()).contains("--prot");
            assertThat(wrong.output()).isEmpty();
        }
    }

    @Test
    void aBadConfigurationIsToldInOneSentence() throws Exception {
        Path config = Files.writeString(folder.resolve("bad.yaml"), "room: {charis: [a]}\n");
        try (ChildServer wrong = run("serve", "--config", config.toString())) {
            assertThat(wrong.exitCode()).isEqualTo(2);
            assertThat(wrong.errors().lines())
                    .singleElement()
                    .asString()
                    .startsWith("dripwatch: ")
                    .contains("bad.yaml", "unknown key room.charis; did you mean chairs?");
        }
    }

    @Test
    void aMissingConfigurationIsNamed() throws Exception {
        try (ChildServer wrong = run("serve", "--config", "nowhere.yaml")) {
            assertThat(wrong.exitCode()).isEqualTo(2);
            assertThat(wrong.errors().lines()).singleElement().asString().contains("nowhere.yaml", "cannot be read");
        }
    }

    @Test
    void aDataDirectoryThatIsAFileIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        try (ChildServer wrong = run("serve", "--data", file.toString(), "--http-port", "0", "--mllp-port", "0")) {
            assertThat(wrong.exitCode()).isEqualTo(1);
            assertThat(wrong.errors().lines())
                    .singleElement()
                    .asString()
                    .startsWith("dripwatch: The data directory " + file);
        }
    }

    @Test
    void aDatabaseThatIsNoneIsRefused() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("dripwatch.db"), "This is no database, and long enough to be seen as none.");
        try (ChildServer wrong = run("serve", "--data", data.toString(), "--http-port", "0", "--mllp-port", "0")) {
            assertThat(wrong.exitCode()).isEqualTo(1);
            assertThat(wrong.errors().lines()).singleElement().asString().contains("dripwatch.db", "cannot be opened");
        }
    }

    @Test
    void aPortInUseIsTold() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ChildServer wrong =
                        run("serve", "--data", "data", "--http-port", "0", "--mllp-port", "" + taken.getLocalPort())) {
            assertThat(wrong.exitCode()).isEqualTo(1);
            assertThat(wrong.errors().lines())
                    .singleElement()
                    .asString()
                    .contains("cannot listen", "" + taken.getLocalPort());
            assertThat(wrong.output()).isEmpty();
        }
    }

    @Test
    void aSecondServerOnTheSameDataIsRefused() throws Exception {
        try (ChildServer first = ChildServer.serve(folder);
                ChildServer second = ChildServer.run(
                        folder.resolve("second"), "serve", "--data", "data", "--http-port", "0", "--mllp-port", "0")) {
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.errors().lines()).singleElement().asString().contains("in use by another Dripwatch");
            assertThat(first.terminate()).isZero();
        }
    }

    @Test
    void theReadyLineTellsWhereEverythingIs() throws Exception {
        try (ChildServer server = ChildServer.serve(folder)) {
            Map<String, String> ready = server.awaitReady();
            assertThat(server.output()).hasSize(1);
            assertThat(ready).containsOnlyKeys("http", "mllp", "data", "store", "version");
            assertThat(ready.get("http")).matches("http://127\\.0\\.0\\.1:[1-9]\\d+");
            assertThat(ready.get("mllp")).matches("127\\.0\\.0\\.1:[1-9]\\d+");
            assertThat(ready.get("data")).isEqualTo(folder.resolve("data").toString());
            assertThat(new Screen(server.http()).status("/health/ready")).isEqualTo(200);
            assertThat(server.terminate()).isZero();
            assertThat(server.output()).hasSize(1);
        }
    }

    @Test
    void sigtermUnderLoadKeepsEverythingThatWasAcknowledged() throws Exception {
        Path ledger = folder.resolve("ledger");
        try (ChildServer server = ChildServer.serve(folder)) {
            LoadPlan plan = LoadPlan.of(server.mllp(), 50, 0, 64, Duration.ofMinutes(5))
                    .over(8)
                    .into(ledger);
            FutureTask<Long> load = new FutureTask<>(() -> Load.run(plan).acknowledged());
            Thread thread = new Thread(load, "load");
            thread.start();
            assertThat(server.endsWithin(Duration.ofSeconds(2))).isFalse();
            long asked = System.nanoTime();
            assertThat(server.terminate()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(10));
            thread.interrupt();
            assertThat(load.get()).isGreaterThan(100);
        }
        try (EmbeddedHistory history = new EmbeddedHistory(Database.in(folder.resolve("data")))) {
            KeptLoad kept = new KeptLoad(history);
            kept.look(ledger);
            assertThat(kept.lost()).isEmpty();
            assertThat(kept.found()).isGreaterThan(800);
        }
    }

    @Test
    void aGoodConfigurationIsSummedUp() throws Exception {
        Path config = Files.writeString(folder.resolve("good.yaml"), "room: {name: Room B, chairs: [left, right]}\n");
        try (ChildServer check = run("check-config", config.toString())) {
            assertThat(check.exitCode()).isZero();
            assertThat(String.join("\n", check.output())).contains("Room B", "left, right", "All well.");
            assertThat(check.errors()).isEmpty();
        }
    }

    @Test
    void aBadConfigurationFailsTheCheck() throws Exception {
        Path config = Files.writeString(folder.resolve("bad.yaml"), "protocols: [none.yaml]\n");
        try (ChildServer check = run("check-config", config.toString())) {
            assertThat(check.exitCode()).isEqualTo(2);
            assertThat(check.errors().lines()).singleElement().asString().contains("none.yaml");
        }
    }

    @Test
    void theDemoTellsWhereToClickAndLeavesNothingButItsData() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        for (boolean killed : new boolean[] {true, false}) {
            try (ChildServer demo = ChildServer.run(
                    folder.resolve("stderr"),
                    Map.of("java.io.tmpdir", temporary.toString()),
                    "demo",
                    "--data",
                    "data",
                    "--http-port",
                    "0",
                    "--mllp-port",
                    "0")) {
                demo.awaitReady();
                Screen screen = new Screen(demo.http());
                assertThat(screen.get("/")).contains("<html");
                assertThat(screen.press(
                                "/api/v1/session", "{\"account\":\"demo-nurse\",\"password\":\"throw-away-demo\"}"))
                        .isEqualTo(200);
                screen.await(message -> hasValue(message.path("chairs")));
                assertThat(demo.output())
                        .anyMatch(line -> line.contains("The room:    http://127.0.0.1:"))
                        .anyMatch(line -> line.contains("Sign in as:  demo-nurse"))
                        .anyMatch(line -> line.contains("Password:    throw-away-demo"));
                if (killed) {
                    demo.kill();
                } else {
                    assertThat(demo.terminate()).isZero();
                }
            }
            assertThat(in(temporary)).isEmpty();
            assertThat(in(folder)).containsExactlyInAnyOrder("data", "stderr", "tmp");
        }
        assertThat(in(folder.resolve("data"))).contains("dripwatch.db", "dripwatch.lock", "scratch");
        assertThat(in(folder.resolve("data").resolve("scratch")))
                .as("what the killed one unpacked is gone; what the other unpacked may stay")
                .hasSizeLessThanOrEqualTo(2);
    }

    private static boolean hasValue(JsonNode chairs) {
        for (var chair : chairs) {
            if (!chair.path("values").isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private ChildServer run(String... arguments) throws IOException {
        return ChildServer.run(folder.resolve("stderr"), arguments);
    }

    private static List<String> in(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
