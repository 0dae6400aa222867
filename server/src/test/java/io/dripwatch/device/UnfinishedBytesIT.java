package io.dripwatch.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.device.hl7.MllpConfig;
import io.dripwatch.device.hl7.MllpServer;
import io.dripwatch.device.hl7.RememberingIntake;
import io.dripwatch.device.http.HttpDoor;
import io.dripwatch.device.http.PushLimits;
import io.dripwatch.device.http.ReadingsApi;
import io.dripwatch.device.json.ReadingsDoor;
import io.dripwatch.device.json.Templates;
import io.dripwatch.device.mqtt.MqttConfig;
import io.dripwatch.device.mqtt.MqttListener;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many who begin long messages and do not end them, on every listener, and an ordinary device beside them. */
@Timeout(60)
final class UnfinishedBytesIT {
    private static final long MOST = 512 * 1024;
    private static final int LONG = 200 * 1024;
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final Counters counters = new Counters();
    private final RememberingIntake intake = new RememberingIntake();
    private final UnfinishedBytes unfinished = new UnfinishedBytes(MOST);
    private final DoorRules rules = DoorRules.defaults().with(unfinished);
    private final List<Socket> sockets = new ArrayList<>();

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private int hl7() throws Exception {
        MllpConfig config = MllpConfig.defaults().with(rules);
        return await(MllpServer.listen(vertx, config, intake, counters, InstantSource.fixed(NOW)))
                .port();
    }

    private ReadingsDoor door() {
        return new ReadingsDoor(Templates.NONE, intake, counters, InstantSource.fixed(NOW));
    }

    private int mqtt() throws Exception {
        MqttConfig config = MqttConfig.defaults().with(rules);
        Presence presence = new Presence(device -> {});
        return await(MqttListener.listen(vertx, config, door(), presence, counters, InstantSource.fixed(NOW)))
                .port();
    }

    private int web() throws Exception {
        Router router = Router.router(vertx);
        HttpDoor entrance =
                new HttpDoor(vertx, new Doorkeeper("http", rules, counters, InstantSource.fixed(NOW)), 1000);
        new ReadingsApi(vertx, door(), new Presence(device -> {}), counters, PushLimits.defaults(), entrance)
                .mount(router);
        HttpServer http = vertx.createHttpServer(new HttpServerOptions()
                        .setHttp2ClearTextEnabled(false)
                        .setMaxWebSocketFrameSize(1024 * 1024 + 1))
                .requestHandler(router);
        entrance.guard(http, router);
        return await(http.listen(0, "127.0.0.1")).actualPort();
    }

