package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.app.command.Console;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a real server: where their trouble is seen, and that they do not make it unready. */
final class BackupIT {
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    BackupIT() {}

    @Test
    void aFailedBackupIsToldOnEveryScreenAndTheServerStaysReady() throws Exception {
        Files.writeString(folder.resolve("no-folder"), "a file is in the way");
        try (Server server = start("no-folder")) {
            Screen screen = new Screen(URI.create("http://127.0.0.1:" + server.httpPort()));
            JsonNode told = screen.await(message -> message.toString().contains("The last backup failed"));
            assertThat(told.toString()).contains("\"id\":\"server.backup\"", "\"priority\":\"low\"", "no-folder");

            HttpResponse<String> ready = get(server, "/health/ready");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.body().lines()).hasSize(3).first().isEqualTo("ready");
            assertThat(ready.body()).contains("\nbackup: The last backup failed");
            assertThat(get(server, "/metrics").body())
                    .contains("dripwatch_backups_failed_total 1\n", "dripwatch_backups_total 0\n")
                    .doesNotContain("dripwatch_backup_age_seconds");
        }
    }

    @Test
    void aNewServerTakesItsFirstBackupAtOnceAndItCanBeRestored() throws Exception {
        try (Server server = start("backups")) {
            String metrics = "";
            for (int look = 0; look < 200 && !metrics.contains("dripwatch_backups_total 1\n"); look++) {
                new Screen(URI.create("http://127.0.0.1:" + server.httpPort())).room();
                metrics = get(server, "/metrics").body();
            }
            assertThat(metrics).contains("dripwatch_backups_total 1\n", "dripwatch_backup_age_seconds ");
            assertThat(get(server, "/health/ready").body()).startsWith("ready\nNobody has to sign in");
        }
        try (var backups = Files.list(folder.resolve("backups"))) {
            Path only = backups.findFirst().orElseThrow();
            assertThat(new Console().run("restore", "--from", only, "--data", folder.resolve("restored")))
                    .isZero();
        }
    }

    private Server start(String to) throws IOException {
        Path file = Files.writeString(folder.resolve("dripwatch.yaml"), "backup: {to: " + to + "}\n");
        return Server.start(
                Settings.of(Config.read(file), folder, folder.resolve("data")).withPorts(0, 0));
    }

    private HttpResponse<String> get(Server server, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.httpPort() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
