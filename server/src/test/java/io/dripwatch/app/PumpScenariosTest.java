package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.device.Decoded;
import io.dripwatch.device.hl7.ReadMessage;
import io.dripwatch.flow.Command;
import io.dripwatch.flow.Room;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.PumpEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What pumps tell of by IHE PCD-10, as messages, through the decoder into a room: the scenarios of appendix M of volume
 * 2. Terms have the number 0 where the standard leaves them without one, and tokens stand in the second component.
 */
final class PumpScenariosTest {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSSxx").withZone(ZoneOffset.UTC);
    private static final String BY_CLINICIAN = "pump-stopped-by-clinician";

    private final RoomStory story = new RoomStory().openSession();
    private String patient = RoomStory.SAM.id().value();

    @Test
    void aStart() {
        start("delivering", "", 52.5);
        assertStages(Stage.DOSING);
        assertInfusing(52.5);
    }

    @Test
    void aPauseByANurseAndItsEnd() {
        start("delivering", "", 52.5);
        stop("not-delivering", BY_CLINICIAN);
        assertStages(Stage.DOSING, Stage.HELD);
        assertThat(infusing()).isFalse();
        assertThat(last().reason()).isEqualTo(BY_CLINICIAN);
        start("delivering", "", 52.5);
        assertStages(Stage.DOSING, Stage.HELD, Stage.DOSING);
    }

    @Test
    void aStopByAnAlarmAndGoingOnByItself() {
        start("delivering", "", 52.5);
        stop("not-delivering", "pump-stopped-alarming");
        assertStages(Stage.DOSING, Stage.HELD);
        assertThat(last().reason()).isEqualTo("pump-stopped-alarming");
        start("delivering", "", 52.5);
        assertStages(Stage.DOSING, Stage.HELD, Stage.DOSING);
        assertInfusing(52.5);
    }

    @Test
    void anotherRateIsNoInterruption() {
        start("delivering", "", 52.5);
        stop("transitioning", "");
        assertThat(infusing()).isTrue();
        start("delivering", "", 30);
        assertStages(Stage.DOSING);
        assertInfusing(30);
    }

    @Test
    void theVolumeIsInAndTheVeinIsKeptOpenUntilTheStop() {
        start("delivering", "", 52.5);
        event("0^MDC_EVT_PUMP_DELIV_COMP^MDC", "transitioning", "", 52.5);
        start("kvo", "", 1);
        stop("not-delivering", BY_CLINICIAN);
        assertStages(Stage.DOSING, Stage.OBSERVATION);
        assertThat(changes())
                .containsExactly(
                        PumpEvent.Change.STARTED,
                        PumpEvent.Change.COMPLETED,
                        PumpEvent.Change.KEEP_VEIN_OPEN,
                        PumpEvent.Change.STOPPED);
        assertThat(infusing()).isFalse();
    }

    @Test
    void anotherVolumeOrAnotherLibraryEntryIsAStopAndAStart() {
        start("delivering", "", 52.5);
        stop("not-delivering", "pump-stopped-not-specified");
        start("delivering", "", 52.5);
        stop("not-delivering", "pump-stopped-switching-source");
        start("delivering", "", 60);
        assertStages(Stage.DOSING, Stage.HELD, Stage.DOSING, Stage.HELD, Stage.DOSING);
        assertInfusing(60);
    }

    @Test
    void aBolusIsNoInterruption() {
        start("delivering", "", 52.5);
        stop("transitioning", "");
        start("delivering", "pump-source-info-clinician", 600);
        assertInfusing(600);
        stop("transitioning", "");
        start("delivering", "", 52.5);
        assertStages(Stage.DOSING);
        assertInfusing(52.5);
    }

    @Test
    void stepsRampsAndALoadingDoseAreNoInterruptions() {
        start("delivering", "pump-source-info-loading", 120);
        for (double rate : new double[] {40, 50, 60}) {
            stop("transitioning", "");
            start("delivering", "", rate);
        }
        assertStages(Stage.DOSING);
        assertInfusing(60);
    }

