package io.dripwatch.sim.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.sim.wire.AckMode;
import io.dripwatch.sim.wire.Bedside;
import io.dripwatch.sim.wire.DeviceName;
import io.dripwatch.sim.wire.Header;
import io.dripwatch.sim.wire.Message;
import io.dripwatch.sim.wire.PatientIdentity;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialectsTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final Bedside CHAIR_3 = Bedside.inInfusionRoom(
            new Header(new DeviceName("DRIPSIM_MONITOR", "02D51A0000000003"), AckMode.ENHANCED, ZoneOffset.UTC),
            PatientIdentity.synthetic(3),
            "3");
    private static final List<Measured> ROWS = List.of(
            Measured.of(Sign.HEART_RATE, 71.4),
            Measured.nothing(Sign.SPO2),
            Measured.taken(Sign.NIBP_SYS, 121, NOON.minusSeconds(60)));

    @Test
    void mindrayWritesBareNumbersAndMinusAHundredForNone() {
        assertThat(said(MonitorModel.MINDRAY))
                .contains("|ORU^R01|204|P|2.3.1\r")
                .contains("OBX||NM|101^HR|2101|71||||||F\r")
                .contains("OBX||NM|160^SpO2|2101|-100||||||F\r")
                .contains("OBX||NM|170^Sys|2101|121||||||F||APERIODIC|20260102115900\r")
                .contains("PV1||O|INFUSION^^3\r");
    }

    @Test
    void philipsWritesHexadecimalCodesAndLeavesOutWhatThereIsNot() {
        assertThat(said(MonitorModel.PHILIPS))
                .contains("|P|2.3||||||8859/1\r")
                .contains("OBX||NM|0002-4182^HR^MDIL|0|71|0004-0aa0^bpm^MDIL|||||F\r")
                .contains("OBX||NM|0002-4a05^NBPs^MDIL|0|121|0004-0f20^mmHg^MDIL|||||F|||20260102115900\r")
                .doesNotContain("4bb8");
    }

    @Test
    void jsonIsNumberedAndTellsTimesInMilliseconds() {
        MonitorDialect json = MonitorModel.JSON.at(CHAIR_3);
        json.encode("X-1", NOON, NOON, ROWS);
        Message second = json.encode("X-2", NOON, NOON, ROWS);
        assertThat(second.controlId()).isEqualTo("2");
        assertThat(second.readings()).isEqualTo(2);
        assertThat(second.text())
                .isEqualTo("{\"seq\":2,\"device\":\"02D51A0000000003\",\"place\":\"INFUSION^^3\","
                        + "\"sentAt\":\"2026-01-02T12:00:00Z\",\"patient\":{\"authority\":\"DRIPSIM\",\"id\":\"SYN-0003\"},"
                        + "\"readings\":[{\"metric\":\"MDC_ECG_HEART_RATE\",\"value\":71,\"at\":1767355200000},"
                        + "{\"metric\":\"MDC_PRESS_BLD_NONINV_SYS\",\"value\":121,\"at\":1767355140000}]}");
    }

    private static String said(MonitorModel model) {
        return model.at(CHAIR_3).encode("X-1", NOON, NOON, ROWS).text();
    }
}
