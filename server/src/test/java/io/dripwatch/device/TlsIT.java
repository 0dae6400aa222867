package io.dripwatch.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.app.Connection;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.util.StandardSocketFactory;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import io.dripwatch.access.tls.Certificates;
import io.dripwatch.access.tls.MadeCertificate;
import io.dripwatch.access.tls.TlsFiles;
import io.dripwatch.device.hl7.MllpConfig;
import io.dripwatch.device.hl7.MllpServer;
import io.dripwatch.device.hl7.RememberingIntake;
import io.dripwatch.device.json.ReadingsDoor;
import io.dripwatch.device.json.Templates;
import io.dripwatch.device.mqtt.MqttConfig;
import io.dripwatch.device.mqtt.MqttListener;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Devices that speak by TLS, and those that should: HAPI's HL7 client, Eclipse Paho, and bytes by hand. */
@Timeout(90)
final class TlsIT {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final byte[] CONNECT = {0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0, 1, 'r'};
    private static final String MESSAGE = """
            MSH|^~\\&|MON-7||||20260102030400+0000||ORU^R01^ORU_R01|ID1|P|2.6\r\
            OBR|1|1|1|182777000^monitoring of patient^SCT|||20260102030300+0000\r\
            OBX|1|NM|147842^MDC_ECG_HEART_RATE^MDC|1.6.1.1|72|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R\r""";
    private static final String READING = "{\"device\":\"MON-7\",\"readings\":[{\"metric\":\"spo2\",\"value\":97}]}";

    private final Vertx vertx = Vertx.vertx();
    private final Counters counters = new Counters();
    private final RememberingIntake intake = new RememberingIntake();
    private final List<Socket> sockets = new ArrayList<>();
    private final Instant now = InstantSource.system().instant().plusSeconds(120);

    @SuppressWarnings("NullAway.Init")
    private MadeCertificate server;

    @SuppressWarnings("NullAway.Init")
    private MadeCertificate device;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @BeforeEach
    void make() throws Exception {
        server = MadeCertificate.in(directory, "server", 30);
        device = MadeCertificate.in(directory, "MON-7", 30);
    }

    @AfterEach
    void close() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        done(vertx.close());
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Certificates certificates(boolean ofDevices) {
        return new Certificates(
                new TlsFiles(server.certificate(), server.key(), ofDevices ? device.certificate() : null));
    }

    /** TLS for everybody, and nothing else. */
    private DoorRules secured(Certificates certificates) {
        WireTerms.Tls tls = new WireTerms.Tls(
                certificates::forDevice,
                task -> vertx.executeBlocking(() -> {
                    task.run();
                    return true;
                }));
        return DoorRules.defaults().with(new WireTerms(List.of(), tls));
    }

    private int mllp(DoorRules rules) throws Exception {
        MllpConfig config = MllpConfig.defaults().with(rules);
        return done(MllpServer.listen(vertx, config, intake, counters, InstantSource.fixed(NOW)))
                .port();
    }

    private int mqtt(DoorRules rules) throws Exception {
        InstantSource clock = InstantSource.fixed(NOW);
        MqttConfig config = MqttConfig.defaults().with(rules);
        ReadingsDoor door = new ReadingsDoor(Templates.NONE, intake, counters, clock);
        return done(MqttListener.listen(vertx, config, door, new Presence(lost -> {}), counters, clock))
                .port();
    }

    private Socket connected(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        sockets.add(socket);
        return socket;
    }

    private SSLSocket secured(SSLContext context, int port) throws IOException {
        Socket plain = connected(port);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
        sockets.add(socket);
        return socket;
    }

    private static boolean answered(Socket socket) {
        try {
            socket.getOutputStream().write(("\u000b" + MESSAGE + "\u001c\r").getBytes(StandardCharsets.UTF_8));
            int b = socket.getInputStream().read();
            while (b >= 0 && b != 0x1C) {
                b = socket.getInputStream().read();
            }
            return b == 0x1C && socket.getInputStream().read() == '\r';
        } catch (IOException refused) {
            return false;
        }
    }