    @Test
    void anotherWeightInThePumpIsKeptAndAnotherPatientAlarms() {
        start("delivering", "", 52.5);
        event("0^MDC_EVT_PATIENT_PARAMETER_CHANGE^MDC", "delivering", "", 52.5);
        assertThat(Objects.requireNonNull(story.chair().value(Metric.PUMP_WEIGHT))
                        .reading()
                        .value())
                .isEqualTo(82);
        assertStages(Stage.DOSING);

        patient = "SYN-0099";
        event("0^MDC_EVT_PATIENT_ID_CHANGE^MDC", "delivering", "", 52.5);
        assertThat(story.theAlarm(AlarmKind.PATIENT_MISMATCH).condition().text().english())
                .contains("PUMP-7");
        assertStages(Stage.DOSING);
        assertInfusing(52.5);
    }

    /** The pump was off the network while it stopped and went on; its buffer comes late, and the newest first. */
    @Test
    void whatWasBufferedIsKeptWithItsOwnTimesAndMovesNothing() {
        start("delivering", "", 52.5);
        story.pass(Duration.ofMinutes(5), Metric.SPO2, 98);
        Instant wentOn = story.now.minusSeconds(170);
        Instant stopped = story.now.minusSeconds(200);
        tell("0^MDC_EVT_PUMP_DELIV_START^MDC", "delivering", "", "", 52.5, wentOn);
        tell("0^MDC_EVT_PUMP_DELIV_STOP^MDC", "not-delivering", "pump-stopped-alarming", "", 52.5, stopped);
        assertStages(Stage.DOSING);
        assertInfusing(52.5);
        assertThat(reported().stream().filter(RoomEvent.PumpReported::late))
                .extracting(reported -> reported.pumpEvent().at())
                .containsExactly(wentOn, stopped);
    }

    /** It stopped while it was off the network, and says so only now: nobody knows whether the drug runs. */
    @Test
    void aStopThatComesLateMovesNothingAndAsksForALook() {
        start("delivering", "", 52.5);
        story.pass(Duration.ofMinutes(5), Metric.SPO2, 98);
        Instant stopped = story.now.minusSeconds(200);
        tell("0^MDC_EVT_PUMP_DELIV_STOP^MDC", "not-delivering", "pump-stopped-alarming", "", 52.5, stopped);
        assertThat(story.alarm(AlarmKind.STAGE_CONFLICT))
                .as("the rest of the buffer may be under way")
                .isNull();
        story.pass(Duration.ofSeconds(10), Metric.SPO2, 98);
        assertStages(Stage.DOSING);
        assertThat(story.theAlarm(AlarmKind.STAGE_CONFLICT).condition().text().english())
                .isEqualTo("Pump stopped, told late");
        assertThat(told()).extracting(PumpEvent::at).isEqualTo(stopped);
        Room again = new Room(RoomStory.plan(true));
        story.events.forEach(again::restore);
        assertThat(Objects.requireNonNull(again.chair(RoomStory.CHAIR)).pump())
                .isEqualTo(story.chair().pump());

        story.command(new Command.ConfirmStage("RN", RoomStory.CHAIR));
        story.pass(Duration.ofSeconds(20), Metric.SPO2, 98);
        assertThat(told()).isNull();
        assertThat(story.alarm(AlarmKind.STAGE_CONFLICT)).isNull();
    }

    @Test
    void whatThePumpSaysLiveAfterALateStopCounts() {
        start("delivering", "", 52.5);
        story.pass(Duration.ofMinutes(5), Metric.SPO2, 98);
        tell("0^MDC_EVT_PUMP_DELIV_STOP^MDC", "not-delivering", "", "", 52.5, story.now.minusSeconds(200));
        start("delivering", "", 30);
        assertInfusing(30);
        assertThat(told()).isNull();
        assertThat(story.alarm(AlarmKind.STAGE_CONFLICT)).isNull();
        assertStages(Stage.DOSING);
    }

    private @Nullable PumpEvent told() {
        return Objects.requireNonNull(story.chair().pump()).toldLate();
    }

