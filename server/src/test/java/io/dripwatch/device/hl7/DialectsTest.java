package io.dripwatch.device.hl7;

import static io.dripwatch.device.hl7.Given.HR;
import static io.dripwatch.device.hl7.Given.MSH;
import static io.dripwatch.device.hl7.Given.OBR;
import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.device.Decoded;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.PumpEvent;
import io.dripwatch.vitals.PumpEvent.Change;
import io.dripwatch.vitals.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DialectsTest {

    @Test
    void pdsNumbersMeanSomethingOnlyInPdsMessages() {
        String row = "OBX||NM|160^SpO2|2102|97||||||F";
        assertThat(Given.only(Given.read("MSH|^~\\&|||||||ORU^R01|204|P|2.3.1|", row))
                        .metric())
                .isEqualTo(Metric.SPO2);
        assertThat(Given.reasons(Given.read(MSH, OBR, HR, row))).containsExactly(RefusalReason.UNKNOWN_CODE);
        assertThat(Given.rejected("MSH|^~\\&|LAB||||||ORU^R01|204|P|2.3.1|", row)
                        .reason())
                .isEqualTo(RefusalReason.UNKNOWN_CODE);
        assertThat(Given.rejected("MSH|^~\\&|||||||ORU^R01|204|P|2.4|", row).reason())
                .isEqualTo(RefusalReason.UNKNOWN_CODE);
    }

    @Test
    void pdsTellsTwoTemperaturesOfOneModuleApart() {
        Decoded.Read read = Given.read(
                "MSH|^~\\&|||||||ORU^R01|204|P|2.3.1|",
                "OBX||NM|200^T1|2103|37.0||||||F",
                "OBX||NM|201^T2|2103|37.0||||||F");
        assertThat(read.report().readings()).extracting(Reading::site).containsExactly(0, 1);
        assertThat(read.report().device().value()).isEqualTo(Given.REMOTE);
    }

    @Test
    void aPdsHeartbeatIsAReportOfLife() {
        assertThat(Given.report("MSH|^~\\&|||||||ORU^R01|106|P|2.3.1|").readings())
                .isEmpty();
        assertThat(Given.read("MSH|^~\\&|||||||ORU^R01|103|P|2.3.1|", "OBX||NM|52^||189.0||||||F")
                        .refusals())
                .extracting(r -> r.reason())
                .containsExactly(RefusalReason.NOT_A_READING);
    }

    @Test
    void philipsMdilCodesAreIeeeCodesInHexadecimal() {
        assertThat(mdil("0002-4bb8^SpO2^MDIL", "0004-0220^%^MDIL")).isEqualTo(Metric.SPO2);
        assertThat(mdil("0002-4182^HR^MDIL", "0004-0aa0^bpm^MDIL")).isEqualTo(Metric.HEART_RATE);
        assertThat(mdil("0002-4822^Pulse^MDIL", "0004-0aa0^bpm^MDIL")).isEqualTo(Metric.PULSE_RATE);
        assertThat(mdil("0002-480a^Pulse^MDIL", "0004-0aa0^bpm^MDIL")).isEqualTo(Metric.PULSE_RATE);
        assertThat(mdil("0002-500a^RR^MDIL", "0004-0ae0^rpm^MDIL")).isEqualTo(Metric.RESP_RATE);
        assertThat(mdil("0002-5000^Resp^MDIL", "0004-0ae0^rpm^MDIL")).isEqualTo(Metric.RESP_RATE);
        assertThat(mdil("0002-4A05^NBPs^MDIL", "0004-0F20^mmHg^MDIL")).isEqualTo(Metric.NIBP_SYS);
        assertThat(mdil("0002-4a17^ABPm^MDIL", "0004-0f20^mmHg^MDIL")).isEqualTo(Metric.ABP_MEAN);
    }

    private static Metric mdil(String code, String unit) {
        return Given.only(Given.row("OBX||NM|" + code + "|0|60|" + unit + "|||||F"))
                .metric();
    }

    @Test
    void aMakersNumberCountsOnlyWithTheMakersName() {
        assertThat(Given.only(Given.row("OBX|1|NM|007000^VITAL SpO2|1|99|%|||||F"))
                        .metric())
                .isEqualTo(Metric.SPO2);
        assertThat(Given.only(Given.row("OBX|1|NM|393216^NIBP_SYS^EHC|1|120|mmHg|||||F"))
                        .metric())
                .isEqualTo(Metric.NIBP_SYS);
        for (String code : List.of("007000^VITAL HR", "007000^", "393216^ECG_HR^EHC", "393216^NIBP_SYS^L")) {
            assertThat(Given.reasons(Given.read(MSH, OBR, HR, "OBX|1|NM|" + code + "|1|99|%|||||F")))
                    .as(code)
                    .containsExactly(RefusalReason.UNKNOWN_CODE);
        }
    }

    @Test
    void vitalRecorderTracksAreReadByTheirType() {
        assertThat(Given.only(Given.row("OBX|1|NM|ECG_HR^Monitor/HR||72|bpm|40^200||||R"))
                        .metric())
                .isEqualTo(Metric.HEART_RATE);
        assertThat(Given.only(Given.row("OBX|5|NM|BT^BeneView/BT||36.7|C|30^42||||R"))
                        .value())
                .isEqualTo(36.7);
        assertThat(Given.reasons(Given.read(MSH, OBR, HR, "OBX|1|NM|ECG_HR^whatever||72|bpm")))
                .containsExactly(RefusalReason.UNKNOWN_CODE);
    }

    private static final String PUMP_MSH = MSH.replace("ORU^R01^ORU_R01", "ORU^R42^ORU_R01");

    private static Decoded.Read pump(String event, String status, String... more) {
        List<String> segments = new ArrayList<>(List.of(
                PUMP_MSH,
                OBR,
                "OBX|1||70049^MDC_DEV_PUMP_INFUS_LVP_MDS^MDC|1.0.0.0|||||||X|||||||PUMP-7^^0012210000000000^EUI-64",
                "OBX|2|CWE|68487^MDC_ATTR_EVT_COND^MDC|1.0.0.2|" + event + "||||||R",
                "OBX|3|ST|68488^MDC_ATTR_EVT_SOURCE^MDC|1.0.0.3|1.1.2.0||||||R",
                "OBX|4|NM|158014^MDC_FLOW_FLUID_PUMP_CURRENT^MDC|1.1.1.2|15.4|265266^MDC_DIM_MILLI_L_PER_HR^MDC|||||R",
                "OBX|5|CWE|158005^MDC_DEV_PUMP_CURRENT_DELIVERY_STATUS^MDC|1.1.2.1|^pump-delivery-status-" + status,
                "OBX|6|NM|157784^MDC_FLOW_FLUID_PUMP^MDC|1.1.2.4|99|mL/h|||||R"));
        segments.addAll(List.of(more));
        return Given.read(segments.toArray(String[]::new));
    }

    private static PumpEvent event(Decoded.Read read) {
        assertThat(read.report().pumpEvents()).hasSize(1);
        return read.report().pumpEvents().get(0);
    }

    @Test
    void aPumpTellsWhatHappenedToItsDelivery() {
        String start = "197288^MDC_EVT_PUMP_DELIV_START^MDC";
        String stop = "0^MDC_EVT_PUMP_DELIV_STOP^MDC";
        assertThat(event(pump(start, "delivering")).change()).isEqualTo(Change.STARTED);
        assertThat(event(pump("197288", "delivering")).change()).isEqualTo(Change.STARTED);
        assertThat(event(pump(start, "kvo")).change()).isEqualTo(Change.KEEP_VEIN_OPEN);
        assertThat(event(pump(stop, "not-delivering")).change()).isEqualTo(Change.STOPPED);
        assertThat(event(pump(stop, "transitioning")).change()).isEqualTo(Change.TRANSITION);
        assertThat(event(pump("^MDC_EVT_PUMP_DELIV_COMP^MDC", "transitioning")).change())
                .isEqualTo(Change.COMPLETED);
    }

    @Test
    void anEventCarriesTimeRateAndReason() {
        PumpEvent event = event(pump(
                "0^MDC_EVT_PUMP_DELIV_STOP^MDC",
                "not-delivering",
                "OBX|7|CWE|158006^MDC_DEV_PUMP_NOT_DELIVERING_REASON^MDC|1.1.2.2|^pump-stopped-by-clinician"));
        assertThat(event.reason()).isEqualTo("pump-stopped-by-clinician");
        assertThat(event.rateMlPerHour()).isEqualTo(15.4);
        assertThat(event.at()).isEqualTo(Instant.parse("2026-01-02T03:03:00Z"));
    }

    @Test
    void theStatusOfTheInfusateThatTheEventIsAboutCounts() {
        Decoded.Read read = Given.read(
                PUMP_MSH,
                OBR,
                "OBX|1|CWE|68487^MDC_ATTR_EVT_COND^MDC|1.0.0.2|0^MDC_EVT_PUMP_DELIV_STOP^MDC",
                "OBX|2|ST|68488^MDC_ATTR_EVT_SOURCE^MDC|1.0.0.3|1.1.3.0",
                "OBX|3|CWE|158005^MDC_DEV_PUMP_CURRENT_DELIVERY_STATUS^MDC|1.1.2.1|^pump-delivery-status-delivering",
                "OBX|4|CWE|158005^MDC_DEV_PUMP_CURRENT_DELIVERY_STATUS^MDC|1.1.3.1|^pump-delivery-status-transitioning");
        assertThat(event(read).change()).isEqualTo(Change.TRANSITION);
    }

    @Test
    void theCurrentRateWinsOverTheProgrammedOne() {
        Decoded.Read read = pump("197288^MDC_EVT_PUMP_DELIV_START^MDC", "delivering");
        assertThat(Given.only(read).value()).isEqualTo(15.4);
        assertThat(read.report().device().value()).isEqualTo("PUMP-7");
    }

    @Test
    void thePumpsWeightAndVolumesAreKept() {
        Decoded.Read read = pump(
                "197288^MDC_EVT_PUMP_DELIV_START^MDC",
                "delivering",
                "OBX|7|NM|68063^MDC_ATTR_PT_WEIGHT^MDC|1.1.2.13|82.0|263875^MDC_DIM_KILO_G^MDC^kg^kg^UCUM|||||R",
                "OBX|8|NM|157993^MDC_VOL_FLUID_DELIV_TOTAL^MDC|1.1.2.7|3.5|263762^MDC_DIM_MILLI_L^MDC|||||R",
                "OBX|9|NM|157884^MDC_VOL_FLUID_TBI^MDC|1.1.2.6|50|mL|||||R");
        assertThat(Given.value(read.report(), Metric.PUMP_WEIGHT)).isEqualTo(82);
        assertThat(Given.value(read.report(), Metric.VOLUME_INFUSED)).isEqualTo(3.5);
        assertThat(Given.value(read.report(), Metric.VOLUME_TO_BE_INFUSED)).isEqualTo(50);
    }

    @Test
    void anEventThatChangesNothingIsOnlyCounted() {
        Decoded.Read read = pump("0^MDC_EVT_PUMP_VOL_COUNTERS_CLEARED^MDC", "delivering");
        assertThat(read.report().pumpEvents()).isEmpty();
        assertThat(read.report().readings()).hasSize(1);
        assertThat(Given.reasons(read)).contains(RefusalReason.NOT_A_READING).allMatch(reason -> !reason.fault());
    }
}
