package io.dripwatch.device.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.device.Decoded;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.vitals.DeviceAlarm;
import io.dripwatch.vitals.DeviceAlarm.State;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Alarms as pumps and monitors send them (IHE PCD-04), with the slips that they really make. */
final class AlertReaderTest {
    private static final String MSH = Given.MSH.replace("ORU^R01^ORU_R01", "ORU^R40^ORU_R40");
    private static final String OBR = "OBR|1|1|1|196616^MDC_EVT_ALARM^MDC|||20260102030300+0000";
    private static final String OCCLUSION =
            "OBX|1|CWE|196616^MDC_EVT_ALARM^MDC|1.0.0.0.1|196940^MDC_EVT_FLUID_LINE_OCCL^MDC^^^^^^Occlusion|||ST|||F";
    private static final String LOW_SPO2 =
            "OBX|1|ST|196670^MDC_EVT_LO^MDC|1.3.1.150456.1|Low SpO2|||L~PM~SP|||F|||20260102030250+0000";
    private static final String SOURCE_SPO2 =
            "OBX|2|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.3.1.150456.2|88" + "|262688^MDC_DIM_PERCENT^MDC|90-96||||F";
    private static final String ACTIVE = "OBX|4|ST|68482^MDC_ATTR_ALARM_STATE^MDC|1.0.0.0.4|active||||||F";

    private static DeviceAlarm alarm(String... rows) {
        DeviceReport report = Given.report(segments(rows));
        assertThat(report.alarms()).hasSize(1);
        assertThat(report.readings()).isEmpty();
        return report.alarms().get(0);
    }

    private static String[] segments(String... rows) {
        List<String> segments = new ArrayList<>(List.of(MSH, OBR));
        segments.addAll(List.of(rows));
        return segments.toArray(String[]::new);
    }

    private static String facet(int number, String name, String value) {
        return "OBX|9|ST|" + name + "|1.0.0.0." + number + "|" + value + "||||||F";
    }

    @Test
    void anOcclusionIsATechnicalAlarmInThePumpsWords() {
        assertThat(alarm(OCCLUSION, ACTIVE))
                .isEqualTo(new DeviceAlarm(
                        "MDC_EVT_FLUID_LINE_OCCL",
                        "Occlusion",
                        false,
                        null,
                        State.ACTIVE,
                        Instant.parse("2026-01-02T03:03:00Z")));
    }

    @Test
    void aLowSaturationIsNamedWithItsSourceSoThatALowPulseIsAnother() {
        assertThat(alarm(LOW_SPO2, SOURCE_SPO2, ACTIVE))
                .isEqualTo(new DeviceAlarm(
                        "MDC_EVT_LO MDC_PULS_OXIM_SAT_O2",
                        "Low SpO2",
                        true,
                        Priority.MEDIUM,
                        State.ACTIVE,
                        Instant.parse("2026-01-02T03:02:50Z")));
    }

    @Test
    void theStateDecidesAndWithoutOneThePhaseDoes() {
        assertThat(alarm(OCCLUSION, facet(4, "68482^MDC_ATTR_ALARM_STATE^MDC", "latched"))
                        .state())
                .isEqualTo(State.LATCHED);
        assertThat(alarm(OCCLUSION, facet(4, "68482^MDC_ATTR_ALARM_STATE^MDC", "inactive"))
                        .state())
                .isEqualTo(State.INACTIVE);
        assertThat(alarm(OCCLUSION, facet(3, "68481^MDC_ATTR_EVENT_PHASE^MDC", "start"))
                        .state())
                .isEqualTo(State.ACTIVE);
        assertThat(alarm(OCCLUSION, facet(3, "68481^MDC_ATTR_EVENT_PHASE^MDC", "end"))
                        .state())
                .isEqualTo(State.INACTIVE);
    }

    @Test
    void aMomentIsNoAlarmThatCouldStand() {
        String phase = facet(3, "68481^MDC_ATTR_EVENT_PHASE^MDC", "tpoint");

        assertThat(Given.rejected(segments(OCCLUSION, phase)).reason()).isEqualTo(RefusalReason.NOT_A_READING);
    }

