package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is to feed an InfluxDB which does not answer: where that is seen, and that nothing else minds. */
final class InfluxAwayIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    InfluxAwayIT() {}

    @Test
    void everyScreenSaysThatItIsBehindAndReadingsAreKept() throws Exception {
        try (Server server = start()) {
            Screen screen = new Screen(URI.create("http://127.0.0.1:" + server.httpPort()));
            assertThat(screen.press("/api/v1/readings", """
                            {"device":"OXIMETER-1","place":"INFUSION^^1","readings":[{"metric":"spo2","value":97}]}""")).isEqualTo(200);
            JsonNode told = screen.await(message -> message.toString().contains("min behind"));
            assertThat(told.toString())
                    .contains(
                            "\"id\":\"server.influx\"",
                            "InfluxDB is 1 min behind; nothing is lost",
                            "\"priority\":\"low\"");
            assertThat(screen.get("/metrics"))
                    .contains(
                            "dripwatch_influx_up 0\n", "dripwatch_influx_lag_rows 1\n", "dripwatch_readings_total 1\n");
            assertThat(screen.status("/health/ready")).isEqualTo(200);
        }
    }

    private Server start() throws IOException {
        Path file = Files.writeString(
                folder.resolve("dripwatch.yaml"), "history: {influx: {url: 'http://127.0.0.1:9', lagSeconds: 1}}\n");
        return Server.start(
                Settings.of(Config.read(file), folder, folder.resolve("data")).withPorts(0, 0));
    }
}
