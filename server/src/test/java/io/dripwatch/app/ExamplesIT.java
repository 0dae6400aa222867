package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the manual of devices run as they stand there, where their interpreter is installed. */
@Timeout(120)
final class ExamplesIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void curlPushesAReading() throws Exception {
        runs("sh", List.of("curl", "--version"), List.of("sh"));
    }

    @Test
    void pythonPushesAReading() throws Exception {
        runs("python", List.of("python3", "--version"), List.of("python3"));
    }

    @Test
    void javaScriptPushesAReading() throws Exception {
        List<String> node = List.of("node", "--experimental-websocket");
        List<String> asks = new ArrayList<>(node);
        asks.addAll(List.of("-e", "new WebSocket('ws://127.0.0.1:1').onerror = () => {}"));
        runs("js", asks, node);
    }

    private void runs(String language, List<String> asks, List<String> interpreter) throws Exception {
        assumeTrue(there(asks), () -> interpreter.get(0) + " is not installed");
        Path script = Files.writeString(folder.resolve("example." + language), example(language));
        List<String> command = new ArrayList<>(interpreter);
        command.add(script.toString());
        try (Server server = Server.start(
                Settings.of(Config.DEFAULT, folder, folder.resolve("data")).withPorts(0, 0))) {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("DRIPWATCH", "http://127.0.0.1:" + server.httpPort());
            Process example = builder.start();
            String answer = new String(example.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(example.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(example.exitValue()).isZero();
            assertThat(new JsonObject(answer)).isEqualTo(new JsonObject("{\"seq\":1,\"kept\":1,\"refused\":[]}"));
        }
    }

    private static boolean there(List<String> asks) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(asks)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    /** The first block in that language after the heading of the section. */
    private static String example(String language) throws IOException {
        String manual = Files.readString(Path.of("docs/devices.md"));
        String fence = "```" + language + "\n";
        int begin = manual.indexOf(fence, manual.indexOf("**Three examples.**")) + fence.length();
        return manual.substring(begin, manual.indexOf("```", begin));
    }
}
