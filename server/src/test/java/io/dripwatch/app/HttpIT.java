package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.store.Database;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP interface of a whole server: devices that push JSON, nurses' commands, health. */
final class HttpIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    private final HttpClient client = HttpClient.newHttpClient();
    private Server server;

    @SuppressWarnings("NullAway.Init")
    HttpIT() {}

    @BeforeEach
    void start() {
        server = Server.start(Settings.of(Config.DEFAULT, Path.of(""), data).withPorts(0, 0));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void pushedReadingsAreAcknowledgedWhenTheyAreKept() throws Exception {
        HttpResponse<String> answer = post("/api/v1/readings", """
                {"device":"BAND-7","patient":{"id":"SYN-0007"},"readings":[{"metric":"spo2","value":97},
                {"metric":"heartRate","value":70}]}""");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(answer.body()).getInteger("kept")).isEqualTo(2);
        try (EmbeddedHistory history = new EmbeddedHistory(Database.in(data))) {
            assertThat(history.count()).isEqualTo(2);
        }
    }

    @Test
    void aPartlyBadPushKeepsTheRestAndNamesWhatIsWrong() throws Exception {
        HttpResponse<String> answer = post("/api/v1/readings", """
                {"device":"BAND-7","readings":[{"metric":"spo2","value":970},{"metric":"heartRate","value":70}]}""");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("IMPLAUSIBLE").contains("0 to 100 %");
        assertThat(get("/metrics").body())
                .contains("dripwatch_refused_total{reason=\"implausible\"} 1")
                .contains("dripwatch_readings_total 1");
    }

    @Test
    void textThatIsNoJsonIsRefused() throws Exception {
        assertThat(post("/api/v1/readings", "HR=70").statusCode()).isEqualTo(400);
    }

    @Test
    void aBodyBeyondTheLimitIsRefused() throws Exception {
        assertThat(post("/api/v1/readings", "x".repeat(1_100_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void aNurseOpensASessionAndASecondOneIsRefused() throws Exception {
        String body =
                "{\"protocol\":\"ketamine-mood\",\"patient\":{\"id\":\"SYN-0001\"},\"weightKg\":70,\"by\":\"RN\"}";

        assertThat(post("/api/v1/chairs/1/session", body).statusCode()).isEqualTo(200);
        HttpResponse<String> second = post("/api/v1/chairs/1/session", body);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("Chair 1 has an open session; close it first.");
    }

    @Test
    void aCommandWithoutANameIsRefused() throws Exception {
        HttpResponse<String> answer = post("/api/v1/chairs/1/audio-pause", "{\"seconds\":120}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("expected text in by");
    }

    @Test
    void aPauseIsNeverLongerThanThreeMinutes() throws Exception {
        assertThat(post("/api/v1/chairs/1/audio-pause", "{\"seconds\":181,\"by\":\"RN\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("/api/v1/chairs/1/audio-pause", "{\"seconds\":1e300,\"by\":\"RN\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void anotherChairIsNotFound() throws Exception {
        assertThat(post("/api/v1/chairs/99/stage", "{\"to\":\"dosing\",\"by\":\"RN\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aPageOfAnotherSiteCannotCommandTheRoom() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/api/v1/chairs/1/audio-pause"))
                .header("content-type", "application/json")
                .header("origin", "https://elsewhere.example")
                .POST(HttpRequest.BodyPublishers.ofString("{\"seconds\":120,\"by\":\"RN\"}"))
                .build();

        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void healthAndMetricsAnswer() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").body()).isEqualTo("ready\n");
        assertThat(get("/metrics").body()).contains("# TYPE dripwatch_messages_total counter");
    }

    @Test
    void pagesCarryTheirPolicy() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-security-policy"))
                .get()
                .asString()
                .contains("default-src 'self'");
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.httpPort() + path);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
