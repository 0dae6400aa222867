package io.dripwatch.device.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.device.Counters;
import io.dripwatch.device.Presence;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.device.TurnedAway;
import io.dripwatch.device.hl7.RememberingIntake;
import io.dripwatch.device.json.ReadingsDoor;
import io.dripwatch.device.json.Templates;
import io.dripwatch.vitals.DeviceId;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Publishers at a real socket: Eclipse Paho for MQTT 3.1.1 and 5, and bytes by hand. */
@Timeout(60)
final class MqttListenerIT {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final long PATIENCE_MS = 10_000;
    private static final byte[] CONNECT = bytes(0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0, 1, 'r');

    private final Vertx vertx = Vertx.vertx();
    private final Counters counters = new Counters();
    private final RememberingIntake intake = new RememberingIntake();
    private final BlockingQueue<DeviceId> lost = new LinkedBlockingQueue<>();
    private final List<Socket> sockets = new ArrayList<>();

    private MqttListener listening(MqttConfig config) throws Exception {
        ReadingsDoor door = new ReadingsDoor(Templates.NONE, intake, counters, InstantSource.fixed(NOW));
        return MqttListener.listen(vertx, config, door, new Presence(lost::add), counters, InstantSource.fixed(NOW))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private MqttListener listening() throws Exception {
        return listening(MqttConfig.defaults());
    }

    private Socket connected(MqttListener listener) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        socket.setSoTimeout(10_000);
        sockets.add(socket);
        return socket;
    }

    private Socket greeted(MqttListener listener) throws IOException {
        Socket socket = connected(listener);
        socket.getOutputStream().write(CONNECT);
        assertThat(socket.getInputStream().readNBytes(4)).containsExactly(0x20, 2, 0, 0);
        return socket;
    }