    private void start(String status, String source, double rate) {
        tell("197288^MDC_EVT_PUMP_DELIV_START^MDC", status, "", source, rate, null);
    }

    private void stop(String status, String reason) {
        event("0^MDC_EVT_PUMP_DELIV_STOP^MDC", status, reason, 52.5);
    }

    private void event(String name, String status, String reason, double rate) {
        tell(name, status, reason, "", rate, null);
    }

    /**
     * The pump tells of an event three seconds after whatever was before.
     *
     * @param at when it happened; null for now
     */
    private void tell(String name, String status, String reason, String source, double rate, @Nullable Instant at) {
        story.pass(Duration.ofSeconds(3), Metric.SPO2, 98);
        String now = TIME.format(story.now);
        List<String> rows = new ArrayList<>(List.of(
                "MSH|^~\\&|PUMPS|DW|DW|DW|" + now + "||ORU^R42^ORU_R01|"
                        + reported().size() + "|P|2.6|||AL|NE",
                "PID|||" + patient + "^^^DRIPSIM^MR||Synthetic^Sam",
                "PV1||R|INFUSION^^1",
                "OBR|1|1|1|2222^Ketamine|||" + TIME.format(at == null ? story.now : at),
                "OBX|1||70049^MDC_DEV_PUMP_INFUS_LVP_MDS^MDC|1.0.0.0|||||||X|||||||PUMP-7^^0012210000000000^EUI-64",
                "OBX|2|CWE|68487^MDC_ATTR_EVT_COND^MDC|1.0.0.2|" + name + "||||||R",
                "OBX|3|ST|68488^MDC_ATTR_EVT_SOURCE^MDC|1.0.0.3|1.1.2.0||||||R",
                "OBX|4|NM|158014^MDC_FLOW_FLUID_PUMP_CURRENT^MDC|1.1.1.2|" + rate
                        + "|265266^MDC_DIM_MILLI_L_PER_HR^MDC|||||R",
                "OBX|5|CWE|158005^MDC_DEV_PUMP_CURRENT_DELIVERY_STATUS^MDC|1.1.2.1|^pump-delivery-status-" + status,
                "OBX|6|NM|68063^MDC_ATTR_PT_WEIGHT^MDC|1.1.2.13|82.0|263875^MDC_DIM_KILO_G^MDC|||||R"));
        if (!reason.isEmpty()) {
            rows.add("OBX|7|CWE|158006^MDC_DEV_PUMP_NOT_DELIVERING_REASON^MDC|1.1.2.2|^" + reason);
        }
        if (!source.isEmpty()) {
            rows.add("OBX|8|CWE|158016^MDC_DEV_PUMP_ACTIVE_SOURCES^MDC|1.1.2.3|^" + source);
        }
        Decoded decoded = ReadMessage.of(String.join("\r", rows) + "\r", story.now);
        assertThat(decoded).isInstanceOf(Decoded.Read.class);
        story.hear(((Decoded.Read) decoded).report());
    }

    private void assertStages(Stage... stages) {
        assertThat(story.events)
                .filteredOn(RoomEvent.StageMoved.class::isInstance)
                .extracting(event -> ((RoomEvent.StageMoved) event).to())
                .containsExactly(stages);
    }

    private void assertInfusing(double rate) {
        assertThat(infusing()).isTrue();
        assertThat(Objects.requireNonNull(story.chair().pump()).rateMlPerHour()).isEqualTo(rate);
    }

    private boolean infusing() {
        return Objects.requireNonNull(story.chair().pump()).infusing();
    }

    private PumpEvent last() {
        return Objects.requireNonNull(story.chair().pump()).last();
    }

    private List<PumpEvent.Change> changes() {
        return reported().stream()
                .map(reported -> reported.pumpEvent().change())
                .toList();
    }

    private List<RoomEvent.PumpReported> reported() {
        return story.events.stream()
                .filter(RoomEvent.PumpReported.class::isInstance)
                .map(RoomEvent.PumpReported.class::cast)
                .toList();
    }
}
