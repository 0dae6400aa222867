package io.dripwatch.device.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.app.Connection;
import ca.uhn.hl7v2.llp.MinLowerLayerProtocol;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import io.dripwatch.app.config.ShippedProfiles;
import io.dripwatch.device.Counters;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.device.TurnedAway;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Metric;
import io.vertx.core.Vertx;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class MllpServerIT {
    private final Vertx vertx = Vertx.vertx();
    private final Counters counters = new Counters();
    private final RememberingIntake intake = new RememberingIntake();
    private final List<Socket> sockets = new ArrayList<>();

    private MllpServer listening(MllpConfig config) throws Exception {
        return MllpServer.listen(vertx, config, intake, counters, InstantSource.fixed(Given.NOW))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private MllpServer listening() throws Exception {
        return listening(MllpConfig.defaults().at("127.0.0.1", 0, ShippedProfiles.at(ZoneOffset.UTC)));
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
        socket.setSoTimeout(10_000);
        sockets.add(socket);
        return socket;
    }

    private static byte[] framed(String... segments) {
        return ("\u000b" + String.join("\r", segments) + "\r\u001c\r").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] numbered(int number) {
        return framed(Given.MSH.replace("|ID1|", "|ID" + number + "|"), Given.OBR, Given.HR);
    }

    private static String frame(Socket socket) throws IOException {
        return frame(socket.getInputStream());
    }

    private static String frame(InputStream in) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        for (int b = in.read(); b != FrameScanner.END; b = in.read()) {
            if (b < 0) {
                return "closed";
            }
            frame.write(b);
        }
        assertThat(in.read()).isEqualTo('\r');
        return frame.toString(StandardCharsets.UTF_8);
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
    void aClientWrittenByOthersSendsAndIsAcknowledged() throws Exception {
        MllpServer server = listening();
        try (HapiContext hapi = new DefaultHapiContext(ValidationContextFactory.noValidation())) {
            hapi.setLowerLayerProtocol(new MinLowerLayerProtocol(true));
            Connection client = hapi.newClient("127.0.0.1", server.port(), false);
            for (int i = 0; i < 20; i++) {
                String text = String.join(
                                "\r", Given.MSH.replace("|ID1|", "|HAPI" + i + "|"), Given.OBR, Given.HR, Given.SPO2)
                        + "\r";
                Message answer = client.getInitiator()
                        .sendAndReceive(hapi.getPipeParser().parse(text));
                Terser terser = new Terser(answer);
                assertThat(terser.get("/MSA-1")).isEqualTo("CA");
                assertThat(terser.get("/MSA-2")).isEqualTo("HAPI" + i);
                assertThat(terser.get("/MSH-9-2")).isEqualTo("R01");
                assertThat(terser.get("/MSH-5-1")).isEqualTo("SYNTH_MON");
            }
            client.close();
        }
        assertThat(intake.reports()).hasSize(20).allSatisfy(report -> assertThat(report.readings())
                .hasSize(2));
        assertThat(counters.messages()).isEqualTo(20);
        assertThat(counters.readings()).isEqualTo(40);
    }

    @Test
    void theHapiClientReadsWhyARowWasRefused() throws Exception {
        MllpServer server = listening();
        try (HapiContext hapi = new DefaultHapiContext(ValidationContextFactory.noValidation())) {
            Connection client = hapi.newClient("127.0.0.1", server.port(), false);
            String text = String.join("\r", Given.MSH, Given.OBR, Given.HR, Given.SPO2.replace("|98|", "|980|")) + "\r";
            Message answer =
                    client.getInitiator().sendAndReceive(hapi.getPipeParser().parse(text));
            Terser terser = new Terser(answer);
            assertThat(terser.get("/MSA-1")).isEqualTo("CE");
            assertThat(terser.get("/ERR-2-1")).isEqualTo("OBX");
            assertThat(terser.get("/ERR-2-2")).isEqualTo("2");
            assertThat(terser.get("/ERR-3-1")).isEqualTo("102");
            assertThat(terser.get("/ERR-8")).contains("spo2").contains("980");
            client.close();
        }
        assertThat(intake.reports()).singleElement().satisfies(report -> assertThat(report.readings())
                .hasSize(1));
    }

    @Test
    void pipelinedMessagesAreAnsweredInTheirOrder() throws Exception {
        intake.hesitant();
        MllpServer server = listening();
        Socket socket = connected(server);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < 100; i++) {
            all.writeBytes(numbered(i));
        }
        socket.getOutputStream().write(all.toByteArray());
        await("all reports", () -> intake.undecided() == 100);
        intake.keepAll();
        for (int i = 0; i < 100; i++) {
            assertThat(frame(socket)).contains("MSA|CA|ID" + i + "\r");
        }
    }

    @Test
    void noMoreThanTheLimitIsInFlightAndAllIsAnsweredInTheEnd() throws Exception {
        intake.hesitant();
        MllpServer server = listening(MllpConfig.defaults().withLimits(10, 1024 * 1024, 5));
        Socket socket = connected(server);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < 50; i++) {
            all.writeBytes(numbered(i));
        }
        socket.getOutputStream().write(all.toByteArray());
        for (int i = 0; i < 50; i++) {
            await("a report", () -> intake.undecided() > 0);
            assertThat(intake.undecided()).isLessThanOrEqualTo(5);
            int expected = Math.min(5, 50 - i);
            await("the window to fill", () -> intake.undecided() == expected);
            intake.keepOldest();
            assertThat(frame(socket)).contains("MSA|CA|ID" + i + "\r");
        }
    }

    @Test
    void nothingIsAcknowledgedBeforeItIsDurable() throws Exception {
        intake.hesitant();
        MllpServer server = listening();
        Socket socket = connected(server);
        socket.getOutputStream().write(numbered(1));
        await("the report", () -> intake.undecided() == 1);
        assertThat(socket.getInputStream().available()).isZero();
        assertThat(counters.messages()).isZero();
        intake.keepAll();
        assertThat(frame(socket)).contains("MSA|CA|ID1");
    }

    @Test
    void aReportThatCannotBeKeptIsAskedForAgain() throws Exception {
        intake.full();
        Socket socket = connected(listening());
        socket.getOutputStream().write(numbered(1));
        assertThat(frame(socket))
                .contains("MSA|CE|ID1\r")
                .contains("|207^Application internal error^HL70357|E|")
                .contains("the disk is full");
        assertThat(counters.messagesNotKept()).isEqualTo(1);
        assertThat(counters.messages()).isZero();
    }

    @Test
    void aBrokenPromiseOfTheIntakeIsNoEndOfTheConnection() throws Exception {
        intake.broken();
        Socket socket = connected(listening());
        socket.getOutputStream().write(numbered(1));
        assertThat(frame(socket)).contains("MSA|CE|ID1\r").doesNotContain("promise");
        socket.getOutputStream().write(numbered(2));
        assertThat(frame(socket)).contains("MSA|CE|ID2\r");
    }

    @Test
    void garbageAndNonsenseAreAnsweredOrCountedAndTheNextMessageIsRead() throws Exception {
        Socket socket = connected(listening());
        socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().write(framed("rubbish"));
        assertThat(frame(socket)).contains("MSA|AR|\r");
        socket.getOutputStream().write(framed("MSH|^~\\&|A|B|||2026||ADT^A01|7|P|2.6"));
        assertThat(frame(socket)).contains("MSA|AR|7\r");
        socket.getOutputStream().write(framed(Given.MSH.replace("ORU^R01^ORU_R01", "ACK^R01^ACK"), "MSA|AA|1"));
        socket.getOutputStream().write(numbered(3));
        assertThat(frame(socket)).contains("MSA|CA|ID3\r");
        assertThat(counters.refusals())
                .containsEntry(RefusalReason.UNREADABLE, 2L)
                .containsEntry(RefusalReason.UNSUPPORTED_TYPE, 2L);
    }

    @Test
    void everyMessageOfAFrameIsAnsweredByItself() throws Exception {
        Socket socket = connected(listening());
        socket.getOutputStream()
                .write(framed(
                        "BHS|^~\\&|A",
                        Given.MSH.replace("|ID1|", "|B1|"),
                        Given.HR,
                        "MSH|^~",
                        Given.MSH.replace("|ID1|", "|B3|"),
                        Given.SPO2,
                        "BTS|3"));
        assertThat(frame(socket)).contains("MSA|CA|B1\r");
        assertThat(frame(socket)).contains("MSA|AR|\r");
        assertThat(frame(socket)).contains("MSA|CA|B3\r");
    }

    @Test
    void aMessageBeyondTheLimitIsRejectedByName() throws Exception {
        Socket socket = connected(listening(MllpConfig.defaults().withLimits(10, 2048, 10)));
        socket.getOutputStream().write(framed(Given.MSH, "OBX|1|ST|x||" + "x".repeat(100_000)));
        assertThat(frame(socket)).contains("MSA|CR|ID1\r").contains("2048");
        socket.getOutputStream().write(numbered(2));
        assertThat(frame(socket)).contains("MSA|CA|ID2\r");
        assertThat(counters.refusals()).containsEntry(RefusalReason.TOO_LARGE, 1L);
    }

    @Test
    void aSlowSenderIsUnderstood() throws Exception {
        Socket socket = connected(listening());
        socket.setTcpNoDelay(true);
        for (byte b : numbered(1)) {
            socket.getOutputStream().write(b);
            socket.getOutputStream().flush();
        }
        assertThat(frame(socket)).contains("MSA|CA|ID1\r");
    }

    @Test
    void aReaderWhoDoesNotReadStopsTheServerFromReadingAndLosesNothing() throws Exception {
        Socket socket = connected(listening());
        int count = 30_000;
        Thread writer = new Thread(() -> {
            try {
                for (int i = 0; i < count; i++) {
                    socket.getOutputStream().write(numbered(i));
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        writer.start();
        await("the writer to be far ahead", () -> counters.messages() > 5000);
        InputStream in = new BufferedInputStream(socket.getInputStream());
        for (int i = 0; i < count; i++) {
            assertThat(frame(in)).contains("MSA|CA|ID" + i + "\r");
        }
        writer.join();
        assertThat(intake.reports()).hasSize(count);
    }

    @Test
    void aFloodLeavesTheNeighbourItsTurn() throws Exception {
        int flooded = 400_000;
        int answers = 20;
        MllpServer server = listening();
        Socket flooder = connected(server);
        Socket neighbour = connected(server);
        flood(flooder, flooded);
        await("the flood", () -> unreadable() > 0);
        for (int i = 0; i < answers; i++) {
            neighbour.getOutputStream().write(numbered(i));
            assertThat(frame(neighbour)).contains("MSA|CA|ID" + i + "\r");
        }
        assertThat(unreadable())
                .as("frames of the flood that were handled before %d answers to the neighbour", answers)
                .isLessThan(flooded / 4);
    }

    private long unreadable() {
        return counters.refusals().getOrDefault(RefusalReason.UNREADABLE, 0L);
    }

    /** Sends garbage in tiny frames, and reads away what is said to it, until the socket is closed. */
    private static void flood(Socket socket, int frames) throws IOException {
        byte[] many = "\u000bx\u001c\r".repeat(1000).getBytes(StandardCharsets.UTF_8);
        InputStream in = socket.getInputStream();
        inBackground(() -> {
            for (int i = 0; i < frames / 1000; i++) {
                socket.getOutputStream().write(many);
            }
        });
        inBackground(() -> in.transferTo(OutputStream.nullOutputStream()));
    }

    /** Something with a socket, which ends at the latest when the socket is closed. */
    private interface Talk {
        void go() throws IOException;
    }

    private static void inBackground(Talk talk) {
        Thread thread = new Thread(() -> {
            try {
                talk.go();
            } catch (IOException closed) {
                // The test is over.
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Test
    void halfAFrameAtTheEndIsCounted() throws Exception {
        MllpServer server = listening();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write("\u000bMSH|^~".getBytes(StandardCharsets.UTF_8));
        }
        await("the half frame", () -> counters.refusals().containsKey(RefusalReason.UNREADABLE));
        await("the end", () -> server.connections() == 0);
    }

    @Test
    void oneConnectionTooManyIsClosedAndCounted() throws Exception {
        MllpServer server = listening(MllpConfig.defaults().withLimits(1, 1024 * 1024, 10));
        Socket first = connected(server);
        first.getOutputStream().write(numbered(1));
        assertThat(frame(first)).contains("MSA|CA|ID1\r");
        Socket second = connected(server);
        assertThat(frame(second)).isEqualTo("closed");
        assertThat(counters.turnedAway()).containsEntry(TurnedAway.ALL_TAKEN, 1L);
        first.getOutputStream().write(numbered(2));
        assertThat(frame(first)).contains("MSA|CA|ID2\r");
    }

    @Test
    void closingLetsTheAnswersOutAndThenHangsUp() throws Exception {
        intake.hesitant();
        MllpServer server = listening();
        Socket socket = connected(server);
        socket.getOutputStream().write(numbered(1));
        await("the report", () -> intake.undecided() == 1);
        var closed = server.close().toCompletionStage().toCompletableFuture();
        intake.keepAll();
        assertThat(frame(socket)).contains("MSA|CA|ID1\r");
        assertThat(frame(socket)).isEqualTo("closed");
        closed.get(10, TimeUnit.SECONDS);
        assertThat(intake.reports()).extracting(DeviceReport::readings).hasSize(1);
    }

    @Test
    void aReportCarriesWhoAndWhen() throws Exception {
        Socket socket = connected(listening());
        socket.getOutputStream()
                .write(framed("MSH|^~\\&|||||||ORU^R01|204|P|2.3.1|", "OBX||NM|160^SpO2|2102|97||||||F"));
        assertThat(frame(socket)).contains("MSA|AA|204\r");
        DeviceReport report = intake.reports().get(0);
        assertThat(report.device().value()).isEqualTo("127.0.0.1");
        assertThat(report.receivedAt()).isEqualTo(Given.NOW);
        assertThat(Given.value(report, Metric.SPO2)).isEqualTo(97);
    }

    @Test
    void aConfigurationRefusesNonsense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MllpConfig.defaults().withPort(70_000));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MllpConfig.defaults().withLimits(0, 2048, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MllpConfig.defaults().withLimits(1, 10, 1));
    }
}