    @AfterEach
    void close() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] reading(String device) {
        return ("{\"device\":\"" + device + "\",\"readings\":[{\"metric\":\"spo2\",\"value\":97}]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A PUBLISH of QoS 1 to the topic "t". */
    private static byte[] publish(int id, byte[] payload) {
        byte[] head = bytes(0x32, payload.length + 5, 0, 1, 't', id >> 8, id & 0xFF);
        byte[] packet = new byte[head.length + payload.length];
        System.arraycopy(head, 0, packet, 0, head.length);
        System.arraycopy(payload, 0, packet, head.length, payload.length);
        return packet;
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

    private static MqttAsyncClient paho(MqttListener listener, String id) throws MqttException {
        return new MqttAsyncClient("tcp://127.0.0.1:" + listener.port(), id, new MemoryPersistence());
    }

    @Test
    void pahoPublishesWithEveryQualityOfService() throws Exception {
        MqttListener listener = listening();
        try (MqttAsyncClient client = paho(listener, "band")) {
            client.connect().waitForCompletion(PATIENCE_MS);
            for (int qos = 0; qos <= 2; qos++) {
                client.publish("ward/1", reading("BAND-" + qos), qos, false).waitForCompletion(PATIENCE_MS);
            }
            await("all readings", () -> counters.readings() == 3);
            client.disconnect().waitForCompletion(PATIENCE_MS);
        }
        assertThat(intake.reports())
                .extracting(report -> report.device().value())
                .containsExactly("BAND-0", "BAND-1", "BAND-2");
        assertThat(lost).isEmpty();
    }

    @Test
    void pahoOfMqtt5IsToldThatAPayloadSaysNothing() throws Exception {
        MqttListener listener = listening();
        org.eclipse.paho.mqttv5.client.MqttAsyncClient client = new org.eclipse.paho.mqttv5.client.MqttAsyncClient(
                "tcp://127.0.0.1:" + listener.port(),
                "",
                new org.eclipse.paho.mqttv5.client.persist.MemoryPersistence());
        client.connect(new MqttConnectionOptions()).waitForCompletion(PATIENCE_MS);
        assertThat(client.getClientId()).startsWith("client-");
        client.publish("ward/1", reading("BAND-5"), 1, false).waitForCompletion(PATIENCE_MS);
        client.publish("ward/1", reading("BAND-6"), 2, false).waitForCompletion(PATIENCE_MS);
        org.eclipse.paho.mqttv5.client.IMqttToken bad =
                client.publish("ward/1", "no json".getBytes(StandardCharsets.UTF_8), 1, false);
        bad.waitForCompletion(PATIENCE_MS);
        assertThat(bad.getReasonCodes()).contains(Packets.PAYLOAD_INVALID);
        client.disconnect().waitForCompletion(PATIENCE_MS);
        client.close();
        assertThat(counters.readings()).isEqualTo(2);
        assertThat(counters.refusals()).containsEntry(RefusalReason.UNREADABLE, 1L);
    }

    @Test
    void nothingIsAcknowledgedBeforeItIsDurable() throws Exception {
        intake.hesitant();
        Socket socket = greeted(listening());
        socket.getOutputStream().write(publish(7, reading("BAND-7")));
        await("the report", () -> intake.undecided() == 1);
        socket.getOutputStream().write(bytes(0xC0, 0));
        assertThat(socket.getInputStream().readNBytes(2)).containsExactly(bytes(0xD0, 0));
        intake.keepAll();
        assertThat(socket.getInputStream().readNBytes(4)).containsExactly(0x40, 2, 0, 7);
    }

    @Test
    void whatCouldNotBeKeptComesAgainAfterTheNextConnection() throws Exception {
        intake.full();
        MqttListener listener = listening();
        try (MqttAsyncClient client = paho(listener, "band")) {
            MqttConnectOptions options = new MqttConnectOptions();
            options.setCleanSession(false);
            options.setAutomaticReconnect(true);
            client.connect(options).waitForCompletion(PATIENCE_MS);
            IMqttDeliveryToken token = client.publish("ward/1", reading("BAND-7"), 1, false);
            await("the refusal", () -> counters.messagesNotKept() > 0);
            assertThat(token.isComplete()).isFalse();
            intake.roomy();
            await("the reading", () -> counters.readings() == 1);
            client.disconnectForcibly(0, 1);
        }
        assertThat(intake.reports())
                .singleElement()
                .satisfies(report -> assertThat(report.device().value()).isEqualTo("BAND-7"));
    }

    @Test
    void aSessionThatShallStayIsFoundAgainAndOneThatIsTakenOverEndsWithoutALostLink() throws Exception {
        MqttListener listener = listening();
        byte[] kept = CONNECT.clone();
        kept[9] = 0;
        Socket first = connected(listener);
        first.getOutputStream().write(kept);
        assertThat(first.getInputStream().readNBytes(4)).containsExactly(0x20, 2, 0, 0);
        first.getOutputStream().write(publish(1, reading("BAND-7")));
        assertThat(first.getInputStream().readNBytes(4)).containsExactly(0x40, 2, 0, 1);
        Socket second = connected(listener);
        second.getOutputStream().write(kept);
        assertThat(second.getInputStream().readNBytes(4)).containsExactly(0x20, 2, 1, 0);
        assertThat(first.getInputStream().read()).isEqualTo(-1);
        assertThat(lost).isEmpty();
    }

    @Test
    void aConnectionThatBreaksOffLosesTheLinkAtOnceAndDisconnectDoesNot() throws Exception {
        MqttListener listener = listening();
        Socket polite = greeted(listener);
        polite.getOutputStream().write(publish(1, reading("BAND-7")));
        assertThat(polite.getInputStream().readNBytes(4)).containsExactly(0x40, 2, 0, 1);
        polite.getOutputStream().write(bytes(0xE0, 0));
        assertThat(polite.getInputStream().read()).isEqualTo(-1);

        Socket torn = greeted(listener);
        torn.getOutputStream().write(publish(1, reading("BAND-8")));
        assertThat(torn.getInputStream().readNBytes(4)).containsExactly(0x40, 2, 0, 1);
        torn.setSoLinger(true, 0);
        torn.close();
        assertThat(lost.poll(10, TimeUnit.SECONDS)).isEqualTo(new DeviceId("BAND-8"));
        assertThat(lost).isEmpty();
    }

    @Test
    void aDeviceThatIsSilentBeyondItsKeepAliveIsLost() throws Exception {
        MqttListener listener = listening();
        byte[] everySecond = CONNECT.clone();
        everySecond[11] = 1;
        Socket silent = connected(listener);
        silent.getOutputStream().write(everySecond);
        assertThat(silent.getInputStream().readNBytes(4)).containsExactly(0x20, 2, 0, 0);
        silent.getOutputStream().write(publish(1, reading("BAND-9")));
        assertThat(lost.poll(10, TimeUnit.SECONDS)).isEqualTo(new DeviceId("BAND-9"));
        assertThat(counters.silentConnectionsClosed()).isEqualTo(1);
    }

    @Test
    void noMoreThanTheLimitIsInFlightAndAllIsAnsweredInTheEnd() throws Exception {
        intake.hesitant();
        Socket socket = greeted(listening(MqttConfig.defaults().withLimits(5, 4096, 5, Duration.ofSeconds(5))));
        for (int id = 1; id <= 50; id++) {
            socket.getOutputStream().write(publish(id, reading("BAND-7")));
        }
        for (int id = 1; id <= 50; id++) {
            int expected = Math.min(5, 51 - id);
            await("the window to fill", () -> intake.undecided() == expected);
            assertThat(intake.undecided()).isLessThanOrEqualTo(5);
            intake.keepOldest();
            assertThat(socket.getInputStream().readNBytes(4)).containsExactly(0x40, 2, 0, id);
        }
    }

    @Test
    void whoSaysNothingOrNonsenseOrTooMuchIsLetGoAndCounted() throws Exception {
        MqttListener listener = listening(MqttConfig.defaults().withLimits(5, 1024, 5, Duration.ofMillis(300)));
        assertThat(connected(listener).getInputStream().read()).isEqualTo(-1);
        Socket nonsense = connected(listener);
        nonsense.getOutputStream().write(bytes(0xC0, 0));
        assertThat(nonsense.getInputStream().read()).isEqualTo(-1);
        Socket giant = greeted(listener);
        giant.getOutputStream().write(bytes(0x32, 0xFF, 0xFF, 0x7F, 0, 1, 't', 0, 1));
        assertThat(giant.getInputStream().read()).isEqualTo(-1);
        assertThat(counters.silentConnectionsClosed()).isEqualTo(1);
        assertThat(counters.refusals())
                .containsEntry(RefusalReason.UNREADABLE, 1L)
                .containsEntry(RefusalReason.TOO_LARGE, 1L);
    }

    @Test
    void oneConnectionTooManyIsClosed() throws Exception {
        MqttListener listener = listening(MqttConfig.defaults().withLimits(1, 1024, 5, Duration.ofSeconds(5)));
        Socket first = greeted(listener);
        assertThat(connected(listener).getInputStream().read()).isEqualTo(-1);
        assertThat(counters.turnedAway()).containsEntry(TurnedAway.ALL_TAKEN, 1L);
        first.getOutputStream().write(bytes(0xC0, 0));
        assertThat(first.getInputStream().read()).isEqualTo(0xD0);
    }

    @Test
    void nobodySubscribesHere() throws Exception {
        try (MqttAsyncClient client = paho(listening(), "curious")) {
            client.connect().waitForCompletion(PATIENCE_MS);
            IMqttToken wish = client.subscribe("#", 1);
            wish.waitForCompletion(PATIENCE_MS);
            assertThat(wish.getGrantedQos()).containsExactly(Packets.UNSPECIFIED);
            client.disconnectForcibly(0, 1);
        }
    }
}
