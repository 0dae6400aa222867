package io.dripwatch.device.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.device.Counters;
import io.dripwatch.device.DoorRules;
import io.dripwatch.device.Doorkeeper;
import io.dripwatch.device.Presence;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.device.hl7.RememberingIntake;
import io.dripwatch.device.json.ReadingsDoor;
import io.dripwatch.device.json.Templates;
import io.dripwatch.vitals.DeviceId;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Devices at a real WebSocket, spoken to by the client of the JDK. */
@Timeout(60)
final class PushSocketIT {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");

    private static final String HANDSHAKE = """
            GET /api/v1/readings HTTP/1.1\r
            Host: localhost\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            \r
            """;

    private final Vertx vertx = Vertx.vertx();
    private final Counters counters = new Counters();
    private final RememberingIntake intake = new RememberingIntake();
    private final BlockingQueue<DeviceId> lost = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    /** Puts every whole answer into the queue, and how the connection ended. */
    private final class Listener implements WebSocket.Listener {
        private final StringBuilder begun = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            begun.append(part);
            if (last) {
                answers.add(begun.toString());
                begun.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            answers.add("closed " + status);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            answers.add("closed by " + error);
        }
    }

    private int listening(PushLimits limits) throws Exception {
        Router router = Router.router(vertx);
        ReadingsDoor door = new ReadingsDoor(Templates.NONE, intake, counters, InstantSource.fixed(NOW));
        Doorkeeper doorkeeper = new Doorkeeper("http", DoorRules.defaults(), counters, InstantSource.fixed(NOW));
        HttpDoor entrance = new HttpDoor(vertx, doorkeeper, 100);
        new ReadingsApi(vertx, door, new Presence(lost::add), counters, limits, entrance).mount(router);
        HttpServer http = vertx.createHttpServer(new HttpServerOptions()
                        .setHttp2ClearTextEnabled(false)
                        .setMaxWebSocketFrameSize(limits.largestMessageBytes() + 1))
                .requestHandler(router);
        entrance.guard(http, router);
        HttpServer server = http.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return server.actualPort();
    }

