package io.dripwatch.device.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.app.config.ShippedProfiles;
import io.dripwatch.device.Decoded;
import io.dripwatch.device.Refusal;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The scenes of the tests in this package. */
final class Given {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    static final String REMOTE = "192.0.2.7";
    static final String MSH =
            "MSH|^~\\&|SYNTH_MON^0011223344556677^EUI-64|SYNTH|DW|DW|20260102030400+0000||ORU^R01^ORU_R01|ID1|P|2.6|||AL|NE||UNICODE UTF-8";
    static final String OBR = "OBR|1|1|1|182777000^monitoring of patient^SCT|||20260102030300+0000";
    static final String HR = "OBX|1|NM|147842^MDC_ECG_HEART_RATE^MDC|1.6.1.1|72|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R";
    static final String SPO2 = "OBX|2|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.3.1.1|98|262688^MDC_DIM_PERCENT^MDC|||||R";
    static final String TEMP = "OBX|3|NM|150344^MDC_TEMP^MDC|1.2.1.1|36.6|268192^MDC_DIM_DEGC^MDC|||||R";

    private static final OruDecoder DECODER = new OruDecoder(ShippedProfiles.at(ZoneOffset.ofHours(2)));

    private Given() {}

    static OruDecoder decoder() {
        return DECODER;
    }

    static @Nullable Message message(String... segments) {
        return message(String.join("\r", segments).getBytes(StandardCharsets.UTF_8));
    }

    static @Nullable Message message(byte[] bytes) {
        return Message.read(bytes, 0, bytes.length);
    }

    static Message readable(String... segments) {
        Message message = message(segments);
        if (message == null) {
            throw new AssertionError("expected a readable message");
        }
        return message;
    }

    static Decoded decoded(String... segments) {
        return decoder().decode(message(segments), REMOTE, NOW);
    }

    static Decoded.Read read(String... segments) {
        Decoded decoded = decoded(segments);
        assertThat(decoded).isInstanceOf(Decoded.Read.class);
        return (Decoded.Read) decoded;
    }

    static DeviceReport report(String... segments) {
        return read(segments).report();
    }

    static Refusal rejected(String... segments) {
        Decoded decoded = decoded(segments);
        assertThat(decoded).isInstanceOf(Decoded.Rejected.class);
        return ((Decoded.Rejected) decoded).refusal();
    }

    /** The report of one row in an otherwise ordinary message. */
    static Decoded.Read row(String obx) {
        return read(MSH, OBR, obx);
    }

    static Reading only(Decoded.Read read) {
        assertThat(read.report().readings()).hasSize(1);
        return read.report().readings().get(0);
    }

    static double value(DeviceReport report, Metric metric) {
        List<Reading> found = report.readings().stream()
                .filter(reading -> reading.metric() == metric)
                .toList();
        assertThat(found).as("readings of " + metric).hasSize(1);
        return found.get(0).value();
    }

    static List<RefusalReason> reasons(Decoded.Read read) {
        return read.refusals().stream().map(Refusal::reason).toList();
    }
}
