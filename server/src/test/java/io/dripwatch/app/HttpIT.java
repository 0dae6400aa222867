package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import io.dripwatch.store.Database;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
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
        server = Server.start(
                Settings.of(Config.DEFAULT, Path.of(""), data).withPorts(0, 0).withMqttPort(0));
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
    void theTrendOfAPatientIsToldOverAnyRangeAndAMistakeInTheQuestionIsNamed() throws Exception {
        post("/api/v1/readings", """
                {"device":"BAND-7","patient":{"id":"SYN-0007"},"readings":[{"metric":"spo2","value":97}]}""");

        String whole = get("/api/v1/trend?metric=spo2&patient=1").body();
        assertThat(new JsonObject(whole).getString("of")).isEqualTo("readings");
        assertThat(new JsonObject(whole).getJsonArray("points").size()).isEqualTo(1);
        String year = get("/api/v1/trend?metric=spo2&patient=1&from="
                        + Instant.now().minus(Duration.ofDays(365)))
                .body();
        assertThat(new JsonObject(year).getString("of")).isEqualTo("minutes");
        assertThat(new JsonObject(year).getJsonArray("points").getJsonArray(0).getDouble(1))
                .isEqualTo(97);
        assertThat(new JsonObject(get("/api/v1/trend?metric=spo2&session=none").body()).getJsonArray("points"))
                .isEmpty();
        post("/api/v1/chairs/1/session", """
                {"protocol":"ketamine-mood","patient":{"id":"SYN-0007"},"weightKg":70,"by":"RN"}""");
        HttpResponse<String> chair = get("/api/v1/trend?metric=spo2&chair=1&from=2026-01-01T00:00:00Z");
        assertThat(chair.statusCode()).as(chair.body()).isEqualTo(200);
        Map<String, String> mistakes = Map.of(
                "metric=spo&patient=1", "metric: expected",
                "metric=spo2", "exactly one of session, chair and patient",
                "metric=spo2&chair=1", "from: expected with chair",
                "metric=spo2&patient=1&points=3", "points: expected a number from 4 to 2000, got 3",
                "metric=spo2&patient=1&from=yesterday", "from: expected a moment",
                "metric=spo2&patient=1&form=2026-03-01T09:00:00Z", "form: expected one of");
        for (Map.Entry<String, String> mistake : mistakes.entrySet()) {
            HttpResponse<String> answer = get("/api/v1/trend?" + mistake.getKey());
            assertThat(answer.statusCode()).as(mistake.getKey()).isEqualTo(400);
            assertThat(new JsonObject(answer.body()).getString("error")).contains(mistake.getValue());
        }
    }

    @Test
    void noWebSocketIsCompressedSoThatNothingGrowsWhenItIsUnpacked() throws Exception {
        for (String offered : List.of("permessage-deflate", "x-webkit-deflate-frame")) {
            try (Socket device = new Socket(InetAddress.getLoopbackAddress(), server.httpPort())) {
                device.setSoTimeout(10_000);
                String handshake = """
                        GET /api/v1/readings HTTP/1.1\r
                        Host: localhost\r
                        Upgrade: websocket\r
                        Connection: Upgrade\r
                        Sec-WebSocket-Extensions: %s\r
                        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                        Sec-WebSocket-Version: 13\r
                        \r
                        """.formatted(offered);
                device.getOutputStream().write(handshake.getBytes(StandardCharsets.US_ASCII));
                StringBuilder answer = new StringBuilder();
                while (answer.indexOf("\r\n\r\n") < 0) {
                    answer.append((char) device.getInputStream().read());
                }
                assertThat(answer.toString())
                        .startsWith("HTTP/1.1 101")
                        .doesNotContainIgnoringCase("sec-websocket-extensions");
            }
        }
        assertThat(get("/metrics").body()).contains("dripwatch_connections_refused_total{reason=\"all_taken\"} 0");
    }

    @Test
    void aDeviceThatIsGivenAChairBeforeTheNextHeartbeatLeavesTheListOfTheScreenThatWasGreetedWithIt() throws Exception {
        try (RawScreen first = new RawScreen(server.httpPort())) {
            first.readAnswer();
            while (!"pool".equals(new JsonObject(first.next()).getString("t"))) {
                // Until the heartbeat has looked at the lists once, and has a second until it looks again.
            }
            leavesTheListOfASecondScreen();
        }
    }

    private void leavesTheListOfASecondScreen() throws Exception {
        post("/api/v1/readings", """
                {"device":"BAND-7","patient":{"id":"SYN-0007"},"readings":[{"metric":"spo2","value":97}]}""");
        try (RawScreen screen = new RawScreen(server.httpPort())) {
            screen.readAnswer();
            assertThat(new JsonObject(screen.next()).getJsonArray("unbound")).hasSize(1);
            assertThat(post("/api/v1/devices/assign", "{\"device\":\"BAND-7\",\"chair\":\"1\",\"by\":\"RN\"}")
                            .statusCode())
                    .isEqualTo(200);

            JsonObject last = new JsonObject();
            for (int ticks = 0; ticks < 4; ticks += "tick".equals(last.getString("t")) ? 1 : 0) {
                last = new JsonObject(screen.next());
                if ("pool".equals(last.getString("t"))
                        && last.getJsonArray("unbound").isEmpty()) {
                    return;
                }
            }
            throw new AssertionError("the screen still shows a device that has a chair");
        }
    }

    @Test
    void aPublisherIsAcknowledgedWhenItsReadingsAreKeptAndIsMissedAtOnceWhenItBreaksOff() throws Exception {
        done("session", "\"protocol\":\"ketamine-mood\",\"stage\":\"baseline\",\"patient\":{\"id\":\"SYN-0007\"}");
        try (MqttAsyncClient band =
                new MqttAsyncClient("tcp://127.0.0.1:" + server.mqttPort(), "band", new MemoryPersistence())) {
            band.connect().waitForCompletion(10_000);
            byte[] reading = """
                    {"device":"BAND-7","place":"INFUSION^^1","readings":[{"metric":"spo2","value":97}]}""".getBytes(StandardCharsets.UTF_8);
            band.publish("ward/1", reading, 1, false).waitForCompletion(10_000);
            try (EmbeddedHistory history = new EmbeddedHistory(Database.in(data))) {
                assertThat(history.count()).isEqualTo(1);
            }
            assertThat(server.readyLine()).contains(" mqtt=127.0.0.1:" + server.mqttPort());
            band.disconnectForcibly(0, 1, false);
        }
        String alarms = "";
        for (int looks = 0; looks < 5_000 && !alarms.contains("link lost"); looks++) {
            alarms = chair().getJsonArray("alarms").encode();
        }
        assertThat(alarms).contains("Monitor link lost: BAND-7");
    }

    @Test
    void theSchemaOfReadingsIsServed() throws Exception {
        HttpResponse<String> schema = get("/api/v1/readings.schema.json");

        assertThat(schema.statusCode()).isEqualTo(200);
        assertThat(schema.headers().firstValue("content-type")).contains("application/schema+json");
        assertThat(new JsonObject(schema.body()).getString("title")).isEqualTo("Readings pushed to Dripwatch");
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
        assertThat(get("/health/ready").body()).startsWith("ready\nNobody has to sign in");
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

    @Test
    void aNurseLeadsASessionThroughItsStages() throws Exception {
        done("session", "\"protocol\":\"ketamine-mood\",\"patient\":{\"id\":\"SYN-0002\"}");
        assertThat(session().getString("stage")).isEqualTo("check-in");
        refused(409, "stage", "\"to\":\"dosing\"", "The start is held: No body weight");
        for (Object item : checklist()) {
            String id = ((JsonObject) item).getString("id");
            String safe = ((JsonObject) item).getString("safe");
            done("check", "\"item\":\"" + id + "\",\"answer\":\"" + (safe == null ? "no" : safe) + "\"");
        }
        refused(404, "check", "\"item\":\"horoscope\",\"answer\":\"no\"", "The checklist has no item horoscope.");
        refused(400, "check", "\"item\":\"consent\",\"answer\":\"maybe\"", "expected answer such as yes");
        done("weigh", "\"weight\":154,\"unit\":\"lb\"");
        refused(409, "weigh", "\"weight\":154,\"unit\":\"kg\"", "check the number and its unit");
        done("weigh", "\"weight\":80,\"unit\":\"kg\",\"checked\":true,\"measuredAt\":1767225600000");
        refused(400, "weigh", "\"weight\":80,\"unit\":\"stone\"", "expected the unit kg or lb");
        done("weigh", "\"weight\":70,\"unit\":\"kg\",\"checked\":true");
        assertThat(session().getDouble("weightKg")).isEqualTo(70);
        done("nurse", "\"nurse\":\"CD\"");
        refused(400, "nurse", "\"nurse\":\" \"", "expected text in nurse");
        done("stage", "\"to\":\"baseline\"");
        for (String gate : List.of("gate.nibpSys", "gate.nibpDia")) {
            done("override", "\"block\":\"" + gate + "\",\"clinician\":\"Dr. Synthetic\",\"reason\":\"By hand\"");
        }
        refused(
                404,
                "override",
                "\"block\":\"weight\",\"clinician\":\"Dr. Synthetic\",\"reason\":\"Known\"",
                "Nothing named weight holds the start.");
        done("stage", "\"to\":\"dosing\"");
        done("stage/confirm", "");
        done("limits", LIMIT.formatted(88, 60));
        refused(409, "limits", LIMIT.formatted(20, 60), "SpO2 may be set from 84 to 92 %.");
        refused(400, "limits", LIMIT.formatted(88, 1000), "from 1 to 720 in untilMinutes");
        refused(409, "off", "\"reason\":\"Nurse beside the patient\"", "does not allow tones to be turned off");
        refused(409, "off", OFF.formatted("low"), "names the reason");
        refused(409, "off", OFF.formatted("high") + ",\"reason\":\"Noise\"", "does not allow this limit");
        done("off", OFF.formatted("low") + ",\"reason\":\"Cold hands\"");
        refused(409, "off", OFF.formatted("low") + ",\"reason\":\"Cold hands\"", "off already");
        done("on", OFF.formatted("low"));
        refused(400, "off", "\"metric\":\"spo2\",\"kind\":\"deep\"", "expected kind such as");
        done("stage", "\"to\":\"observation\"");
        refused(409, "discharge", "", "Not ready: Observed for");
        done("discharge", "\"overrideReason\":\"Seen by the physician\"");
        JsonObject ready = session();
        assertThat(ready.getString("stage")).isEqualTo("ready");
        assertThat(ready.getString("responsible")).isEqualTo("CD");
        assertThat(ready.getJsonArray("moves")).containsExactly("dosing", "observation", "closed", "transferred");
        assertThat(ready.getJsonArray("discharge")).hasSize(6);
        done("stage", "\"to\":\"closed\"");
        refused(409, "stage/confirm", "", "Chair 1 has no open session.");
    }

    private static final String OFF = "\"metric\":\"spo2\",\"kind\":\"low\",\"priority\":\"%s\"";
    private static final String LIMIT = "\"metric\":\"spo2\",\"side\":\"low\",\"priority\":\"high\",\"sound\":%d,"
            + "\"reason\":\"Known lung disease\",\"untilMinutes\":%d";

    @Test
    void theChartIsWrittenCorrectedAndWithdrawn() throws Exception {
        done("session", "\"protocol\":\"ketamine-mood\",\"stage\":\"baseline\"");
        done("chart", "\"kind\":\"score\",\"scale\":\"moaas\",\"value\":5");
        done("chart", "\"kind\":\"score\",\"scale\":\"moaas\",\"value\":4,\"amends\":\"entry-1\"");
        done("chart", "\"kind\":\"side-effect\",\"text\":\"Dizzy\"");
        done("chart", "\"kind\":\"side-effect\",\"text\":\"Dizzy\",\"amends\":\"entry-3\",\"withdrawn\":true");
        refused(400, "chart", "\"kind\":\"score\",\"scale\":\"moaas\",\"value\":9", "expected moaas from 0 to 5");
        refused(400, "chart", "\"kind\":\"poem\",\"text\":\"Ode\"", "expected kind such as score");
        refused(
                409,
                "chart",
                "\"kind\":\"score\",\"scale\":\"moaas\",\"value\":3,\"amends\":\"entry-1\"",
                "it was amended already");
        assertThat(session().getJsonArray("chart")).singleElement().satisfies(entry -> assertThat(
                        ((JsonObject) entry).getString("amends"))
                .isEqualTo("entry-1"));
    }

    @Test
    void aHighAlarmIsAcceptedAndAcknowledgedWithAnActionButNotPaused() throws Exception {
        done("session", "\"protocol\":\"ketamine-mood\",\"stage\":\"baseline\",\"patient\":{\"id\":\"SYN-0003\"}");
        assertThat(post("/api/v1/devices/assign", "{\"by\":\"RN\",\"device\":\"BAND-8\",\"chair\":\"1\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(post("/api/v1/readings", """
                {"device":"BAND-8","patient":{"id":"SYN-0003"},"readings":[{"metric":"nibpSys","value":80}]}""").statusCode()).isEqualTo(200);
        assertThat(post("/api/v1/devices/assign", "{\"by\":\"RN\",\"device\":\"BAND-8\",\"chair\":\"1\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("/api/v1/readings", """
                {"device":"BAND-8","patient":{"id":"SYN-0003"},"readings":[{"metric":"nibpSys","value":79}]}""").statusCode()).isEqualTo(200);
        String alarm =
                "alarms/" + chair().getJsonArray("alarms").getJsonObject(0).getString("id");
        done(alarm + "/accept", "");
        refused(409, alarm + "/accept", "", "That alarm was accepted by RN.");
        refused(409, alarm + "/pause", "\"seconds\":60", "A high alarm about the patient cannot be paused.");
        refused(400, alarm + "/pause", "\"seconds\":-1", "expected a whole number from 0");
        refused(409, alarm + "/acknowledge", "", "Acknowledging a high alarm names the reason or action.");
        done(alarm + "/acknowledge", "\"action\":\"Physician called\"");
        assertThat(chair().getJsonArray("alarms").getJsonObject(0).getString("acceptedBy"))
                .isEqualTo("RN");
    }

    @Test
    void aCourseIsStartedEditedAndEnded() throws Exception {
        String start = "{\"by\":\"RN\",\"patient\":{\"id\":\"SYN-0004\"},\"protocol\":\"ketamine-mood\","
                + "\"start\":\"%s\",\"zone\":\"Europe/Berlin\",\"template\":" + TEMPLATE + "}";
        assertThat(post("/api/v1/courses", start.formatted("2026-01-31")).statusCode())
                .isEqualTo(200);
        assertThat(post("/api/v1/courses", start.formatted("2026-01-31")).body())
                .contains("This patient is in a course of ketamine-mood already.");
        assertThat(post("/api/v1/courses", start.formatted("31.1.")).body()).contains("expected a day such as");
        String edit = "{\"by\":\"RN\",\"start\":\"2026-02-01\",\"template\":" + TEMPLATE + ",\"reason\":\"Ill\"}";
        assertThat(post("/api/v1/courses/course-none", edit).body()).contains("That course does not go on.");
        assertThat(post("/api/v1/courses/course-none/end", "{\"by\":\"RN\",\"reason\":\"\"}")
                        .body())
                .contains("expected a reason for ending a course");
    }

    private static final String TEMPLATE = "{\"perWeek\":[2,2],\"thenEveryDays\":7,\"toleranceDays\":1,"
            + "\"outcome\":\"phq9\",\"responsePercent\":50,\"reviewAfter\":4}";

    /** What a screen is greeted with. */
    private JsonObject room() throws IOException, InterruptedException {
        return new JsonObject(new Screen(URI.create("http://127.0.0.1:" + server.httpPort()))
                .room()
                .toString());
    }

    private JsonArray checklist() throws IOException, InterruptedException {
        JsonArray protocols = room().getJsonArray("protocols");
        for (Object protocol : protocols) {
            if (((JsonObject) protocol).getString("id").equals("ketamine-mood")) {
                return ((JsonObject) protocol).getJsonArray("checklist");
            }
        }
        throw new AssertionError("expected the protocol among " + protocols);
    }

    private JsonObject chair() throws IOException, InterruptedException {
        return room().getJsonArray("chairs").getJsonObject(0);
    }

    private JsonObject session() throws IOException, InterruptedException {
        return chair().getJsonObject("session");
    }

    private void done(String what, String fields) throws IOException, InterruptedException {
        HttpResponse<String> answer = press(what, fields);
        assertThat(answer.statusCode()).as(what + " " + answer.body()).isEqualTo(200);
    }

    private void refused(int status, String what, String fields, String why) throws IOException, InterruptedException {
        HttpResponse<String> answer = press(what, fields);
        assertThat(answer.statusCode()).as(what + " " + answer.body()).isEqualTo(status);
        assertThat(new JsonObject(answer.body()).getString("error")).contains(why);
    }

    private HttpResponse<String> press(String what, String fields) throws IOException, InterruptedException {
        return post("/api/v1/chairs/1/" + what, "{\"by\":\"RN\"" + (fields.isEmpty() ? "" : ",") + fields + "}");
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