    @AfterEach
    void close() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        await(vertx.close());
    }

    private Socket connected(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        sockets.add(socket);
        return socket;
    }

    private void until(String what, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertThat(Thread.currentThread().isInterrupted()).as(what).isFalse();
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Begins long messages until one is turned away; nothing beyond the limit is taken, and all of it given back. */
    private void flooded(int port, byte[] head) throws Exception {
        byte[] part = new byte[LONG];
        Arrays.fill(part, (byte) 'x');
        for (int i = 0; i < 6; i++) {
            try {
                OutputStream out = connected(port).getOutputStream();
                out.write(head);
                out.write(part);
            } catch (IOException letGo) {
                assertThat(letGo).hasMessageMatching(".*(reset|pipe|abort).*");
            }
        }
        until("somebody is turned away", () -> refused() > 0);
        until("others take what there is", () -> unfinished.taken() > 0);
        assertThat(unfinished.taken()).isLessThanOrEqualTo(MOST);
        ordinary();
        for (Socket socket : sockets) {
            socket.close();
        }
        until("all of it is given back", () -> unfinished.taken() == 0);
    }

    private long refused() {
        return counters.turnedAway().getOrDefault(TurnedAway.NO_ROOM, 0L);
    }

    /** A device with a message of the usual length is served while the memory is taken. */
    private void ordinary() throws Exception {
        Socket monitor = connected(hl7());
        String message = "\u000bMSH|^~\\&|M||||20260301090000+0000||ORU^R01|1|P|2.6\rOBR|1\r"
                + "OBX|1|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC||97|%|||||R\r\u001c\r";
        monitor.getOutputStream().write(message.getBytes(StandardCharsets.US_ASCII));
        byte[] answer = new byte[2000];
        int length = monitor.getInputStream().read(answer);
        assertThat(new String(answer, 0, length, StandardCharsets.US_ASCII)).contains("MSA|AA|1");
    }

    @Test
    void framesOfHl7() throws Exception {
        flooded(hl7(), new byte[] {0x0B});
    }

    @Test
    void publishedMessages() throws Exception {
        // CONNECT without a client id, so that no connection ends another's; then PUBLISH of 770 KiB.
        byte[] head = {
            0x10, 12, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0, 0, 0x30, (byte) 0x80, (byte) 0x80, 0x30, 0, 1, 't'
        };
        flooded(mqtt(), head);
    }

    /** The head of a request. */
    private static byte[] head(String lines) {
        return (lines.strip() + "\n\n").replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void posts() throws Exception {
        flooded(web(), head("""
                POST /api/v1/readings HTTP/1.1
                Host: x
                Content-Length: 900000
                """));
    }

    @Test
    void framesOfWebSockets() throws Exception {
        byte[] upgrade = head("""
                GET /api/v1/readings HTTP/1.1
                Host: x
                Connection: Upgrade
                Upgrade: websocket
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==
                """);
        byte[] frame = {(byte) 0x81, (byte) 0xFF, 0, 0, 0, 0, 0, 0x0E, 0, 0, 1, 2, 3, 4};
        int port = web();
        byte[] answer = new byte[2000];
        for (int i = 0; i < 6; i++) {
            Socket socket = connected(port);
            socket.getOutputStream().write(upgrade);
            assertThat(socket.getInputStream().read(answer)).isPositive();
            assertThat(new String(answer, 0, 12, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 101");
            try {
                socket.getOutputStream().write(frame);
                socket.getOutputStream().write(new byte[LONG]);
            } catch (IOException letGo) {
                assertThat(letGo).hasMessageMatching(".*(reset|pipe|abort).*");
            }
        }
        until("somebody is turned away", () -> refused() > 0);
        assertThat(unfinished.taken()).isLessThanOrEqualTo(MOST).isPositive();
        ordinary();
    }

    /** What was whole weighs nothing: each sends more than the memory in messages that are free. */
    @Test
    void whoeverEndsItsMessagesSpeaksAsLongAsItLikes() throws Exception {
        byte[] padding = new byte[9000];
        Arrays.fill(padding, (byte) ' ');
        String blanks = new String(padding, StandardCharsets.US_ASCII);
        Socket poster = connected(web());
        byte[] post = (new String(
                                head("POST /api/v1/readings HTTP/1.1\nHost: x\nContent-Length: 9002"),
                                StandardCharsets.US_ASCII)
                        + "{" + blanks + "}")
                .getBytes(StandardCharsets.US_ASCII);
        Socket publisher = connected(mqtt());
        publisher.getOutputStream().write(new byte[] {0x10, 12, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0, 0});
        assertThat(publisher.getInputStream().readNBytes(4)).containsExactly(0x20, 2, 0, 0);
        byte[] publish = Arrays.copyOf(new byte[] {0x32, (byte) 0xAD, 0x46, 0, 1, 't', 0, 1}, 8 + 9000);
        byte[] answer = new byte[4000];
        for (int i = 0; i < 100; i++) {
            poster.getOutputStream().write(post);
            int length = poster.getInputStream().read(answer);
            assertThat(new String(answer, 0, Math.max(0, length), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 400");
            publisher.getOutputStream().write(publish);
            assertThat(publisher.getInputStream().readNBytes(4)).containsExactly(0x40, 2, 0, 1);
        }
        assertThat(refused()).isZero();
    }
}
