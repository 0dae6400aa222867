package io.dripwatch.device.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.device.Counters;
import io.dripwatch.device.DoorLimits;
import io.dripwatch.device.Presence;
import io.dripwatch.device.TurnedAway;
import io.dripwatch.device.hl7.RememberingIntake;
import io.dripwatch.device.json.ReadingsDoor;
import io.dripwatch.device.json.Templates;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Publishers that do harm at a real socket, and their neighbours. */
@Timeout(60)
final class MqttPressureIT {
    private static final DoorLimits LIMITS = DoorLimits.defaults();
    private static final byte[] CONNECT = {0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0, 1, 'r'};
    private static final byte[] PING = {(byte) 0xC0, 0};

    private final Vertx vertx = Vertx.vertx();
    private final Counters counters = new Counters();
    private final List<Socket> sockets = new ArrayList<>();

    private MqttListener listening(MqttConfig config) throws Exception {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-03-01T09:00:00Z"));
        ReadingsDoor door = new ReadingsDoor(Templates.NONE, new RememberingIntake(), counters, clock);
        return MqttListener.listen(vertx, config, door, new Presence(device -> {}), counters, clock)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private MqttListener listening(DoorLimits limits) throws Exception {
        return listening(MqttConfig.defaults().with(limits));
    }

    @AfterEach
    void close() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Socket connected(MqttListener listener) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        socket.setSoTimeout(20_000);
        sockets.add(socket);
        return socket;
    }

    /** The code of the CONNACK, -1 where the connection was closed instead. */
    private static int greeted(Socket socket, byte[] connect) throws IOException {
        try {
            socket.getOutputStream().write(connect);
            byte[] answer = socket.getInputStream().readNBytes(4);
            return answer.length < 4 ? -1 : answer[3];
        } catch (java.net.SocketException reset) {
            return -1;
        }
    }

    /** Sends a byte, waits a little, and says whether the other end has hung up. */
    private static boolean trickled(Socket socket, byte b) {
        try {
            socket.getOutputStream().write(b);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void aPacketThatTricklesIsLetGoAndItsNeighbourIsNot() throws Exception {
        MqttListener listener = listening(LIMITS.withPatience(Duration.ofMillis(400)));
        Socket neighbour = connected(listener);
        assertThat(greeted(neighbour, CONNECT)).isZero();
        Socket slow = connected(listener);
        byte[] other = CONNECT.clone();
        other[14] = 's';
        assertThat(greeted(slow, other)).isZero();
        slow.setSoTimeout(20);
        slow.getOutputStream().write(new byte[] {0x32, (byte) 0xFF, (byte) 0xFF, 0x3F});
        boolean letGo = false;
        for (int i = 0; i < 10_000 && !letGo; i++) {
            letGo = trickled(slow, (byte) 1);
            neighbour.getOutputStream().write(PING);
            assertThat(neighbour.getInputStream().readNBytes(2)).containsExactly(0xD0, 0);
        }
        assertThat(letGo).isTrue();
        assertThat(counters.turnedAway()).containsEntry(TurnedAway.UNFINISHED, 1L);
    }

    @Test
    void whoConnectsAgainAndAgainIsTurnedAway() throws Exception {
        MqttListener listener = listening(LIMITS.withConnects(5, 1));
        int let = 0;
        for (int i = 0; i < 20; i++) {
            let += greeted(connected(listener), CONNECT) == 0 ? 1 : 0;
        }
        assertThat(let).isEqualTo(5);
        assertThat(counters.turnedAway()).containsEntry(TurnedAway.ADDRESS_HASTY, 15L);
    }

    @Test
    void aClientThatConnectsAgainAndAgainIsToldToWaitAndKeepsItsConnection() throws Exception {
        MqttListener listener = listening(LIMITS.withDeviceConnects(3, 1));
        for (int i = 0; i < 2; i++) {
            assertThat(greeted(connected(listener), CONNECT)).isZero();
        }
        Socket third = connected(listener);
        assertThat(greeted(third, CONNECT)).isZero();
        for (int i = 0; i < 10; i++) {
            assertThat(greeted(connected(listener), CONNECT)).isEqualTo(3);
        }
        third.getOutputStream().write(PING);
        assertThat(third.getInputStream().readNBytes(2)).containsExactly(0xD0, 0);
        assertThat(counters.turnedAway()).containsEntry(TurnedAway.DEVICE_HASTY, 10L);
    }

    @Test
    void whoAgreedOnNoKeepAliveIsNotHeldForEver() throws Exception {
        MqttListener listener = listening(MqttConfig.defaults().withLongestSilence(Duration.ofMillis(300)));
        Socket silent = connected(listener);
        assertThat(greeted(silent, CONNECT)).isZero();
        assertThat(silent.getInputStream().read()).isEqualTo(-1);
        assertThat(counters.silentConnectionsClosed()).isEqualTo(1);
    }
}
