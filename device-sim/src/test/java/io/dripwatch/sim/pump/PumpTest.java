package io.dripwatch.sim.pump;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.sim.patient.Body;
import io.dripwatch.sim.story.Course;
import io.dripwatch.sim.story.Pace;
import io.dripwatch.sim.story.Scene;
import io.dripwatch.sim.story.Stories;
import io.dripwatch.sim.wire.AckMode;
import io.dripwatch.sim.wire.Answer;
import io.dripwatch.sim.wire.Bedside;
import io.dripwatch.sim.wire.DeviceName;
import io.dripwatch.sim.wire.Header;
import io.dripwatch.sim.wire.PatientIdentity;
import io.dripwatch.sim.wire.Segments;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PumpTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final Bedside CHAIR_3 = Bedside.inInfusionRoom(
            new Header(new DeviceName("DRIPSIM_PUMP", "02D51B0000000003"), AckMode.ENHANCED, ZoneOffset.UTC),
            PatientIdentity.synthetic(3),
            "3");

    @Test
    void beforeTheDoseThePumpReportsEveryTenSecondsThatItDoesNotDeliver() {
        Pump pump = pump("quiet-session", Duration.ZERO);
        assertThat(pump.due()).isEqualTo(NOON);
        String report = say(pump, NOON, Answer.ACCEPTED);
        assertThat(Segments.field(report, "MSH", 9)).isEqualTo("ORU^R01^ORU_R01");
        assertThat(value(report, "MDC_FLOW_FLUID_PUMP")).isEqualTo("0.00");
        assertThat(value(report, "MDC_VOL_FLUID_TBI")).isEqualTo("35.00");
        assertThat(value(report, "MDC_VOL_FLUID_TBI_REMAIN")).isEqualTo("35.00");
        assertThat(value(report, "MDC_CONC_DRUG")).isEqualTo("1.00");
        assertThat(value(report, "MDC_ATTR_PT_WEIGHT")).isEqualTo("70.00");
        assertThat(value(report, "MDC_DEV_PUMP_CURRENT_DELIVERY_STATUS"))
                .isEqualTo("^pump-delivery-status-not-delivering");
        assertThat(pump.due()).isEqualTo(NOON.plusSeconds(10));
    }

    @Test
    void theStartOfTheDoseIsAnEventOfItsOwn() {
        Pump pump = pump("quiet-session", Duration.ZERO);
        say(pump, NOON.plusSeconds(295), Answer.ACCEPTED);
        assertThat(pump.due()).isEqualTo(NOON.plusSeconds(300));
        String event = say(pump, NOON.plusMillis(300_020), Answer.ACCEPTED);
        assertThat(Segments.field(event, "MSH", 9)).isEqualTo("ORU^R42^ORU_R01");
        assertThat(Segments.field(event, "MSH", 7)).isEqualTo("20260102120500.020+0000");
        assertThat(Segments.field(event, "OBR", 7)).isEqualTo("20260102120500.000+0000");
        assertThat(Segments.obx(event, "MDC_ATTR_EVT_COND", 3)).containsExactly("68487^MDC_ATTR_EVT_COND^MDC");
        assertThat(value(event, "MDC_ATTR_EVT_COND")).isEqualTo("197288^MDC_EVT_PUMP_DELIV_START^MDC");
        assertThat(value(event, "MDC_PUMP_INFUSING_STATUS")).isEqualTo("^pump-status-infusing");
        assertThat(value(event, "MDC_FLOW_FLUID_PUMP")).isEqualTo("52.50");
        assertThat(Segments.obx(event, "MDC_FLOW_FLUID_PUMP", 6))
                .containsExactly("265266^MDC_DIM_MILLI_L_PER_HR^MDC^mL/h^mL/h^UCUM");
    }

    @Test
    void aWholeDoseWithAHoldIsToldInOrder() {
        assertThat(events(pump("hypertensive-response", Duration.ZERO)))
                .containsExactly(
                        "12:05 197288^MDC_EVT_PUMP_DELIV_START^MDC ^pump-delivery-status-delivering 52.50 0.00",
                        "12:36 0^MDC_EVT_PUMP_DELIV_STOP^MDC ^pump-delivery-status-not-delivering 52.50 27.13",
                        "12:40 197288^MDC_EVT_PUMP_DELIV_START^MDC ^pump-delivery-status-delivering 52.50 27.13",
                        "12:49 0^MDC_EVT_PUMP_DELIV_COMP^MDC ^pump-delivery-status-transitioning 52.50 35.00",
                        "12:49 197288^MDC_EVT_PUMP_DELIV_START^MDC ^pump-delivery-status-kvo 2.00 35.00",
                        "12:54 0^MDC_EVT_PUMP_DELIV_STOP^MDC ^pump-delivery-status-not-delivering 2.00 35.17");
    }

    @Test
    void anEventIsRepeatedUntilItIsKeptWithTheTimeItHappened() {
        Pump pump = pump("quiet-session", Duration.ZERO);
        say(pump, NOON.plusSeconds(301), Answer.NOT_KEPT);
        say(pump, NOON.plusSeconds(400), Answer.UNANSWERED);
        String late = say(pump, NOON.plusSeconds(900), Answer.ACCEPTED);
        assertThat(value(late, "MDC_ATTR_EVT_COND")).contains("START");
        assertThat(Segments.field(late, "OBR", 7)).isEqualTo("20260102120500.000+0000");
        assertThat(Segments.field(say(pump, NOON.plusSeconds(900), Answer.ACCEPTED), "MSH", 9))
                .isEqualTo("ORU^R01^ORU_R01");
    }

    @Test
    void inTheMiddleOfADoseThePumpFirstTellsThatItStartedNow() {
        Pump pump = pump("quiet-session", Duration.ofMinutes(25));
        String start = say(pump, NOON.plusMillis(3), Answer.ACCEPTED);
        assertThat(value(start, "MDC_ATTR_EVT_COND")).contains("START");
        assertThat(Segments.field(start, "OBR", 7)).isEqualTo("20260102120000.000+0000");
        String report = say(pump, NOON.plusMillis(5), Answer.ACCEPTED);
        assertThat(value(report, "MDC_VOL_FLUID_DELIV_TOTAL")).isEqualTo("17.50");
        assertThat(value(report, "MDC_VOL_FLUID_TBI_REMAIN")).isEqualTo("17.50");
    }

    @Test
    void afterTheDoseThePumpTellsTheWholeDoseInOrder() {
        Pump pump = pump("quiet-session", Duration.ofMinutes(46));
        List<String> times = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            times.add(Segments.field(say(pump, NOON.plusMillis(9), Answer.ACCEPTED), "OBR", 7));
        }
        assertThat(times)
                .containsExactly("20260102120000.000+0000", "20260102120000.001+0000", "20260102120000.002+0000");
        String report = say(pump, NOON.plusMillis(9), Answer.ACCEPTED);
        assertThat(value(report, "MDC_DEV_PUMP_CURRENT_DELIVERY_STATUS")).isEqualTo("^pump-delivery-status-kvo");
        assertThat(value(report, "MDC_VOL_FLUID_TBI")).isEqualTo("0.00");
        assertThat(value(report, "MDC_FLOW_FLUID_PUMP")).isEqualTo("2.00");
    }

    private static List<String> events(Pump pump) {
        List<String> events = new ArrayList<>();
        for (Instant at = NOON; at.isBefore(NOON.plusSeconds(7000)); at = pump.due()) {
            String said = say(pump, at, Answer.ACCEPTED);
            if (Segments.field(said, "MSH", 9).startsWith("ORU^R42")) {
                String time = Segments.field(said, "OBR", 7);
                events.add(String.join(
                        " ",
                        time.substring(8, 10) + ":" + time.substring(10, 12),
                        value(said, "MDC_ATTR_EVT_COND"),
                        value(said, "MDC_DEV_PUMP_CURRENT_DELIVERY_STATUS"),
                        value(said, "MDC_FLOW_FLUID_PUMP"),
                        value(said, "MDC_VOL_FLUID_DELIV_TOTAL")));
            }
        }
        return events;
    }

    private static String say(Pump pump, Instant now, Answer answer) {
        String text = pump.speak(now).text();
        pump.settled(answer);
        assertThat(Segments.of(text, "OBX").stream().map(obx -> obx.get(4))).doesNotHaveDuplicates();
        return text;
    }

    private static String value(String message, String refId) {
        return Segments.obx(message, refId, 5).get(0);
    }

    private static Pump pump(String story, Duration offset) {
        Course course = new Course(Stories.find(story));
        return new Pump(CHAIR_3, new Scene(course, new Body(course.bodyPlan(), 1), new Pace(NOON, offset, 1)));
    }
}
