package io.dripwatch.push.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.model.v26.message.ORU_R01;
import ca.uhn.hl7v2.parser.CanonicalModelClassFactory;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import io.dripwatch.alarm.Alarm.State;
import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.alarm.Condition;
import io.dripwatch.device.Decoded;
import io.dripwatch.device.hl7.ReadMessage;
import io.dripwatch.push.AlarmNews.Phase;
import io.dripwatch.vitals.DeviceAlarm;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AlarmMessageTest {
    private static final AlarmKey LOW_SPO2 = AlarmKey.of(AlarmKind.LOW, Metric.SPO2);

    private final AlarmMessage messages = new AlarmMessage(GivenNews.SENDER);

    @Test
    void aLowSaturationIsTheAlarmOfIheWithItsSevenFacets() {
        Outgoing message = written(LOW_SPO2, GivenNews.lowSaturation(), State.ACTIVE, Phase.START);

        assertThat(List.of(message.text().split("\r", -1)).subList(3, 11))
                .containsExactly(
                        "OBR|1||31.start^room-3|196616^MDC_EVT_ALARM^MDC|||20260301120000.250+0000"
                                + "||||||||||||||||||||||^31&room-3",
                        "OBX|1|ST|196670^MDC_EVT_LO^MDC|1.2.1.19384.1|SpO2 84 < 90|||L~PH~SP|||F|||20260301120000.250+0000"
                                + "||||room-3",
                        "OBX|2|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.2.1.19384.2|84|262688^MDC_DIM_PERCENT^MDC^%^%^UCUM"
                                + "|>90||||F|||20260301120000.250+0000",
                        "OBX|3|ST|68481^MDC_ATTR_EVENT_PHASE^MDC|1.2.1.19384.3|start||||||F|||20260301120000.250+0000",
                        "OBX|4|ST|68482^MDC_ATTR_ALARM_STATE^MDC|1.2.1.19384.4|active||||||F|||20260301120000.250+0000",
                        "OBX|5|ST|68483^MDC_ATTR_ALARM_INACTIVATION_STATE^MDC|1.2.1.19384.5|enabled||||||F"
                                + "|||20260301120000.250+0000",
                        "OBX|6|ST|68484^MDC_ATTR_ALARM_PRIORITY^MDC|1.2.1.19384.6|PH||||||F|||20260301120000.250+0000",
                        "OBX|7|ST|68485^MDC_ATTR_ALERT_TYPE^MDC|1.2.1.19384.7|SP||||||F|||20260301120000.250+0000");
    }

    @Test
    void ourOwnDecoderReadsTheAlarmAndItsEnd() {
        assertThat(read(State.ACTIVE, Phase.START).state()).isEqualTo(DeviceAlarm.State.ACTIVE);
        assertThat(read(State.LATCHED, Phase.UPDATE).state()).isEqualTo(DeviceAlarm.State.LATCHED);
        assertThat(read(State.LATCHED, Phase.RESET).state()).isEqualTo(DeviceAlarm.State.INACTIVE);

        DeviceAlarm alarm = read(State.ACTIVE, Phase.START);
        assertThat(alarm.code()).isEqualTo("MDC_EVT_LO MDC_PULS_OXIM_SAT_O2");
        assertThat(alarm.text()).isEqualTo("SpO2 84 < 90");
        assertThat(alarm.physiological()).isTrue();
        assertThat(alarm.priority()).isEqualTo(Priority.HIGH);
        assertThat(alarm.at()).isEqualTo(GivenNews.NOON);
    }

    @Test
    void eachPhaseHasTheWordOfIheAndItsOwnNameUnderTheSameAlarm() {
        Map<Phase, String> steps = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            String text = written(LOW_SPO2, GivenNews.lowSaturation(), State.ACTIVE, phase)
                    .text();
            String[] order = segment(text, "OBR|1|");
            assertThat(order[29]).isEqualTo("^31&room-3");
            steps.put(
                    phase,
                    order[3] + " " + segment(text, "OBX|3|")[5] + " " + segment(text, "OBX|4|")[5] + " "
                            + segment(text, "OBX|5|")[5]);
        }
        String noon = Long.toString(GivenNews.NOON.toEpochMilli());
        assertThat(steps.values())
                .containsExactly(
                        "31.start^room-3 start active enabled",
                        "31.escalate." + noon + "^room-3 escalate active enabled",
                        "31.deescalate." + noon + "^room-3 deescalate active enabled",
                        "31.update." + noon + "^room-3 update active enabled",
                        "31.acknowledged." + noon + "^room-3 acknowledged active alert-acknowledged",
                        "31.end^room-3 end inactive enabled",
                        "31.reset^room-3 reset inactive enabled");
    }

    private static String[] segment(String text, String start) {
        return Stream.of(text.split("\r", -1))
                .filter(one -> one.startsWith(start))
                .map(one -> one.split("\\|", -1))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anAlarmOfTheEquipmentNamesItsDevice() {
        Outgoing message = written(
                AlarmKey.of(AlarmKind.LINK_LOST, new DeviceId("PUMP|2")),
                Condition.technical(Priority.MEDIUM, "PUMP|2 is silent"),
                State.ACTIVE,
                Phase.START);

        Decoded.Read read = (Decoded.Read) ReadMessage.of(message.text(), GivenNews.NOON);
        assertThat(read.report().device()).isEqualTo(new DeviceId("PUMP|2"));
        assertThat(read.report().alarms()).singleElement().satisfies(alarm -> {
            assertThat(alarm.text()).isEqualTo("PUMP|2 is silent");
            assertThat(alarm.physiological()).isFalse();
            assertThat(alarm.priority()).isEqualTo(Priority.MEDIUM);
        });
    }

    @Test
    void hapiFindsTheFacetsAndTheAlarmThatTheyBelongTo() throws HL7Exception {
        HapiContext hapi = new DefaultHapiContext(new CanonicalModelClassFactory("2.6"));
        hapi.setValidationContext(ValidationContextFactory.noValidation());
        String text = written(LOW_SPO2, GivenNews.lowSaturation(), State.ACTIVE, Phase.END)
                .text()
                .replace("ORU^R40^ORU_R40", "ORU^R01^ORU_R01");

        ORU_R01 parsed = (ORU_R01) hapi.getPipeParser().parse(text);
        var order = parsed.getPATIENT_RESULT().getORDER_OBSERVATION();
        assertThat(order.getOBSERVATIONReps()).isEqualTo(7);
        assertThat(order.getOBSERVATION(2).getOBX().getObservationValue(0).encode())
                .isEqualTo("end");
        assertThat(order.getOBR()
                        .getOBRParent()
                        .getFillerAssignedIdentifier()
                        .getEntityIdentifier()
                        .getValue())
                .isEqualTo("31");
    }

    private DeviceAlarm read(State state, Phase phase) {
        Outgoing message = written(LOW_SPO2, GivenNews.lowSaturation(), state, phase);
        Decoded.Read read = (Decoded.Read) ReadMessage.of(message.text(), GivenNews.NOON);
        assertThat(read.report().alarms()).hasSize(1);
        return read.report().alarms().get(0);
    }

    private Outgoing written(AlarmKey key, Condition condition, State state, Phase phase) {
        return messages.of(GivenNews.alarm(key, condition, state, phase));
    }
}
