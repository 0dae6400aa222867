package io.dripwatch.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.review.Watch.Voice;
import io.dripwatch.session.Limit.Side;
import io.dripwatch.session.Protocol;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sensor that is unplugged is an alarm of the equipment and none of the patient. */
final class UnpluggedTest {
    private static final String GOOD = "80,80,14,98";
    private static final Protocol PROTOCOL = RoomStory.protocol();

    @ParameterizedTest
    @EnumSource(names = {"SAYS_SO", "SILENT"})
    void aFingerThatSlippedOutIsTheEquipment(Voice voice) {
        List<AlarmEvent> alarms = alarms(voice, GOOD, "80,0,14,0", GOOD);

        assertThat(alarms).isNotEmpty().noneMatch(UnpluggedTest::physiological);
        assertThat(alarms).anyMatch(alarm -> alarm.alarm().key().metric() == Metric.SPO2);
    }

    @ParameterizedTest
    @EnumSource(names = {"SAYS_SO", "SILENT"})
    void aGapIsTheEquipment(Voice voice) {
        List<AlarmEvent> alarms = alarms(voice, GOOD, "80,NaN,14,", GOOD);

        assertThat(alarms).isNotEmpty().noneMatch(UnpluggedTest::physiological);
    }

    @ParameterizedTest
    @EnumSource(names = {"SAYS_SO", "SILENT"})
    void everythingUnpluggedAtOnceIsTheEquipment(Voice voice) {
        assertThat(alarms(voice, GOOD, "0,0,0,0", GOOD)).isNotEmpty().noneMatch(UnpluggedTest::physiological);
    }

    @ParameterizedTest
    @EnumSource(names = {"SAYS_SO", "SILENT"})
    void aHeartRateOfZeroBesideAPulseIsALeadThatIsOff(Voice voice) {
        assertThat(alarms(voice, GOOD, "0,80,14,98", GOOD)).noneMatch(UnpluggedTest::physiological);
    }

    @Test
    void aSaturationThatReallyFallsIsThePatientStill() {
        assertThat(alarms(Voice.SAYS_SO, GOOD, "80,80,14,84", GOOD)).anyMatch(UnpluggedTest::physiological);
    }

    @Test
    void aLowSaturationBeforeTheFingerSlippedOutIsStillThePatient() {
        assertThat(alarms(Voice.SAYS_SO, "80,80,14,84", "80,0,14,0", GOOD)).anyMatch(UnpluggedTest::physiological);
    }

    @Test
    void aRespiratoryRateOfZeroBesideAHeartRateStaysANumber() {
        Recording apnoea = recording(GOOD, "80,80,0,98", GOOD);

        assertThat(Unplugged.in(apnoea.rows().get(70))).isEmpty();
        assertThat(Unplugged.in(recording(GOOD, "0,80,0,98").rows().get(70)))
                .containsExactlyInAnyOrder(Metric.HEART_RATE, Metric.RESP_RATE);
    }

    private static boolean physiological(AlarmEvent event) {
        return event.alarm().key().kind().physiological();
    }

    private static List<AlarmEvent> alarms(Voice voice, String... minutes) {
        Protocol bradycardia = OtherLimits.of(PROTOCOL)
                .copy(Metric.HEART_RATE, Side.HIGH, Priority.MEDIUM, Side.LOW, 50)
                .copy(Metric.PULSE_RATE, Side.HIGH, Priority.MEDIUM, Side.LOW, 50)
                .protocol();
        return Watch.starts(Watch.over(recording(minutes), bradycardia, voice)).stream()
                .filter(event -> event.alarm().key().metric() != Metric.NIBP_SYS)
                .filter(event -> event.alarm().key().metric() != null)
                .toList();
    }

    /** One minute of each row, once a second. */
    private static Recording recording(String... minutes) {
        List<String> lines = new ArrayList<>(List.of("Time [s], HR, PULSE, RESP, SpO2"));
        for (String minute : minutes) {
            for (int i = 0; i < 60; i++) {
                lines.add((lines.size() - 1) + "," + minute);
            }
        }
        return Recording.parse("synthetic", lines);
    }
}
