package io.dripwatch.sim.monitor;

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
import io.dripwatch.sim.wire.Message;
import io.dripwatch.sim.wire.PatientIdentity;
import io.dripwatch.sim.wire.Segments;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MonitorTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final Bedside CHAIR_3 = Bedside.inInfusionRoom(
            new Header(new DeviceName("DRIPSIM_MONITOR", "02D51A0000000003"), AckMode.ENHANCED, ZoneOffset.ofHours(1)),
            PatientIdentity.synthetic(3),
            "3");

    @Test
    void aReportIsWrittenAsPcd01() {
        Message message = new MonitorEncoder(CHAIR_3)
                .encode(
                        "ID1",
                        NOON,
                        NOON.plusMillis(5),
                        List.of(
                                Measured.of(Sign.HEART_RATE, 71.6),
                                Measured.nothing(Sign.SPO2),
                                Measured.of(Sign.TEMPERATURE, 36.64),
                                Measured.taken(Sign.NIBP_SYS, 121.4, NOON.minusSeconds(1))));
        assertThat(message.readings()).isEqualTo(3);
        assertThat(message.text().split("\r"))
                .containsExactly(
                        "MSH|^~\\&|DRIPSIM_MONITOR^02D51A0000000003^EUI-64|DRIPSIM|||20260102130000.005+0100||"
                                + "ORU^R01^ORU_R01|ID1|P|2.6|||AL|NE||UNICODE UTF-8|||"
                                + "IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO",
                        "PID|||SYN-0003^^^DRIPSIM^MR||Synthetic^Patient 3^^^^^L|||U",
                        "PV1||O|INFUSION^^3",
                        "OBR|1||ID1^DRIPSIM_MONITOR^02D51A0000000003^EUI-64|182777000^monitoring of patient^SCT|||"
                                + "20260102130000.000+0100",
                        "OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X|||||||"
                                + "02D51A0000000003^^02D51A0000000003^EUI-64",
                        "OBX|2||69798^MDC_DEV_ECG_VMD^MDC|1.1.0.0|||||||X",
                        "OBX|3|NM|147842^MDC_ECG_HEART_RATE^MDC|1.1.1.1|72|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R",
                        "OBX|4||69642^MDC_DEV_ANALY_SAT_O2_VMD^MDC|1.2.0.0|||||||X",
                        "OBX|5|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.2.1.1||262688^MDC_DIM_PERCENT^MDC||NAV|||X",
                        "OBX|6||70686^MDC_DEV_PRESS_BLD_NONINV_VMD^MDC|1.3.0.0|||||||X",
                        "OBX|7|NM|150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.3.1.1|121|266016^MDC_DIM_MMHG^MDC|||||R|||"
                                + "20260102125959.000+0100",
                        "OBX|8|NM|150344^MDC_TEMP^MDC|1.5.1.1|36.6|268192^MDC_DIM_DEGC^MDC|||||R");
    }

    @Test
    void theSameSeedAndStoryGiveTheSameReadings() {
        assertThat(firstHalfHour(7)).isEqualTo(firstHalfHour(7));
        assertThat(firstHalfHour(7)).isNotEqualTo(firstHalfHour(8));
    }

    @Test
    void aCuffMeasurementIsSentOnceWhenItIsFinished() {
        Monitor monitor = monitor("quiet-session", Duration.ZERO, 1);
        assertThat(pressuresAt(monitor, 59, Answer.ACCEPTED)).isEmpty();
        assertThat(pressuresAt(monitor, 60, Answer.ACCEPTED)).containsExactly("20260102130100.000+0100");
        assertThat(pressuresAt(monitor, 61, Answer.ACCEPTED)).isEmpty();
    }

    @Test
    void aCuffMeasurementThatWasNotKeptIsSentAgainWithItsOwnTime() {
        Monitor monitor = monitor("quiet-session", Duration.ZERO, 1);
        assertThat(pressuresAt(monitor, 60, Answer.NOT_KEPT)).hasSize(1);
        assertThat(pressuresAt(monitor, 240, Answer.UNANSWERED))
                .containsExactly("20260102130100.000+0100", "20260102130400.000+0100");
        assertThat(pressuresAt(monitor, 241, Answer.ACCEPTED)).hasSize(2);
        assertThat(pressuresAt(monitor, 242, Answer.ACCEPTED)).isEmpty();
    }

    @Test
    void atSpeedTheBodyIsFasterAndTheClockIsNot() {
        Monitor monitor = monitor("quiet-session", Duration.ZERO, 60);
        assertThat(pressuresAt(monitor, 1, Answer.ACCEPTED)).containsExactly("20260102130001.000+0100");
        assertThat(pressuresAt(monitor, 5, Answer.ACCEPTED))
                .containsExactly("20260102130004.000+0100", "20260102130005.000+0100");
    }

    @Test
    void inTheMiddleOfAStoryTheCuffMeasuresAtOnce() {
        Monitor monitor = monitor("quiet-session", Duration.ofMinutes(20), 1);
        assertThat(pressuresAt(monitor, 0, Answer.ACCEPTED)).containsExactly("20260102130000.000+0100");
        assertThat(pressuresAt(monitor, 299, Answer.ACCEPTED)).isEmpty();
        assertThat(pressuresAt(monitor, 300, Answer.ACCEPTED)).hasSize(1);
    }

    @Test
    void withTheProbeOffSaturationAndPulseAreRowsWithoutValue() {
        Monitor monitor = monitor("desaturation-probe-off", Duration.ZERO, 1);
        String message = monitor.speak(NOON.plus(Duration.ofMinutes(30))).text();
        for (String refId : List.of("MDC_PULS_OXIM_SAT_O2", "MDC_PULS_OXIM_PULS_RATE")) {
            assertThat(Segments.obx(message, refId, 5)).containsExactly("");
            assertThat(Segments.obx(message, refId, 8)).containsExactly("NAV");
            assertThat(Segments.obx(message, refId, 11)).containsExactly("X");
        }
        assertThat(Segments.obx(message, "MDC_ECG_HEART_RATE", 11)).containsExactly("R");
    }

    @Test
    void secondsMissedDuringAnOutageAreNotMadeUp() {
        Monitor monitor = monitor("quiet-session", Duration.ZERO, 1);
        assertThat(monitor.speak(NOON.plusSeconds(30)).text()).contains("|20260102130030.000+0100");
        assertThat(monitor.due()).isEqualTo(NOON.plusSeconds(31));
    }

    private static List<String> pressuresAt(Monitor monitor, int second, Answer answer) {
        String text = monitor.speak(NOON.plusSeconds(second)).text();
        monitor.settled(answer);
        assertThat(Segments.obx(text, "MDC_PRESS_BLD_NONINV_SYS", 4)).doesNotHaveDuplicates();
        return Segments.obx(text, "MDC_PRESS_BLD_NONINV_SYS", 14);
    }

    private static List<String> firstHalfHour(long seed) {
        Monitor monitor = new Monitor(CHAIR_3, scene("quiet-session", seed, new Pace(NOON, Duration.ZERO, 1)), beat());
        return IntStream.range(0, 1800)
                .mapToObj(second -> monitor.speak(NOON.plusSeconds(second)).text())
                .toList();
    }

    private static Monitor monitor(String story, Duration offset, double speed) {
        return new Monitor(CHAIR_3, scene(story, 1, new Pace(NOON, offset, speed)), beat());
    }

    private static Scene scene(String story, long seed, Pace pace) {
        Course course = new Course(Stories.find(story));
        return new Scene(course, new Body(course.bodyPlan(), seed), pace);
    }

    private static Duration beat() {
        return Duration.ofSeconds(1);
    }
}
