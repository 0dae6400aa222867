package io.dripwatch.sim.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.sim.wire.Header.Transaction;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final DeviceName DEVICE = new DeviceName("DRIPSIM_MONITOR", "02D51A0000000001");

    @Test
    void fieldsStandWhereTheStandardNumbersThem() {
        assertThat(new Segment("OBX").with(3, "code").with(1, "1").text()).isEqualTo("OBX|1||code\r");
        assertThat(new Segment("MSH").with(2, "^~\\&").with(4, "x").text()).isEqualTo("MSH|^~\\&||x\r");
    }

    @Test
    void trailingEmptyFieldsAreLeftOut() {
        assertThat(new Segment("PID").with(3, "id").with(5, "").text()).isEqualTo("PID|||id\r");
    }

    @Test
    void separatorsInNamesAreEscaped() {
        assertThat(Segment.escape("a|b^c&d~e\\f\rg")).isEqualTo("a\\F\\b\\S\\c\\T\\d\\R\\e\\E\\f g");
    }

    @Test
    void theHeaderTellsTimeWithZoneAndAsksForAnAcceptAcknowledgement() {
        Header header = new Header(DEVICE, AckMode.ENHANCED, ZoneId.of("America/Denver"));
        assertThat(header.msh(Transaction.OBSERVATIONS, "ID1", AT))
                .isEqualTo("MSH|^~\\&|DRIPSIM_MONITOR^02D51A0000000001^EUI-64|DRIPSIM|||20260101200405.678-0700||"
                        + "ORU^R01^ORU_R01|ID1|P|2.6|||AL|NE||UNICODE UTF-8|||"
                        + "IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO\r");
    }

    @Test
    void originalModeLeavesBothAcknowledgementFieldsEmpty() {
        Header header = new Header(DEVICE, AckMode.ORIGINAL, ZoneOffset.UTC);
        String msh = header.msh(Transaction.PUMP_EVENT, "ID1", AT);
        assertThat(Segments.field(msh, "MSH", 15)).isEmpty();
        assertThat(Segments.field(msh, "MSH", 16)).isEmpty();
        assertThat(Segments.field(msh, "MSH", 9)).isEqualTo("ORU^R42^ORU_R01");
    }

    @Test
    void controlIdsDifferAndFitTheStandard() {
        ControlIds ids = new ControlIds(AT);
        String first = ids.next();
        assertThat(ids.next()).isNotEqualTo(first);
        assertThat(first).hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void aFrameComesBackAsItWasSent() throws IOException {
        byte[] noise = "noise".getBytes(StandardCharsets.US_ASCII);
        byte[] frame = Frames.framed("MSH|äöü\r");
        byte[] both = new byte[noise.length + frame.length];
        System.arraycopy(noise, 0, both, 0, noise.length);
        System.arraycopy(frame, 0, both, noise.length, frame.length);
        Frames frames = new Frames(new ByteArrayInputStream(both));
        assertThat(frames.next()).isEqualTo("MSH|äöü\r");
        assertThatThrownBy(frames::next).isInstanceOf(EOFException.class);
    }

    @Test
    void bothFamiliesOfAcknowledgementAreUnderstood() {
        assertThat(Acknowledgement.in("MSH|x\rMSA|CA|7\r")).isEqualTo(new Acknowledgement(Answer.ACCEPTED, "7"));
        assertThat(Acknowledgement.in("MSH|x\rMSA|AE|7|why\r")).isEqualTo(new Acknowledgement(Answer.NOT_KEPT, "7"));
        assertThat(Acknowledgement.in("MSH|x\rMSA|CR|7")).isEqualTo(new Acknowledgement(Answer.REJECTED, "7"));
    }

    @Test
    void whatIsNoAcknowledgementIsIgnored() {
        assertThat(Acknowledgement.in("MSH|x\rERR|CA|7\r")).isNull();
        assertThat(Acknowledgement.in("MSH|x\rMSA|OK|7\r")).isNull();
        assertThat(Acknowledgement.in("MSH|x\rMSA|CA\r")).isNull();
    }

    @Test
    void backoffDoublesUpToItsLimit() {
        Patience patience = Patience.ofDevice();
        assertThat(patience.backoff(1).toMillis()).isEqualTo(250);
        assertThat(patience.backoff(3).toMillis()).isEqualTo(1000);
        assertThat(patience.backoff(1_000).toMillis()).isEqualTo(5000);
    }

    @Test
    void aDeviceNeedsAnEui64() {
        assertThatThrownBy(() -> new DeviceName("X", "12"))
                .hasMessage("expected an EUI-64 of 16 hexadecimal digits, got 12");
    }
}
