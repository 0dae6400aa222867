package io.dripwatch.device.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.device.Counters;
import io.dripwatch.device.DoorLimits;
import io.dripwatch.device.DoorRules;
import io.dripwatch.device.Doorkeeper;
import io.dripwatch.device.Presence;
import io.dripwatch.device.TurnedAway;
import io.dripwatch.device.hl7.RememberingIntake;
import io.dripwatch.device.json.ReadingsDoor;
import io.dripwatch.device.json.Templates;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Devices that do harm at the web server, and a screen of the same address. */
@Timeout(60)
final class WebPressureIT {
    private static final DoorLimits LIMITS = DoorLimits.defaults();
    private static final String READING = "{\"device\":\"BAND-7\",\"readings\":[{\"metric\":\"spo2\",\"value\":97}]}";

    private static final String ASK_BIG = "GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n";
    /** More than the buffers of both sockets hold. */
    private static final String BIG = "x".repeat(16 << 20);

    private final Vertx vertx = Vertx.vertx();
    private final Counters counters = new Counters();
    private final List<Socket> sockets = new ArrayList<>();

    private int listening(DoorLimits limits, int mostWaiting) throws Exception {
        return listening(limits, mostWaiting, Duration.ofMinutes(1));
    }

    private int listening(DoorLimits limits, int mostWaiting, Duration betweenRequests) throws Exception {
        Router router = Router.router(vertx);
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-03-01T09:00:00Z"));
        ReadingsDoor door = new ReadingsDoor(Templates.NONE, new RememberingIntake(), counters, clock);
        HttpDoor entrance = new HttpDoor(
                vertx,
                new Doorkeeper("http", DoorRules.defaults().with(limits), counters, clock),
                mostWaiting,
                betweenRequests);
        new ReadingsApi(vertx, door, new Presence(device -> {}), counters, PushLimits.defaults(), entrance)
                .mount(router);
        router.get("/big").handler(http -> http.response().end(BIG));
        router.get("/huge").handler(http -> http.response().end(BIG.repeat(3)));
        router.get("/screen").handler(http -> http.response().end("drawn"));
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .requestHandler(router);
        entrance.guard(server, router);
        return server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    @AfterEach
    void close() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Socket connected(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        sockets.add(socket);
        return socket;
    }

    /** The status of the answer, -1 where the connection was closed instead. */
    private static int asked(Socket socket, String request) throws IOException {
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] line = socket.getInputStream().readNBytes(12);
            return line.length < 12 ? -1 : Integer.parseInt(new String(line, 9, 3, StandardCharsets.US_ASCII));
        } catch (java.net.SocketException reset) {
            return -1;
        }
    }

    private static int screen(Socket socket) throws IOException {
        return asked(socket, "GET /screen HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    private static int push(Socket socket) throws IOException {
        return asked(
                socket,
                "POST /api/v1/readings HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + READING.length() + "\r\n\r\n"
                        + READING);
    }

    private static int upgrade(Socket socket) throws IOException {
        return asked(socket, """
                GET /api/v1/readings HTTP/1.1\r
                Host: localhost\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Extensions: permessage-deflate\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Version: 13\r
                \r
                """);
    }

    @Test
    void whoAsksForMoreAndMoreAndReadsNothingIsLetGoAndNobodyElse() throws Exception {
        int port = listening(LIMITS, 100);
        Socket patient = connected(port);
        patient.getOutputStream().write(ASK_BIG.repeat(Unread.MOST).getBytes(StandardCharsets.US_ASCII));
        Socket greedy = connected(port);
        greedy.getOutputStream().write(ASK_BIG.repeat(5_000).getBytes(StandardCharsets.US_ASCII));

        assertThat(readToTheEnd(greedy)).isLessThan(5_000L * BIG.length());

        assertThat(counters.turnedAway().get(TurnedAway.UNREAD)).isEqualTo(1);
        long read = 0;
        for (byte[] part = new byte[1 << 16]; read < (long) Unread.MOST * BIG.length(); ) {
            read += patient.getInputStream().read(part);
        }
        assertThat(screen(connected(port))).isEqualTo(200);
    }

    @Test
    void whoTakesNoByteOfAnAnswerIsLetGoAndWhoReadsSlowlyIsNot() throws Exception {
        int port = listening(LIMITS, 100, Duration.ofSeconds(2));
        Socket slow = connected(port);
        slow.getOutputStream().write(ASK_BIG.replace("big", "huge").getBytes(StandardCharsets.US_ASCII));
        Socket deaf = connected(port);
        deaf.getOutputStream().write(ASK_BIG.replace("big", "huge").getBytes(StandardCharsets.US_ASCII));

        long read = 0;
        while (counters.turnedAway().getOrDefault(TurnedAway.UNREAD, 0L) == 0) {
            read += slow.getInputStream().readNBytes(4_000).length;
            LockSupport.parkNanos(1_000_000);
        }

        assertThat(read + readToTheEnd(slow)).isGreaterThan(3L * BIG.length());
        assertThat(readToTheEnd(deaf)).isLessThan(3L * BIG.length());
        assertThat(counters.turnedAway().get(TurnedAway.UNREAD)).isEqualTo(1);
    }

    private static long readToTheEnd(Socket socket) throws IOException {
        long read = 0;
        byte[] part = new byte[1 << 16];
        try {
            for (int more = 0; more >= 0; more = socket.getInputStream().read(part)) {
                read += more;
            }
        } catch (java.net.SocketException reset) {
            return read;
        }
        return read;
    }

    private static boolean trickled(Socket socket, String part) {
        try {
            socket.getOutputStream().write(part.getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private boolean letGo(Socket socket, String part) throws IOException {
        socket.setSoTimeout(20);
        for (int i = 0; i < 500; i++) {
            if (trickled(socket, part)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aRequestThatTricklesIsLetGo() throws Exception {
        int port = listening(LIMITS.withPatience(Duration.ofMillis(300)), 100);
        Socket head = connected(port);
        head.getOutputStream().write("GET /screen HTTP/1.1\r\nHost: ".getBytes(StandardCharsets.US_ASCII));
        assertThat(letGo(head, "x")).isTrue();
        Socket body = connected(port);
        body.getOutputStream()
                .write("POST /api/v1/readings HTTP/1.1\r\nHost: a\r\nContent-Length: 90000\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(letGo(body, " ")).isTrue();
        Socket silent = connected(port);
        assertThat(silent.getInputStream().read()).isEqualTo(-1);
        assertThat(counters.turnedAway()).containsEntry(TurnedAway.UNFINISHED, 3L);
    }

    @Test
    void aMessageInManyFramesMustEndToo() throws Exception {
        int port = listening(LIMITS.withPatience(Duration.ofMillis(300)), 100);
        Socket socket = connected(port);
        assertThat(upgrade(socket)).isEqualTo(101);
        socket.getOutputStream().write(new byte[] {0x01, (byte) 0x81, 0, 0, 0, 0, ' '});
        byte[] all = socket.getInputStream().readAllBytes();
        assertThat(all[all.length - 1]).isEqualTo((byte) 'e');
        assertThat(new String(all, StandardCharsets.ISO_8859_1)).endsWith("a message must end in time");
        assertThat(counters.turnedAway()).containsEntry(TurnedAway.UNFINISHED, 1L);
    }

    @Test
    void aConnectionThatAsksForNothingMoreIsClosedInTheEndAndCounted() throws Exception {
        int port = listening(LIMITS, 100, Duration.ofMillis(300));
        Socket idle = connected(port);
        assertThat(screen(idle)).isEqualTo(200);
        idle.getInputStream().transferTo(OutputStream.nullOutputStream());
        assertThat(counters.silentConnectionsClosed()).isEqualTo(1);
        assertThat(counters.turnedAway()).containsEntry(TurnedAway.UNFINISHED, 0L);
    }

    @Test
    void aFloodOfIdleConnectionsGivesWayToAScreen() throws Exception {
        int port = listening(LIMITS, 40);
        Socket known = connected(port);
        assertThat(screen(known)).isEqualTo(200);
        for (int i = 0; i < 200; i++) {
            connected(port);
        }
        assertThat(screen(connected(port))).isEqualTo(200);
        assertThat(counters.turnedAway().get(TurnedAway.GAVE_WAY)).isGreaterThanOrEqualTo(180L);
    }

    @Test
    void devicesThatConnectAgainAndAgainAreToldSoAndScreensOfTheSameAddressAreNot() throws Exception {
        int port = listening(LIMITS.withConnects(5, 1), 100);
        int kept = 0;
        for (int i = 0; i < 20; i++) {
            try (Socket socket = connected(port)) {
                int status = i % 2 == 0 ? push(socket) : upgrade(socket);
                assertThat(status).isIn(200, 101, 429);
                kept += status == 429 ? 0 : 1;
            }
        }
        assertThat(kept).isEqualTo(5);
        assertThat(counters.turnedAway()).containsEntry(TurnedAway.ADDRESS_HASTY, 15L);
        assertThat(screen(connected(port))).isEqualTo(200);
    }

    @Test
    void oneConnectionThatStaysIsOneConnectionHoweverMuchItPushes() throws Exception {
        int port = listening(LIMITS.withConnects(1, 0.001), 100);
        Socket socket = connected(port);
        assertThat(push(socket)).isEqualTo(200);
        String answer = "";
        while (!answer.endsWith("}")) {
            answer += (char) socket.getInputStream().read();
        }
        assertThat(push(socket)).isEqualTo(200);
    }

    @Test
    void whoEndsMakesRoomForTheNext() throws Exception {
        int port = listening(LIMITS.withOpen(2, 2), 100);
        Socket first = connected(port);
        assertThat(upgrade(first)).isEqualTo(101);
        assertThat(upgrade(connected(port))).isEqualTo(101);
        assertThat(upgrade(connected(port))).isEqualTo(429);
        first.close();
        int status = 429;
        for (int i = 0; i < 1000 && status == 429; i++) {
            status = upgrade(connected(port));
        }
        assertThat(status).isEqualTo(101);
    }
}