    private WebSocket connected(PushLimits limits) throws Exception {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + listening(limits) + "/api/v1/readings"), new Listener())
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static String numbered(int seq) {
        return "{\"seq\":" + seq + ",\"device\":\"BAND-7\",\"readings\":[{\"metric\":\"spo2\",\"value\":97}]}";
    }

    private static void send(WebSocket socket, String text, boolean last) throws Exception {
        socket.sendText(text, last).get(10, TimeUnit.SECONDS);
    }

    private JsonObject answer() throws InterruptedException {
        String answer = answers.poll(10, TimeUnit.SECONDS);
        assertThat(answer).isNotNull().startsWith("{");
        return new JsonObject(answer);
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what);
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void nothingIsAcknowledgedBeforeItIsDurableAndAnswersKeepTheirOrder() throws Exception {
        intake.hesitant();
        WebSocket socket = connected(PushLimits.defaults());
        for (int seq = 1; seq <= 3; seq++) {
            send(socket, numbered(seq), true);
        }
        await("the reports", () -> intake.undecided() == 3);
        assertThat(answers).isEmpty();
        intake.keepNewest();
        intake.keepNewest();
        intake.keepNewest();

        for (int seq = 1; seq <= 3; seq++) {
            assertThat(answer()).isEqualTo(new JsonObject("{\"seq\":" + seq + ",\"kept\":1,\"refused\":[]}"));
        }
        assertThat(counters.readings()).isEqualTo(3);
    }

    @Test
    void whatCannotBeKeptIsAskedForAgainAndTheConnectionLives() throws Exception {
        intake.full();
        WebSocket socket = connected(PushLimits.defaults());
        for (int seq = 1; seq <= 2; seq++) {
            send(socket, numbered(seq), true);
            JsonObject answer = answer();
            assertThat(answer.getInteger("seq")).isEqualTo(seq);
            assertThat(answer.getInteger("kept")).isZero();
            assertThat(answer.getString("error")).contains("send them again");
        }
        assertThat(counters.messagesNotKept()).isEqualTo(2);
    }

    @Test
    void aBadRowIsNamedAndCostsNoneOfTheOthers() throws Exception {
        WebSocket socket = connected(PushLimits.defaults());
        send(
                socket,
                "{\"seq\":9,\"reports\":[{\"device\":\"A\",\"readings\":[{\"metric\":\"spo2\",\"value\":970},"
                        + "{\"metric\":\"heartRate\",\"value\":70}]}]}",
                true);

        JsonObject answer = answer();
        assertThat(answer.getInteger("kept")).isEqualTo(1);
        assertThat(answer.getJsonArray("refused").getJsonObject(0).getString("where"))
                .isEqualTo(".reports[0].readings[0].value");
        send(socket, "no json", true);
        assertThat(answer().getJsonArray("refused").getJsonObject(0).getString("reason"))
                .isEqualTo("UNREADABLE");
    }

    @Test
    void noMoreThanTheLimitIsInFlightAndAllIsAnsweredInTheEnd() throws Exception {
        intake.hesitant();
        WebSocket socket = connected(new PushLimits(1024 * 1024, 5, Duration.ofMinutes(1)));
        for (int seq = 0; seq < 50; seq++) {
            send(socket, numbered(seq), true);
        }
        for (int seq = 0; seq < 50; seq++) {
            int expected = Math.min(5, 50 - seq);
            await("the window to fill", () -> intake.undecided() == expected);
            assertThat(intake.undecided()).isLessThanOrEqualTo(5);
            intake.keepOldest();
            assertThat(answer().getInteger("seq")).isEqualTo(seq);
        }
    }

    @Test
    void aMessageInPartsOrInBytesIsTheSameMessage() throws Exception {
        WebSocket socket = connected(PushLimits.defaults());
        String message = numbered(4);
        send(socket, message.substring(0, 20), false);
        send(socket, message.substring(20, 40), false);
        send(socket, message.substring(40), true);
        assertThat(answer().getInteger("kept")).isEqualTo(1);
        socket.sendBinary(ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)), true)
                .get(10, TimeUnit.SECONDS);
        assertThat(answer().getInteger("kept")).isEqualTo(1);
    }

    @Test
    void aMessageBeyondTheLimitEndsTheConnectionAndIsCounted() throws Exception {
        WebSocket socket = connected(new PushLimits(2048, 5, Duration.ofMinutes(1)));
        for (int part = 0; part < 3; part++) {
            send(socket, "x".repeat(1000), part == 2);
        }
        assertThat(answers.poll(10, TimeUnit.SECONDS)).isEqualTo("closed 1009");
        assertThat(counters.refusals()).containsEntry(RefusalReason.TOO_LARGE, 1L);
    }

    @Test
    void aDeviceThatGivesNoSignOfLifeIsLetGoAndOneThatAnswersPingsIsNot() throws Exception {
        int port = listening(new PushLimits(2048, 5, Duration.ofMillis(200)));
        WebSocket alive = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/api/v1/readings"), new Listener())
                .get(10, TimeUnit.SECONDS);
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), port)) {
            silent.getOutputStream().write(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
            await("the silent one to be noticed", () -> counters.silentConnectionsClosed() == 1);
        }
        send(alive, numbered(1), true);
        assertThat(answer().getInteger("seq")).isEqualTo(1);
    }

    @Test
    void aDeviceThatReadsNoAnswersIsLetGoInTheEnd() throws Exception {
        int port = listening(new PushLimits(8192, 50, Duration.ofMillis(200)));
        String rows = ",{\"metric\":\"nothing\",\"value\":1}".repeat(100);
        byte[] text = numbered(1).replace("]}", rows + "]}").getBytes(StandardCharsets.US_ASCII);
        byte[] frame = ByteBuffer.allocate(text.length + 8)
                .putShort((short) 0x81FE)
                .putShort((short) text.length)
                .putInt(0)
                .put(text)
                .array();
        try (Socket deaf = new Socket(InetAddress.getLoopbackAddress(), port)) {
            deaf.getOutputStream().write(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
            assertThatThrownBy(() -> {
                        while (true) {
                            deaf.getOutputStream().write(frame);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        assertThat(counters.silentConnectionsClosed()).isEqualTo(1);
        assertThat(lost.poll(10, TimeUnit.SECONDS)).isEqualTo(new DeviceId("BAND-7"));
    }

    @Test
    void aConnectionThatBreaksOffLosesTheLinkAtOnceAndOneThatEndsWellDoesNot() throws Exception {
        WebSocket polite = connected(PushLimits.defaults());
        send(polite, numbered(1), true);
        answer();
        polite.sendClose(WebSocket.NORMAL_CLOSURE, "done").get(10, TimeUnit.SECONDS);
        assertThat(answers.poll(10, TimeUnit.SECONDS)).isEqualTo("closed 1000");

        WebSocket torn = connected(PushLimits.defaults());
        send(torn, numbered(2).replace("BAND-7", "BAND-8"), true);
        answer();
        torn.abort();
        assertThat(lost.poll(10, TimeUnit.SECONDS)).isEqualTo(new DeviceId("BAND-8"));
        assertThat(lost).isEmpty();
    }

    @Test
    void aPageOfAnotherSiteCannotInventReadings() throws Exception {
        String handshake = HANDSHAKE.replace("\r\n\r\n", "\r\nOrigin: https://elsewhere.example\r\n\r\n");
        try (Socket page = new Socket(InetAddress.getLoopbackAddress(), listening(PushLimits.defaults()))) {
            page.getOutputStream().write(handshake.getBytes(StandardCharsets.US_ASCII));
            byte[] status = page.getInputStream().readNBytes("HTTP/1.1 403".length());
            assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 403");
        }
    }
}
