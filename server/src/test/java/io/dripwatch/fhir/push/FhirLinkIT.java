package io.dripwatch.fhir.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.device.Network;
import io.dripwatch.device.WireTerms;
import io.dripwatch.fhir.push.HapiReceiver.Mood;
import io.dripwatch.fhir.rest.Hapi;
import io.dripwatch.push.Destination.Away;
import io.dripwatch.push.Destination.Refused;
import io.dripwatch.push.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What counts as an answer of a FHIR server, and what does not. */
@Timeout(60)
final class FhirLinkIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static FhirLink to(int port, Duration patience, List<Network> plainTo) {
        Endpoint endpoint = new Endpoint("127.0.0.1", port, null, plainTo);
        return new FhirLink(
                new FhirTarget(URI.create("http://127.0.0.1:" + port + "/fhir"), endpoint, null, patience), new Hapi());
    }

    private static Bundle device() {
        Device device = new Device();
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        bundle.addEntry()
                .setFullUrl("urn:uuid:1")
                .setResource(device)
                .getRequest()
                .setMethod(HTTPVerb.POST)
                .setUrl("Device")
                .setIfNoneExist("identifier=urn%3Ax%7C1");
        return bundle;
    }

    @Test
    void onlyATransactionResponseIsAnAnswerAndWhatIsThereIsNotMadeAgain() throws Exception {
        HapiReceiver.Shelves shelves = new HapiReceiver.Shelves();
        try (HapiReceiver there = HapiReceiver.on(0, shelves, () -> Mood.WELL)) {
            to(there.port(), PATIENCE, WireTerms.THIS_MACHINE).post(device());
            to(there.port(), PATIENCE, WireTerms.THIS_MACHINE).post(device());
            assertThat(shelves.all("Device")).hasSize(1);
            assertThat(shelves.replaced()).isZero();
        }
        for (Mood mood : List.of(Mood.OVERLOADED, Mood.FORGETFUL, Mood.SHADOWED)) {
            try (HapiReceiver there = HapiReceiver.on(0, shelves, () -> mood)) {
                assertThatThrownBy(() -> to(there.port(), PATIENCE, WireTerms.THIS_MACHINE)
                                .post(device()))
                        .as(mood.name())
                        .isInstanceOf(Away.class);
            }
        }
    }

    @Test
    void aRefusalTellsItsCodeAndKeepsTheWordsApart() throws Exception {
        try (HapiReceiver there = HapiReceiver.choosy(new HapiReceiver.Shelves(), resource -> true)) {
            assertThatThrownBy(() ->
                            to(there.port(), PATIENCE, WireTerms.THIS_MACHINE).post(device()))
                    .isInstanceOf(Refused.class)
                    .hasMessageStartingWith("422")
                    .message()
                    .doesNotContain("Sam");
        }
    }

    @Test
    void inTheClearOnlyToWhereTheConfigurationSaysSo() throws Exception {
        try (HapiReceiver there = HapiReceiver.on(0, new HapiReceiver.Shelves(), () -> Mood.WELL)) {
            assertThatThrownBy(() -> to(there.port(), PATIENCE, List.of(Network.of("192.0.2.0/24")))
                            .post(device()))
                    .isInstanceOf(Away.class)
                    .hasMessageContaining("must not go in the clear");
            assertThat(there.answers()).isEmpty();
        }
    }

    @Test
    void whoeverBeginsToAnswerAndDoesNotEndIsSilent() throws Exception {
        assertAway("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{", Duration.ofMillis(500), "no answer for");
    }

    @Test
    void nobodyIsFollowedElsewhere() throws Exception {
        assertAway(
                "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://192.0.2.1/\r\ncontent-length: 0\r\n\r\n",
                PATIENCE,
                "it answers 307");
    }

    @Test
    void anAnswerWithoutEndIsGivenUp() throws Exception {
        String much = "x".repeat(5 * 1024 * 1024);
        assertAway(
                "HTTP/1.1 200 OK\r\ncontent-length: " + much.length() + "\r\n\r\n" + much,
                PATIENCE,
                "expected an answer of at most");
    }

    private static void assertAway(String answer, Duration patience, String why) throws Exception {
        try (ServerSocket there = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answer(there, answer), "answering");
            answering.setDaemon(true);
            answering.start();
            assertThatThrownBy(() -> to(there.getLocalPort(), patience, WireTerms.THIS_MACHINE)
                            .post(device()))
                    .isInstanceOf(Away.class)
                    .hasMessageContaining(why);
        }
    }

    /** Answers whatever is asked first, and then only holds the line. */
    private static void answer(ServerSocket there, String answer) {
        try (Socket socket = there.accept()) {
            byte[] asked = new byte[8192];
            int read = socket.getInputStream().read(asked);
            assertThat(read).isPositive();
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            while (socket.getInputStream().read(asked) >= 0) {
                socket.getOutputStream().flush();
            }
        } catch (IOException hungUp) {
            assertThat(hungUp).isNotNull();
        }
    }
}
