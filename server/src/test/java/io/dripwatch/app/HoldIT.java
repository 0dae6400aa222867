package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.app.command.Console;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import io.dripwatch.store.Database;
import io.dripwatch.trend.embedded.LegalHoldTable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Legal holds by the command line, beside a server that runs and without one. */
final class HoldIT {
    private final Console console = new Console();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @SuppressWarnings("NullAway.Init")
    HoldIT() {}

    @Test
    void aPatientIsHeldAndReleasedWhileTheServerRunsAndAfterIt() throws Exception {
        Settings settings = Settings.of(Config.DEFAULT, Path.of(""), data).withPorts(0, 0);
        try (Server server = Server.start(settings)) {
            URI address = URI.create("http://127.0.0.1:" + server.httpPort());
            HttpRequest push = HttpRequest.newBuilder(address.resolve("/api/v1/readings"))
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("""
                            {"device":"BAND-7","patient":{"id":"SYN-0007"},
                            "readings":[{"metric":"spo2","value":97}]}"""))
                    .build();
            assertThat(client.send(push, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);

            assertThat(hold("add", "--patient", "SYN-0007", "--by", "Clerk Example", "--why", "a complaint"))
                    .as(console.err())
                    .isZero();
            assertThat(console.run("hold", "list", "--data", data)).isZero();
            assertThat(console.out()).contains("patient SYN-0007  since ", "by Clerk Example: a complaint");
            assertThat(hold("release", "--patient", "SYN-0007", "--by", "Clerk Example", "--why", "settled"))
                    .as(console.err())
                    .isZero();
            HttpRequest metrics =
                    HttpRequest.newBuilder(address.resolve("/metrics")).build();
            assertThat(client.send(metrics, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("dripwatch_retention_readings_deleted_total 0");
        }
        assertThat(hold("add", "--patient", "SYN-0007", "--by", "Clerk Example", "--why", "another"))
                .as(console.err())
                .isZero();
        assertThat(LegalHoldTable.inForce(Database.existing(data))).hasSize(1);
        assertThat(console.run("verify-record", "--data", data)).isZero();
        assertThat(console.out()).contains("The record is whole.");
    }

    @Test
    void whatIsNotThereCannotBeHeldNorReleased() {
        try (Server server =
                Server.start(Settings.of(Config.DEFAULT, Path.of(""), data).withPorts(0, 0))) {
            assertThat(server.httpPort()).isPositive();
            assertThat(hold("add", "--session", "session-none", "--by", "Clerk Example", "--why", "x"))
                    .isEqualTo(1);
            assertThat(console.err()).contains("There is no session session-none.");
            assertThat(hold("release", "--patient", "SYN-1", "--by", "Clerk Example", "--why", "x"))
                    .isEqualTo(1);
            assertThat(console.err()).contains("There is no patient SYN-1.");
            assertThat(hold("add", "--by", "Clerk Example", "--why", "x")).isEqualTo(2);
            assertThat(console.err()).contains("expected --session or --patient");
        }
    }

    private int hold(String... words) {
        Object[] all = new Object[words.length + 3];
        all[0] = "hold";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "--data";
        all[words.length + 2] = data;
        return console.run(all);
    }
}
