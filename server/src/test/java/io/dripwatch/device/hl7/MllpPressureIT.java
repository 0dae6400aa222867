package io.dripwatch.device.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.device.Counters;
import io.dripwatch.device.DoorLimits;
import io.dripwatch.device.TurnedAway;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Devices that do harm at a real socket, and their neighbours. */
@Timeout(60)
final class MllpPressureIT {
    private static final DoorLimits LIMITS = DoorLimits.defaults();

    private final Vertx vertx = Vertx.vertx();
    private final Counters counters = new Counters();
    private final RememberingIntake intake = new RememberingIntake();
    private final List<Socket> sockets = new ArrayList<>();

    private MllpServer listening(DoorLimits limits) throws Exception {
        return listening(MllpConfig.defaults().with(limits));
    }

    private MllpServer listening(MllpConfig config) throws Exception {
        return MllpServer.listen(vertx, config, intake, counters, InstantSource.fixed(Given.NOW))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Socket connected(MllpServer server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        return socket;
    }

    private static byte[] frame() {
        return ("\u000b" + String.join("\r", Given.MSH, Given.OBR, Given.HR) + "\r\u001c\r")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static boolean answered(Socket socket) throws IOException {
        int b = socket.getInputStream().read();
        while (b >= 0 && b != FrameScanner.END) {
            b = socket.getInputStream().read();
        }
        return b == FrameScanner.END && socket.getInputStream().read() == '\r';
    }

    @Test
    void aFrameThatTricklesIsLetGoAndItsNeighbourIsNot() throws Exception {
        MllpServer server = listening(LIMITS.withPatience(Duration.ofMillis(400)));
        Socket neighbour = connected(server);
        Socket slow = connected(server);
        slow.setSoTimeout(20);
        byte[] frame = frame();
        boolean letGo = false;
        for (int i = 0; i < 10_000 && !letGo; i++) {
            letGo = trickled(slow, frame[Math.min(i, frame.length - 3)]);
            neighbour.getOutputStream().write(frame);
            assertThat(answered(neighbour)).isTrue();
        }
        assertThat(letGo).isTrue();
        assertThat(counters.turnedAway()).containsEntry(TurnedAway.UNFINISHED, 1L);
    }

    /** Sends a byte, waits a little, and says whether the other end has hung up. */
    private static boolean trickled(Socket socket, byte b) {
        try {
            socket.getOutputStream().write(b);
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void whoeverIsNotReadFromIsNotLate() throws Exception {
        intake.hesitant();
        MllpServer server = listening(LIMITS.withPatience(Duration.ofMillis(200)));
        Socket socket = connected(server);
        byte[] frame = frame();
        for (int i = 0; i < 300; i++) {
            socket.getOutputStream().write(frame);
        }
        socket.getOutputStream().write(frame, 0, 20);
        socket.setSoTimeout(1000);
        assertThat(trickled(socket, frame[20])).isFalse();
        intake.keepAll();
        assertThat(counters.turnedAway()).containsEntry(TurnedAway.UNFINISHED, 0L);
    }

    /** As behind a cable that was pulled: the connection is open, and nothing comes. */
    @Test
    void aDeviceThatGivesNoSignOfLifeIsLetGoAndCountedAndItsNeighbourIsNot() throws Exception {
        MllpServer server = listening(MllpConfig.defaults().withLongestSilence(Duration.ofSeconds(1)));
        Socket neighbour = connected(server);
        Socket silent = connected(server);
        silent.getOutputStream().write(frame());
        assertThat(answered(silent)).isTrue();
        silent.setSoTimeout(20);
        while (!hungUp(silent)) {
            neighbour.getOutputStream().write(frame());
            assertThat(answered(neighbour)).isTrue();
        }
        neighbour.getOutputStream().write(frame());
        assertThat(answered(neighbour)).isTrue();
        assertThat(counters.silentConnectionsClosed()).isEqualTo(1);
    }

    private static boolean hungUp(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException stillOpen) {
            return false;
        }
    }

    @Test
    void aDeviceThatReadsNoAnswersIsLetGoInTheEndAndOneThatWaitsForTheStoreIsNot() throws Exception {
        MllpServer server = listening(MllpConfig.defaults().withLongestSilence(Duration.ofMillis(500)));
        Socket deaf = connected(server);
        byte[] frame = frame();
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10_000_000; i++) {
                        deaf.getOutputStream().write(frame);
                    }
                })
                .isInstanceOf(IOException.class);
        assertThat(counters.silentConnectionsClosed()).isEqualTo(1);

        intake.hesitant();
        Socket patient = connected(server);
        for (int i = 0; i < 300; i++) {
            patient.getOutputStream().write(frame);
        }
        patient.setSoTimeout(1_000);
        assertThat(hungUp(patient)).isFalse();
        intake.keepAll();
        assertThat(counters.silentConnectionsClosed()).isEqualTo(1);
    }

    @Test
    void whoConnectsAgainAndAgainIsTurnedAway() throws Exception {
        MllpServer server = listening(LIMITS.withConnects(5, 1));
        int let = 0;
        for (int i = 0; i < 20; i++) {
            try (Socket socket = connected(server)) {
                socket.getOutputStream().write(frame());
                let += answered(socket) ? 1 : 0;
            } catch (IOException reset) {
                assertThat(reset).isInstanceOf(java.net.SocketException.class);
            }
        }
        assertThat(let).isEqualTo(5);
        assertThat(counters.turnedAway()).containsEntry(TurnedAway.ADDRESS_HASTY, 15L);
    }

    @Test
    void aDeviceThatConnectsAgainAndAgainIsNotKeptAndNotAcknowledged() throws Exception {
        MllpServer server = listening(LIMITS.withDeviceConnects(3, 1));
        int let = 0;
        for (int i = 0; i < 10; i++) {
            Socket socket = connected(server);
            socket.getOutputStream().write(frame());
            let += answered(socket) ? 1 : 0;
        }
        assertThat(let).isEqualTo(3);
        assertThat(intake.reports()).hasSize(3);
        assertThat(counters.turnedAway()).containsEntry(TurnedAway.DEVICE_HASTY, 7L);
        Socket other = connected(server);
        other.getOutputStream()
                .write(new String(frame(), StandardCharsets.UTF_8)
                        .replace("0011223344556677", "0011223344556688")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(answered(other)).isTrue();
    }

    @Test
    void twoThousandDevicesOfOneAddressAreLetIn() throws Exception {
        MllpServer server = listening(LIMITS);
        for (int i = 0; i < 2000; i++) {
            connected(server);
        }
        Socket last = sockets.get(1999);
        last.getOutputStream().write(frame());
        assertThat(answered(last)).isTrue();
        assertThat(server.connections()).isEqualTo(2000);
        assertThat(counters.turnedAway().values()).containsOnly(0L);
    }
}