    private void awaitCount(TurnedAway reason, long count) {
        await(reason + " to be " + count, () -> counters.turnedAway().getOrDefault(reason, 0L) == count);
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
    void aClientOfOthersSendsHl7ByTls() throws Exception {
        int port = mllp(secured(certificates(true)));
        try (HapiContext hapi = new DefaultHapiContext(ValidationContextFactory.noValidation())) {
            SSLContext context = server.trustedBy(device);
            hapi.setSocketFactory(new StandardSocketFactory() {
                @Override
                public Socket createTlsSocket() throws IOException {
                    return context.getSocketFactory().createSocket();
                }
            });
            Connection client = hapi.newClient("127.0.0.1", port, true);
            for (int i = 0; i < 3; i++) {
                Message answer = client.getInitiator()
                        .sendAndReceive(hapi.getGenericParser().parse(MESSAGE));
                assertThat(new Terser(answer).get("/MSA-1")).isEqualTo("AA");
            }
        }
        assertThat(intake.reports()).hasSize(3);
    }

    @Test
    void aClientOfOthersPublishesByTls() throws Exception {
        int port = mqtt(secured(certificates(true)));
        MqttConnectOptions options = new MqttConnectOptions();
        options.setHttpsHostnameVerificationEnabled(false);
        options.setSocketFactory(server.trustedBy(device).getSocketFactory());
        try (MqttClient client = new MqttClient("ssl://127.0.0.1:" + port, "MON-7", new MemoryPersistence())) {
            client.setTimeToWait(20_000);
            client.connect(options);
            client.publish("readings", READING.getBytes(StandardCharsets.UTF_8), 1, false);
            client.disconnect();
        }
        assertThat(intake.reports()).hasSize(1);
        try (MqttClient clear = new MqttClient("tcp://127.0.0.1:" + port, "BAND-8", new MemoryPersistence())) {
            options.setSocketFactory(null);
            options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
            assertThatThrownBy(() -> clear.connect(options)).isInstanceOf(MqttException.class);
        }
        awaitCount(TurnedAway.IN_THE_CLEAR, 1);
    }

    @Test
    void whoSpeaksInTheClearWhereItMustNotIsTurnedAwayAndItsNeighbourIsNot() throws Exception {
        int port = mllp(secured(certificates(false)));
        SSLSocket socket = secured(server.trustedBy(device), port);
        assertThat(answered(socket)).isTrue();
        assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
        assertThat(answered(connected(port))).isFalse();
        awaitCount(TurnedAway.IN_THE_CLEAR, 1);
        assertThat(answered(socket)).isTrue();
        assertThat(intake.reports()).hasSize(2);
    }

    @Test
    void whereANetworkIsNamedItsDevicesSpeakAsTheyLike() throws Exception {
        DoorRules rules = secured(certificates(false));
        int port = mllp(rules.with(
                new WireTerms(List.of(Network.of("127.0.0.0/8")), rules.wire().tls())));
        assertThat(answered(connected(port))).isTrue();
        assertThat(answered(secured(server.trustedBy(device), port))).isTrue();
    }

    @Test
    void withoutCertificatesOnlyNamedAddressesSpeakAtAll() throws Exception {
        assertThat(answered(connected(mllp(DoorRules.defaults())))).isTrue();
        WireTerms others = new WireTerms(List.of(Network.of("192.0.2.0/24")), null);
        assertThat(answered(connected(mllp(DoorRules.defaults().with(others))))).isFalse();
        awaitCount(TurnedAway.IN_THE_CLEAR, 1);
        Socket publisher = connected(mqtt(DoorRules.defaults().with(others)));
        publisher.getOutputStream().write(CONNECT);
        assertThat(publisher.getInputStream().read()).isNotEqualTo(0x20);
        awaitCount(TurnedAway.IN_THE_CLEAR, 2);
    }

    @Test
    void onlyWhatIsSafeTodayIsAgreedOn() throws Exception {
        int port = mllp(secured(certificates(false)));
        SSLSocket older = secured(server.trustedBy(device), port);
        older.setEnabledProtocols(new String[] {"TLSv1.2"});
        assertThat(answered(older)).isTrue();
        assertThat(older.getSession().getCipherSuite()).isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
        SSLSocket weak = secured(server.trustedBy(device), port);
        weak.setEnabledProtocols(new String[] {"TLSv1.2"});
        weak.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"});
        assertThat(answered(weak)).isFalse();
        awaitCount(TurnedAway.NOT_SECURED, 1);
    }

    @Test
    void whereAuthoritiesAreNamedADeviceMustShowACertificateOfTheirs() throws Exception {
        int port = mllp(secured(certificates(true)));
        assertThat(answered(secured(server.trustedBy(device), port))).isTrue();
        assertThat(answered(secured(server.trustedBy(server), port))).isFalse();
        awaitCount(TurnedAway.NOT_SECURED, 1);
        assertThat(answered(secured(server.trustedByNobodyInParticular(), port)))
                .isFalse();
        awaitCount(TurnedAway.NOT_SECURED, 2);
    }

    @Test
    void aCertificateSaysWhoADeviceIsAndItSpeaksForNobodyElse() throws Exception {
        MadeCertificate other = MadeCertificate.in(directory, "MON-8", 30);
        Files.writeString(
                device.certificate(), Files.readString(device.certificate()) + Files.readString(other.certificate()));
        DoorRules rules = secured(certificates(true));
        int port = mllp(rules);
        assertThat(answered(secured(server.trustedBy(device), port))).isTrue();
        assertThat(intake.reports()).hasSize(1);
        assertThat(answered(secured(server.trustedBy(other), port))).isTrue();
        assertThat(intake.reports()).hasSize(1);
        assertThat(counters.refusals()).containsEntry(RefusalReason.OTHER_DEVICE, 1L);
        int gateways = mllp(rules.with(new Identities(secret -> null, Set.of("MON-8")), false));
        assertThat(answered(secured(server.trustedBy(other), gateways))).isTrue();
        assertThat(intake.reports()).hasSize(2);
    }

    @Test
    void whoNeverFinishesItsHandshakeIsLetGoAndItsPlaceIsFree() throws Exception {
        DoorRules rules = secured(certificates(false));
        int port = mllp(
                rules.with(rules.limits().withPatience(Duration.ofMillis(1500)).withOpen(2, 2)));
        Socket silent = connected(port);
        Socket begun = connected(port);
        begun.setSoTimeout(8_000);
        begun.getOutputStream().write(new byte[] {0x16, 3, 1, 0, 100, 1});
        assertThat(connected(port).getInputStream().read()).isEqualTo(-1);
        awaitCount(TurnedAway.ALL_TAKEN, 1);
        assertThat(silent.getInputStream().read()).isEqualTo(-1);
        assertThat(begun.getInputStream().readAllBytes().length).isLessThan(20);
        awaitCount(TurnedAway.UNFINISHED, 2);
        boolean let = false;
        for (int i = 0; i < 100 && !let; i++) {
            let = answered(secured(server.trustedBy(device), port));
        }
        assertThat(let).isTrue();
        assertThat(counters.turnedAway()).containsEntry(TurnedAway.UNFINISHED, 2L);
    }

    @Test
    void bytesThatOnlyLookLikeTlsAreTurnedAway() throws Exception {
        int port = mllp(secured(certificates(false)));
        Socket liar = connected(port);
        liar.getOutputStream().write(new byte[] {0x16, 'n', 'o', 'n', 's', 'e', 'n', 's', 'e'});
        assertThat(liar.getInputStream().readAllBytes().length).isLessThan(20);
        awaitCount(TurnedAway.NOT_SECURED, 1);
    }

    @Test
    void newCertificatesAreForNewConnectionsAndOpenOnesStay() throws Exception {
        Certificates certificates = certificates(false);
        int port = mllp(secured(certificates));
        SSLSocket open = secured(server.trustedBy(device), port);
        assertThat(answered(open)).isTrue();
        MadeCertificate next = MadeCertificate.in(directory, "next", 60);
        Files.copy(next.certificate(), server.certificate(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(next.key(), server.key(), StandardCopyOption.REPLACE_EXISTING);
        certificates.look(now);

        assertThat(answered(secured(next.trustedBy(device), port))).isTrue();
        assertThat(answered(secured(server.trustedBy(device), port))).isFalse();
        assertThat(answered(open)).isTrue();
    }
}
