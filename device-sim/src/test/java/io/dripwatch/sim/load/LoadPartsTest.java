package io.dripwatch.sim.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.sim.wire.AckMode;
import io.dripwatch.sim.wire.Frames;
import io.dripwatch.sim.wire.Segments;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadPartsTest {
    private static final byte[] ID = "ABCDEFGH000000000007".getBytes(StandardCharsets.US_ASCII);
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

    @Test
    void aFrameHoldsEightReadingsOfItsMonitorAndMoment() throws IOException {
        String message = message(12, 5);
        assertThat(Segments.field(message, "MSH", 3)).isEqualTo("DRIPSIM_LOAD^02D51C000000000C^EUI-64");
        assertThat(Segments.field(message, "MSH", 7)).isEqualTo("20260102030405.678+0000");
        assertThat(Segments.field(message, "MSH", 10)).isEqualTo("ABCDEFGH000000000007");
        assertThat(Segments.field(message, "PID", 3)).isEqualTo("SYN-12^^^DRIPSIM^MR");
        assertThat(Segments.field(message, "PV1", 3)).isEqualTo("LOAD^^12");
        assertThat(Segments.field(message, "OBR", 3)).startsWith("ABCDEFGH000000000007^");
        assertThat(Segments.field(message, "OBR", 7)).isEqualTo("20260102030405.678+0000");
        assertThat(Segments.of(message, "OBX").stream().skip(1).map(obx -> obx.get(5)))
                .containsExactly("65", "17", "95", "65", "115", "70", "40", "37");
    }

    @Test
    void valuesStayWithinTheirRangesAndNothingElseChanges() throws IOException {
        String first = message(3, 0);
        for (int number = 1; number < 500; number++) {
            String message = message(3, number);
            assertThat(message).hasSameSizeAs(first);
            assertThat(Integer.parseInt(
                            Segments.obx(message, "MDC_ECG_HEART_RATE", 5).get(0)))
                    .isBetween(60, 99);
            assertThat(Integer.parseInt(
                            Segments.obx(message, "MDC_PULS_OXIM_SAT_O2", 5).get(0)))
                    .isBetween(95, 99);
        }
    }

    @Test
    void timeIsWrittenAcrossSeconds() {
        Digits digits = new Digits();
        assertThat(text(digits.time(AT.toEpochMilli()))).isEqualTo("20260102030405.678");
        assertThat(text(digits.time(AT.toEpochMilli() + 1))).isEqualTo("20260102030405.679");
        assertThat(text(digits.time(AT.toEpochMilli() + 322))).isEqualTo("20260102030406.000");
    }

    @Test
    void answersAreFoundHoweverTheyAreCutIntoPackets() throws IOException {
        byte[] bytes = (ack("CA", "ABCDEFGH000000000001")
                        + ack("AE", "ABCDEFGH000000000002")
                        + ack("CA", "SOMEBODYELSE00000003")
                        + ack("AA", "ABCDEFGH000000000004"))
                .getBytes(StandardCharsets.US_ASCII);
        for (int packet = 1; packet < bytes.length; packet++) {
            List<String> answers = new ArrayList<>();
            Inlet inlet = new Inlet();
            AckScanner scanner = new AckScanner(
                    text(ID).substring(0, 11).getBytes(StandardCharsets.US_ASCII),
                    (sequence, positive) -> answers.add(sequence + (positive ? " kept" : " refused")));
            for (int from = 0; from < bytes.length; from += packet) {
                int length = Math.min(packet, bytes.length - from);
                readAll(inlet, scanner, new ByteArrayInputStream(bytes, from, length));
            }
            assertThat(answers).as("packets of %d", packet).containsExactly("1 kept", "2 refused", "4 kept");
        }
    }

    @Test
    void aWindowForgetsNothingOverALostConnectionAndCountsNothingTwice() {
        Window window = new Window(3);
        for (int i = 0; i < 3; i++) {
            window.admit(i, 100 + i);
        }
        assertThat(window.isFull()).isTrue();
        assertThat(window.resend(0)).isEqualTo(-1);
        assertThat(window.answer(1)).isTrue();
        assertThat(window.answer(1)).isFalse();
        assertThat(window.answer(3)).isFalse();
        assertThat(window.isFull()).isTrue();
        window.rewind();
        assertThat(window.resend(0)).isZero();
        assertThat(window.resend(0)).isEqualTo(2);
        assertThat(window.resend(0)).isEqualTo(-1);
        assertThat(window.answer(0)).isTrue();
        assertThat(window.unanswered()).isEqualTo(1);
        window.admit(3, 103);
        assertThat(window.measuredAtMillis(3)).isEqualTo(103);
        assertThat(window.dueNanos(2)).isEqualTo(2);
        assertThat(window.answer(2)).isTrue();
        assertThat(window.answer(3)).isTrue();
        assertThat(window.isEmpty()).isTrue();
        assertThat(window.answer(0)).isFalse();
    }

    @Test
    void whatIsRefusedGoesOutOnceMoreInItsTimeAndCountsOnce() {
        Window window = new Window(3);
        for (int i = 0; i < 3; i++) {
            window.admit(i, 100 + i);
        }
        assertThat(window.refuse(1, 50)).isTrue();
        assertThat(window.resend(49)).isEqualTo(-1);
        assertThat(window.resend(50)).isEqualTo(1);
        assertThat(window.resend(50)).isEqualTo(-1);
        assertThat(window.refuse(0, 60)).isTrue();
        assertThat(window.answer(0)).isTrue();
        assertThat(window.refuse(0, 60)).isFalse();
        assertThat(window.resend(60)).isEqualTo(-1);
        assertThat(window.refuse(2, 70)).isTrue();
        window.rewind();
        assertThat(window.resend(0)).isEqualTo(1);
        assertThat(window.resend(0)).isEqualTo(2);
        assertThat(window.resend(99)).isEqualTo(-1);
    }

    @Test
    void monitorsTakeTurnsAtAnEvenPace() {
        Schedule schedule = new Schedule(plan(4, 1000));
        assertThat(schedule.includes(0)).isFalse();
        schedule.begin(5_000_000, 1_000);
        assertThat(schedule.due(0, 0, 0)).isEqualTo(5_000_000);
        assertThat(schedule.due(3, 0, 0)).isEqualTo(8_000_000);
        assertThat(schedule.due(1, 2, 0)).isEqualTo(14_000_000);
        assertThat(schedule.millisAt(8_000_000)).isEqualTo(1_003);
        assertThat(schedule.dueBy(0, Long.MAX_VALUE)).isEqualTo(500);
        assertThat(schedule.dueBy(3, 9_000_000)).isEqualTo(1);
        assertThat(schedule.includes(5_000_000 + Duration.ofSeconds(2).toNanos()))
                .isFalse();
    }

    @Test
    void anImpossiblePlanIsRefused() {
        assertThatThrownBy(() -> plan(0, 10)).hasMessage("expected 1 to 100000 monitors, got 0");
        assertThatThrownBy(() -> plan(2, 10).over(3)).hasMessage("expected 1 to 2 connections, got 3");
    }

    private static LoadPlan plan(int monitors, int rate) {
        return LoadPlan.of(
                InetSocketAddress.createUnresolved("localhost", 1), monitors, rate, 10, Duration.ofSeconds(2));
    }

    private static String message(int monitor, int number) throws IOException {
        Stencil template = MllpWire.stencil(monitor, AckMode.ENHANCED);
        ByteBuffer out = ByteBuffer.allocate(4096);
        out.put((byte) 'x');
        template.write(out, ID, new Digits().time(AT.toEpochMilli()), number);
        return new Frames(new ByteArrayInputStream(out.array(), 1, template.length())).next();
    }

    private static void readAll(Inlet inlet, AckScanner scanner, ByteArrayInputStream packet) throws IOException {
        try {
            inlet.readFrom(
                    Channels.newChannel(packet),
                    (bytes, limit, out) -> scanner.take(bytes, limit),
                    ByteBuffer.allocate(0));
        } catch (EOFException e) {
            assertThat(packet.available()).isZero();
        }
    }

    private static String ack(String code, String id) {
        return "\u000bMSH|^~\\&|T\rMSA|" + code + "|" + id + "|\r\u001c\r";
    }

    private static String text(byte[] ascii) {
        return new String(ascii, StandardCharsets.US_ASCII);
    }
}
