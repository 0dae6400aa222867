package io.dripwatch.push.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.app.HL7Service;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.protocol.ReceivingApplication;
import ca.uhn.hl7v2.util.idgenerator.InMemoryIDGenerator;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import io.dripwatch.access.tls.MadeCertificate;
import io.dripwatch.access.tls.OutwardTls;
import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.device.Network;
import io.dripwatch.device.WireTerms;
import io.dripwatch.push.AlarmNews;
import io.dripwatch.push.Destination.Away;
import io.dripwatch.push.Destination.Refused;
import io.dripwatch.push.Endpoint;
import io.dripwatch.push.Told;
import io.dripwatch.push.hl7.Receiver.Answering;
import io.dripwatch.vitals.Metric;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages over real sockets to receivers of every mood, and to HAPI HL7 v2 as the receiver of others. */
@Timeout(60)
final class Hl7DestinationIT {
    private static final Duration LITTLE_PATIENCE = Duration.ofMillis(400);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Told SATURATION =
            GivenNews.measured(GivenNews.SAM, "MON-7", GivenNews.reading(Metric.SPO2, 97));
    private static final Told PULSE =
            GivenNews.measured(GivenNews.SAM, "MON-7", GivenNews.reading(Metric.PULSE_RATE, 71));
    private static final Told ELSEWHERE =
            GivenNews.measured(GivenNews.SAM, "MON-8", GivenNews.reading(Metric.PULSE_RATE, 70));
    private static final Told ALARM = GivenNews.alarm(
            AlarmKey.of(AlarmKind.LOW, Metric.SPO2),
            GivenNews.lowSaturation(),
            Alarm.State.ACTIVE,
            AlarmNews.Phase.START);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    Hl7DestinationIT() {}

    private static Hl7Destination to(int port, Sender.Asking asking, @Nullable OutwardTls tls) {
        return to(port, asking, tls, PATIENCE);
    }

    private static Hl7Destination to(int port, Sender.Asking asking, @Nullable OutwardTls tls, Duration patience) {
        Sender sender = new Sender("room-3", GivenNews.ROOMS, "EHR", "HOSPITAL", asking);
        Endpoint endpoint = new Endpoint("localhost", port, tls, WireTerms.THIS_MACHINE);
        return new Hl7Destination(sender, endpoint, patience, InstantSource.system());
    }

    @Test
    void whatIsTakenIsTakenOnceAndOnOneConnection() throws Exception {
        try (Receiver receiver = Receiver.on(0, message -> Answering.TAKES);
                Hl7Destination there = to(receiver.port(), Sender.Asking.ACCEPT, null)) {
            for (List<Told> parcel : there.parcels(List.of(SATURATION, ELSEWHERE, PULSE, ALARM, SATURATION))) {
                there.deliver(parcel);
            }
            assertThat(receiver.kept()).hasSize(4);
            assertThat(receiver.kept().get(0))
                    .contains("MON-7")
                    .contains("7.spo2.0.")
                    .contains("7.pulseRate.0.");
            assertThat(receiver.kept().get(1)).contains("MON-8");
            assertThat(receiver.kept().get(2)).contains("ORU^R40^ORU_R40");
            assertThat(receiver.kept().get(3)).contains("7.spo2.0.").doesNotContain("7.pulseRate.0.");
        }
    }

    @Test
    void silenceErrorsAndLostConnectionsAreTriedAgainAsTheSameMessage() throws Exception {
        for (Answering mood : List.of(Answering.SAYS_NOTHING, Answering.IS_NOT_WELL, Answering.HANGS_UP)) {
            Deque<Answering> moods = new ArrayDeque<>(List.of(mood));
            try (Receiver receiver =
                            Receiver.on(0, message -> moods.isEmpty() ? Answering.TAKES : moods.removeFirst());
                    Hl7Destination there = to(receiver.port(), Sender.Asking.ACCEPT, null, patience(mood))) {
                assertThatThrownBy(() -> there.deliver(List.of(SATURATION)))
                        .as(mood.name())
                        .isInstanceOf(Away.class)
                        .message()
                        .doesNotContain("Sam");
                there.deliver(List.of(SATURATION));
                assertThat(Receiver.id(receiver.arrived().take()))
                        .isEqualTo(Receiver.id(receiver.arrived().take()));
                assertThat(receiver.kept()).hasSize(1);
            }
        }
    }

    private static Duration patience(Answering mood) {
        return mood == Answering.SAYS_NOTHING ? LITTLE_PATIENCE : PATIENCE;
    }

    @Test
    void aConnectionThatTheReceiverClosedMeanwhileIsMadeAnewAtOnce() throws Exception {
        Deque<Answering> moods = new ArrayDeque<>(List.of(Answering.TAKES, Answering.TAKES_AND_HANGS_UP));
        try (Receiver receiver = Receiver.on(0, message -> moods.isEmpty() ? Answering.TAKES : moods.removeFirst());
                Hl7Destination there = to(receiver.port(), Sender.Asking.ACCEPT, null)) {
            there.deliver(List.of(SATURATION));
            there.deliver(List.of(PULSE));
            assertThat(receiver.kept()).hasSize(3);
            assertThat(Receiver.id(receiver.kept().get(1)))
                    .isEqualTo(Receiver.id(receiver.kept().get(2)));
        }
    }