    @Test
    void theShortRowOfTheInactivationChangesNothing() {
        String inactivation =
                "OBX|5|ST|68483^MDC_ATTR_ALARM_INACTIVATION_STATE|1.0.0.0.5|audio-off~alert-acknowledged|||||F";

        assertThat(alarm(OCCLUSION, inactivation, ACTIVE).state()).isEqualTo(State.ACTIVE);
    }

    @Test
    void namesWithoutTheirSystemAndNumbersThatAreWrongAreUnderstood() {
        assertThat(alarm(
                                OCCLUSION,
                                facet(4, "68166^MDC_ATTR_ALERT_STATE", "active"),
                                facet(6, "0^MDC_ATTR_ALARM_PRIORITY", "PH"))
                        .priority())
                .isEqualTo(Priority.HIGH);
    }

    @Test
    void aPriorityThatIsNoneOfTheFourIsNone() {
        String twenty = facet(6, "68484^MDC_ATTR_ALARM_PRIORITY^MDC", "20");

        assertThat(alarm(OCCLUSION, ACTIVE, twenty).priority()).isNull();
        assertThat(alarm(LOW_SPO2, SOURCE_SPO2, ACTIVE, twenty).priority()).isEqualTo(Priority.MEDIUM);
    }

    @Test
    void anEventThatHasSlippedIntoTheSubIdIsFound() {
        String slipped =
                "OBX|4|CWE|196616^MDC_EVT_ALARM^MDC|196648^MDC_EVT_HI^MDC|HR Too High|||PH~PH~SP|||R|||20260102030300+0000";
        String source =
                "OBX|5|NM|147842^MDC_ECG_HEART_RATE^MDC|1.7.4.147842.2|155|264864^MDC_DIM_BEAT_PER_MIN^MDC||||R";

        DeviceAlarm alarm = alarm(slipped, source, ACTIVE);
        assertThat(alarm.code()).isEqualTo("MDC_EVT_HI MDC_ECG_HEART_RATE");
        assertThat(alarm.text()).isEqualTo("HR Too High");
        assertThat(alarm.priority()).isEqualTo(Priority.HIGH);
    }

    @Test
    void aVendorsOwnAlarmIsKnownByItsText() {
        String vendor = "OBX|1|ST|196616^MDC_EVT_ALARM^MDC|1.0.0.0.1|Syringe Holder Open|||PM~ST|||F";
        String advisory = "OBX|2|ST|0^MDCX_EVT_ALERT_ADVISORY^MDC|1.0.0.0.1|Recheck BP|||A~PM~SA|||R";

        assertThat(alarm(vendor, ACTIVE).code()).isEqualTo("Syringe Holder Open");
        assertThat(alarm(advisory, ACTIVE).code()).isEqualTo("Recheck BP");
        assertThat(alarm(advisory, ACTIVE).physiological()).isFalse();
    }

    @Test
    void aLongTextIsNamedByItsBeginning() {
        String vendor = "OBX|1|ST|196616^MDC_EVT_ALARM^MDC|1.0.0.0.1|" + "x".repeat(200) + "|||PM~ST|||F";

        assertThat(alarm(vendor, ACTIVE).code()).hasSize(80);
    }

    @Test
    void aPumpsLocalNumberBesideTheNameIsPassedOver() {
        String battery = "OBX|6|ST|196616^MDC_EVT_ALARM^MDC|9.1.0.0.1|56^MDC_EVT_BATT_DEPL^MDC||||||R";

        DeviceAlarm alarm = alarm(battery, ACTIVE);
        assertThat(alarm.code()).isEqualTo("MDC_EVT_BATT_DEPL");
        assertThat(alarm.text()).isEqualTo("batt depl");
    }

    @Test
    void aSimulatedAlarmIsNone() {
        assertThat(Given.rejected(segments(LOW_SPO2.replace("L~PM~SP", "L~DEMO"), ACTIVE))
                        .reason())
                .isEqualTo(RefusalReason.DEMONSTRATION);
    }

    @Test
    void aMessageWithoutAnEventIsSentBack() {
        assertThat(Given.rejected(segments(ACTIVE)).reason()).isEqualTo(RefusalReason.MISSING_PART);
    }