    @Test
    void aRejectionIsARefusalWhoseMessageNamesNobody() throws Exception {
        try (Receiver receiver = Receiver.on(0, message -> Answering.REJECTS);
                Hl7Destination there = to(receiver.port(), Sender.Asking.ACCEPT, null)) {
            assertThatThrownBy(() -> there.deliver(List.of(SATURATION)))
                    .isInstanceOf(Refused.class)
                    .hasMessage("AR, error 204");
        }
    }

    @Test
    void whoAskedWhatBecameOfAMessageDoesNotStopAtItsArrival() throws Exception {
        try (Receiver receiver = Receiver.on(0, message -> Answering.TAKES);
                Hl7Destination there = to(receiver.port(), Sender.Asking.APPLICATION, null, LITTLE_PATIENCE)) {
            assertThatThrownBy(() -> there.deliver(List.of(SATURATION))).isInstanceOf(Away.class);
            assertThat(receiver.kept().get(0)).contains("|2.6|||NE|AL||");
        }
        try (Receiver receiver = Receiver.on(0, message -> Answering.TAKES_AND_SAYS_SO_FOR_GOOD);
                Hl7Destination there = to(receiver.port(), Sender.Asking.APPLICATION, null)) {
            there.deliver(List.of(SATURATION));
            there.deliver(List.of(PULSE));
            assertThat(receiver.kept()).hasSize(2);
        }
    }

    @Test
    void inTheClearOnlyToWhereTheConfigurationSaysSo() throws Exception {
        try (Receiver receiver = Receiver.on(0, message -> Answering.TAKES)) {
            Endpoint endpoint = new Endpoint("localhost", receiver.port(), null, List.of(Network.of("192.0.2.0/24")));
            try (Hl7Destination there =
                    new Hl7Destination(GivenNews.SENDER, endpoint, PATIENCE, InstantSource.system())) {
                assertThatThrownBy(() -> there.deliver(List.of(SATURATION)))
                        .isInstanceOf(Away.class)
                        .hasMessageContaining("must not go in the clear");
                assertThat(receiver.arrived()).isEmpty();
            }
        }
    }

    @Test
    void byTlsOnlyToACertificateThatIsTrustedForItsName() throws Exception {
        MadeCertificate theirs = MadeCertificate.in(directory, "ehr", 30);
        MadeCertificate another = MadeCertificate.in(directory, "another", 30);
        try (Receiver receiver = new Receiver(secured(theirs), message -> Answering.TAKES)) {
            OutwardTls trusting = new OutwardTls(theirs.certificate(), null, null);
            try (Hl7Destination there = to(receiver.port(), Sender.Asking.ACCEPT, trusting)) {
                there.deliver(List.of(SATURATION));
            }
            OutwardTls trustingAnother = new OutwardTls(another.certificate(), null, null);
            try (Hl7Destination there = to(receiver.port(), Sender.Asking.ACCEPT, trustingAnother)) {
                assertThatThrownBy(() -> there.deliver(List.of(PULSE))).isInstanceOf(Away.class);
            }
            Endpoint otherName = new Endpoint("127.0.0.2", receiver.port(), trusting, List.of());
            try (Hl7Destination there =
                    new Hl7Destination(GivenNews.SENDER, otherName, PATIENCE, InstantSource.system())) {
                assertThatThrownBy(() -> there.deliver(List.of(PULSE))).isInstanceOf(Away.class);
            }
            assertThat(receiver.kept()).hasSize(1);
        }
    }

    private static ServerSocket secured(MadeCertificate certificate) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(certificate.store(), "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getByName("0.0.0.0"));
    }

    @Test
    void aReceiverWrittenByOthersTakesBothKindsOfMessages() throws Exception {
        List<String> taken = Collections.synchronizedList(new ArrayList<>());
        try (HapiContext hapi = new DefaultHapiContext(ValidationContextFactory.noValidation())) {
            hapi.getParserConfiguration().setIdGenerator(new InMemoryIDGenerator());
            int port = freePort();
            HL7Service service = hapi.newServer(port, false);
            service.registerApplication(new ReceivingApplication<Message>() {
                @Override
                public Message processMessage(Message message, Map<String, Object> about) {
                    try {
                        taken.add(message.encode());
                        return message.generateACK();
                    } catch (HL7Exception | IOException e) {
                        throw new IllegalStateException(e);
                    }
                }

                @Override
                public boolean canProcess(Message message) {
                    return true;
                }
            });
            service.startAndWait();
            try (Hl7Destination there = to(port, Sender.Asking.APPLICATION, null)) {
                for (List<Told> parcel : there.parcels(List.of(SATURATION, ALARM, PULSE))) {
                    there.deliver(parcel);
                }
            } finally {
                service.stopAndWait();
            }
        }
        assertThat(taken).hasSize(3);
        assertThat(taken.get(1)).contains("MDC_EVT_LO");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