    @Test
    void aTimeThatIsNoneCostsNoAlarm() {
        DeviceAlarm alarm = alarm(LOW_SPO2.replace("20260102030250+0000", "yesterday"), SOURCE_SPO2, ACTIVE);

        assertThat(alarm.at()).isEqualTo(Given.NOW);
    }

    private static String pump(int number, String event, String state) {
        return """
                OBX|1||69985^MDC_DEV_PUMP_INFUS_MDS^MDC|N.0.0.0|||||||X|||||||PUMP-N
                OBX|2|CWE|196616^MDC_EVT_ALARM^MDC|N.0.0.0.1|EVENT||||||F
                OBX|3|ST|68482^MDC_ATTR_ALARM_STATE^MDC|N.0.0.0.4|STATE||||||F""".replace("\n", "\r")
                .replace("|N.", "|" + number + ".")
                .replace("PUMP-N", "PUMP-" + number)
                .replace("EVENT|", event + "|")
                .replace("STATE|", state + "|");
    }

    private static List<String> told(String... segments) {
        List<String> all = new ArrayList<>(List.of(MSH));
        all.addAll(List.of(segments));
        return Given.read(all.toArray(String[]::new)).reports().stream()
                .map(report -> report.device() + " " + report.place() + " "
                        + report.alarms().stream()
                                .map(alarm -> alarm.code() + " " + alarm.state())
                                .toList())
                .toList();
    }

    @Test
    void alarmsOfSeveralDevicesAndPatientsInOneMessageBelongToTheirOwn() {
        assertThat(told(
                        "PID|||SYN-1^^^S\rPV1||I|INFUSION^^1",
                        OBR,
                        pump(1, "196940^MDC_EVT_FLUID_LINE_OCCL^MDC", "active"),
                        "OBR|2|2|2|196616^MDC_EVT_ALARM^MDC",
                        pump(2, "196802^MDC_EVT_BATT_LO^MDC", "inactive"),
                        "PID|||SYN-2^^^S\rPV1||I|INFUSION^^2",
                        OBR,
                        pump(1, "196802^MDC_EVT_BATT_LO^MDC", "latched")))
                .containsExactly(
                        "PUMP-1 Place[unit=INFUSION, room=, bed=1] [MDC_EVT_FLUID_LINE_OCCL ACTIVE]",
                        "PUMP-2 Place[unit=INFUSION, room=, bed=1] [MDC_EVT_BATT_LO INACTIVE]",
                        "PUMP-1 Place[unit=INFUSION, room=, bed=2] [MDC_EVT_BATT_LO LATCHED]");
    }

    @Test
    void twoDevicesBelowOneRequestEachHaveTheirAlarm() {
        assertThat(told(
                        OBR,
                        pump(1, "196940^MDC_EVT_FLUID_LINE_OCCL^MDC", "active"),
                        pump(2, "196802^MDC_EVT_BATT_LO^MDC", "inactive")))
                .containsExactly(
                        "PUMP-1 null [MDC_EVT_FLUID_LINE_OCCL ACTIVE]", "PUMP-2 null [MDC_EVT_BATT_LO INACTIVE]");
    }

    @Test
    void twoAlarmsOfOneDeviceAreTwoAndABadOneCostsNotTheOther() {
        String nameless = "OBR|2|2|2|196616^MDC_EVT_ALARM^MDC\rOBX|9|CWE|196616^MDC_EVT_ALARM^MDC|1.0.0.0.1|||||||F";
        Decoded.Read read = Given.read(
                MSH,
                OBR,
                pump(1, "196940^MDC_EVT_FLUID_LINE_OCCL^MDC", "active"),
                nameless,
                "OBR|3|3|3|196616^MDC_EVT_ALARM^MDC",
                pump(1, "196802^MDC_EVT_BATT_LO^MDC", "active"));
        assertThat(read.report().alarms())
                .extracting(DeviceAlarm::code)
                .containsExactly("MDC_EVT_FLUID_LINE_OCCL", "MDC_EVT_BATT_LO");
        assertThat(read.refusals()).hasSize(1);
    }
}
