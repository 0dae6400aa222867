package io.dripwatch.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmEvent.Phase;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.Absence;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.PumpEvent;
import io.dripwatch.vitals.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AlarmStoryTest {
    @Test
    void oneLowReadingDoesNotWakeTheNurse() {
        RoomStory story = RoomStory.dosing().monitor(Metric.SPO2, 84);
        story.pass(Duration.ofSeconds(1), Metric.SPO2, 97).pass(Duration.ofSeconds(11), Metric.SPO2, 97);

        assertThat(story.phases(AlarmKind.LOW)).isEmpty();
    }

    @Test
    void aLowSaturationSoundsWhenItsPatienceIsOverAndNotBefore() {
        RoomStory story = RoomStory.dosing().monitor(Metric.SPO2, 84);
        story.pass(Duration.ofSeconds(9), Metric.SPO2, 84);
        assertThat(story.alarm(AlarmKind.LOW)).isNull();

        story.pass(Duration.ofSeconds(1), Metric.SPO2, 84);
        assertThat(story.theAlarm(AlarmKind.LOW).condition().text().english()).isEqualTo("SpO2 84 < 90");

        story.pass(Duration.ofSeconds(1), Metric.SPO2, 90);
        assertThat(story.chair()
                        .conditionNow(story.theAlarm(AlarmKind.LOW), story.now)
                        .text()
                        .english())
                .isEqualTo("SpO2 90, limit 90");
        assertThat(story.theAlarm(AlarmKind.LOW).priority()).isEqualTo(Priority.HIGH);
    }

    @Test
    void theClockAloneSoundsAnAlarmWhoseReadingsStoppedComing() {
        RoomStory story = RoomStory.dosing().monitor(Metric.SPO2, 84).pass(Duration.ofSeconds(10));

        assertThat(story.theAlarm(AlarmKind.LOW).priority()).isEqualTo(Priority.HIGH);
    }

    @Test
    void aValueThatTremblesAtTheLimitIsOneAlarm() {
        RoomStory story = RoomStory.dosing().monitor(Metric.SPO2, 91).pass(Duration.ofSeconds(12), Metric.SPO2, 91);
        for (int i = 0; i < 20; i++) {
            story.pass(Duration.ofSeconds(2), Metric.SPO2, 93).pass(Duration.ofSeconds(2), Metric.SPO2, 91);
        }
        assertThat(story.phases(AlarmKind.LOW)).containsExactly(Phase.START);

        story.pass(Duration.ofSeconds(1), Metric.SPO2, 94);
        assertThat(story.phases(AlarmKind.LOW)).containsExactly(Phase.START, Phase.END);
    }

    @Test
    void anAcknowledgedAlarmThatWorsensSoundsAgain() {
        RoomStory story = RoomStory.dosing().monitor(Metric.SPO2, 91).pass(Duration.ofSeconds(12), Metric.SPO2, 91);
        story.command(new Command.Acknowledge(
                "RN", RoomStory.CHAIR, story.theAlarm(AlarmKind.LOW).id(), "Looked after"));
        assertThat(story.theAlarm(AlarmKind.LOW).acknowledged()).isTrue();

        story.pass(Duration.ofSeconds(11), Metric.SPO2, 85);
        assertThat(story.theAlarm(AlarmKind.LOW).acknowledged()).isFalse();
        assertThat(story.phases(AlarmKind.LOW)).containsExactly(Phase.START, Phase.ACKNOWLEDGE, Phase.ESCALATE);
    }

    @Test
    void anAcknowledgedAlarmThatIsStillThereRemindsAfterThreeMinutes() {
        RoomStory story = RoomStory.dosing().monitor(Metric.SPO2, 85).pass(Duration.ofSeconds(12), Metric.SPO2, 85);
        story.command(new Command.Acknowledge(
                "RN", RoomStory.CHAIR, story.theAlarm(AlarmKind.LOW).id(), "Looked after"));

        story.pass(Duration.ofSeconds(179), Metric.SPO2, 85);
        assertThat(story.theAlarm(AlarmKind.LOW).acknowledged()).isTrue();
        story.pass(Duration.ofSeconds(2), Metric.SPO2, 85);
        assertThat(story.theAlarm(AlarmKind.LOW).acknowledged()).isFalse();
        assertThat(story.phases(AlarmKind.LOW)).endsWith(Phase.REMIND);
    }

    @Test
    void anAlarmCannotBeAcknowledgedTwice() {
        RoomStory story = RoomStory.dosing().monitor(Metric.SPO2, 85).pass(Duration.ofSeconds(12), Metric.SPO2, 85);
        Command acknowledge = new Command.Acknowledge(
                "RN", RoomStory.CHAIR, story.theAlarm(AlarmKind.LOW).id(), "Looked after");
        story.command(acknowledge);

        assertThatThrownBy(() -> story.command(acknowledge))
                .isInstanceOf(CommandRefused.class)
                .hasMessageContaining("acknowledged already");
    }

    @Test
    void aPressureAboveTheLimitLatchesUntilANurseResetsIt() {
        RoomStory story = RoomStory.dosing().monitor(Metric.NIBP_SYS, 185);
        assertThat(story.theAlarm(AlarmKind.HIGH).condition().text().english()).isEqualTo("NIBP sys 185 > 180");

        story.pass(Duration.ofSeconds(60), Metric.SPO2, 98).monitor(Metric.NIBP_SYS, 130);
        assertThat(story.theAlarm(AlarmKind.HIGH).state()).isEqualTo(Alarm.State.LATCHED);

        story.command(new Command.Acknowledge(
                "RN", RoomStory.CHAIR, story.theAlarm(AlarmKind.HIGH).id(), "Looked after"));
        assertThat(story.alarm(AlarmKind.HIGH)).isNull();
        assertThat(story.phases(AlarmKind.HIGH)).containsExactly(Phase.START, Phase.UPDATE, Phase.RESET);
    }

    @Test
    void theRiseIsMeasuredFromThisPatientsOwnBaseline() {
        RoomStory story = RoomStory.dosing().monitor(Metric.NIBP_SYS, 159);
        assertThat(story.alarm(AlarmKind.HIGH)).isNull();

        story.pass(Duration.ofSeconds(1)).monitor(Metric.NIBP_SYS, 161);
        assertThat(story.theAlarm(AlarmKind.HIGH).condition().text().english())
                .isEqualTo("NIBP sys 161 > 160 (baseline 120)");
        assertThat(story.theAlarm(AlarmKind.HIGH).priority()).isEqualTo(Priority.MEDIUM);
    }

    @Test
    void limitsOfTheDrugAreNotInForceBeforeIt() {
        RoomStory story = new RoomStory().openSession().monitor(Metric.NIBP_SYS, 190);
        assertThat(story.alarm(AlarmKind.HIGH)).isNull();

        story.move(Stage.DOSING);
        assertThat(story.theAlarm(AlarmKind.HIGH).priority()).isEqualTo(Priority.HIGH);
    }

    @Test
    void silenceOfTheOximeterIsAnAlarmAndItsReturnEndsIt() {
        RoomStory story = RoomStory.dosing();
        story.pass(Duration.ofSeconds(14), Metric.HEART_RATE, 80);
        assertThat(story.alarm(AlarmKind.STALE)).isNull();

        story.pass(Duration.ofSeconds(3), Metric.HEART_RATE, 80);
        assertThat(story.theAlarm(AlarmKind.STALE).condition().text().english()).isEqualTo("No SpO2 for 15 s");

        story.monitor(Metric.SPO2, 97);
        assertThat(story.alarm(AlarmKind.STALE)).isNull();
    }

    @Test
    void silenceClearsNoAlarm() {
        RoomStory story = RoomStory.dosing().monitor(Metric.SPO2, 84).pass(Duration.ofMinutes(5));

        assertThat(story.theAlarm(AlarmKind.LOW).state()).isEqualTo(Alarm.State.ACTIVE);
    }

    @Test
    void aProbeThatFellOffIsCalledThatAndNotSilence() {
        RoomStory story = RoomStory.dosing().monitor(Metric.SPO2, 97);
        for (int i = 0; i < 30; i++) {
            story.pass(Duration.ofSeconds(1)).monitorSays(Absence.Reason.SENSOR_OFF, Metric.SPO2);
        }
        assertThat(story.theAlarm(AlarmKind.SENSOR_OFF).condition().text().english())
                .isEqualTo("SpO2 sensor off");
        assertThat(story.alarm(AlarmKind.STALE)).isNull();

        story.monitor(Metric.SPO2, 97);
        assertThat(story.alarm(AlarmKind.SENSOR_OFF)).isNull();
    }

    @Test
    void aMonitorThatStopsTalkingIsALostLink() {
        RoomStory story = RoomStory.dosing().pass(Duration.ofSeconds(60), Metric.SPO2, 97);
        story.pass(Duration.ofSeconds(9));
        assertThat(story.chair().alarms())
                .extracting(alarm -> alarm.condition().text().english())
                .doesNotContain("Monitor link lost: MONITOR-1");

        story.pass(Duration.ofSeconds(2));
        assertThat(story.chair().alarms())
                .extracting(alarm -> alarm.condition().text().english())
                .contains("Monitor link lost: MONITOR-1");
    }

    @Test
    void aCuffMeasurementThatWasDueAndDidNotComeIsAnAlarm() {
        RoomStory story = RoomStory.dosing();
        story.pass(Duration.ofMinutes(11), Metric.SPO2, 98);
        assertThat(story.alarm(AlarmKind.OVERDUE)).isNull();

        story.pass(Duration.ofSeconds(65), Metric.SPO2, 98);
        assertThat(story.theAlarm(AlarmKind.OVERDUE).condition().text().english())
                .isEqualTo("NIBP overdue: measure now");

        story.monitor(Metric.NIBP_SYS, 125);
        assertThat(story.alarm(AlarmKind.OVERDUE)).isNull();
    }

    @Test
    void oneFastHeartIsOneAlarmThoughTwoSensorsCountIt() {
        RoomStory story = RoomStory.dosing()
                .hear(RoomStory.dosing()
                        .report(
                                RoomStory.MONITOR,
                                RoomStory.SAM,
                                List.of(
                                        Reading.of(Metric.HEART_RATE, 135, RoomStory.START.plusSeconds(9)),
                                        Reading.of(Metric.PULSE_RATE, 135, RoomStory.START.plusSeconds(9)))));

        assertThat(story.chair().alarms().stream().filter(alarm -> alarm.key().kind() == AlarmKind.HIGH))
                .extracting(alarm -> alarm.key().metric())
                .containsExactly(Metric.HEART_RATE);
    }

    @Test
    void theWorseOfTwoOximetersDecides() {
        RoomStory story = RoomStory.dosing();
        for (int i = 0; i < 12; i++) {
            story.pass(Duration.ofSeconds(1));
            story.hear(story.report(
                    RoomStory.MONITOR,
                    RoomStory.SAM,
                    List.of(
                            Reading.of(Metric.SPO2, 98, story.now),
                            new Reading(Metric.SPO2, 1, 84, story.now, Reading.Standing.PLAIN))));
        }

        assertThat(story.theAlarm(AlarmKind.LOW).condition().text().english()).isEqualTo("SpO2 84 < 90");
    }

    @Test
    void aPumpThatRunsWhileTheStageSaysObservationIsContradicted() {
        RoomStory story = RoomStory.dosing().move(Stage.OBSERVATION);
        story.pass(Duration.ofSeconds(9), Metric.SPO2, 98);
        assertThat(story.alarm(AlarmKind.STAGE_CONFLICT)).isNull();

        story.pass(Duration.ofSeconds(2), Metric.SPO2, 98);
        assertThat(story.theAlarm(AlarmKind.STAGE_CONFLICT).condition().text().english())
                .isEqualTo("Pump is infusing, stage is observation");
        story.pump(PumpEvent.Change.STOPPED);
        assertThat(story.alarm(AlarmKind.STAGE_CONFLICT)).isNull();
    }

    @Test
    void aDeviceWhoseClockIsAnHourOffIsStillWatchedLive() {
        RoomStory story = RoomStory.dosing();
        for (int i = 0; i < 12; i++) {
            story.pass(Duration.ofSeconds(1));
            Instant wrong = story.now.plus(Duration.ofHours(1));
            story.hear(new DeviceReport(
                    new DeviceId("MONITOR-X"),
                    RoomStory.BED,
                    RoomStory.SAM,
                    wrong,
                    story.now,
                    List.of(Reading.of(Metric.SPO2, 80, wrong)),
                    List.of(),
                    List.of(),
                    List.of()));
        }

        assertThat(story.theAlarm(AlarmKind.LOW).priority()).isEqualTo(Priority.HIGH);
        assertThat(story.theAlarm(AlarmKind.CLOCK_OFF).condition().text().english())
                .isEqualTo("Clock of MONITOR-X is wrong");
    }

    @Test
    void readingsThatWereBufferedMoveNoAlarmButAreKept() {
        RoomStory story = RoomStory.dosing().pass(Duration.ofSeconds(120), Metric.SPO2, 98);
        int kept = story.filings.size();
        for (int i = 0; i < 20; i++) {
            Instant then = story.now.minusSeconds(600 - i);
            story.hear(story.report(RoomStory.MONITOR, RoomStory.SAM, List.of(Reading.of(Metric.SPO2, 80, then))));
        }
        story.pass(Duration.ofSeconds(12), Metric.SPO2, 98);

        assertThat(story.phases(AlarmKind.LOW)).isEmpty();
        assertThat(story.filings.size()).isGreaterThanOrEqualTo(kept + 20);
    }

    @Test
    void closingASessionEndsItsAlarms() {
        RoomStory story = RoomStory.dosing().monitor(Metric.NIBP_SYS, 185).move(Stage.TRANSFERRED);

        assertThat(story.chair().alarms()).isEmpty();
        assertThat(story.phases(AlarmKind.HIGH)).containsExactly(Phase.START, Phase.END);
    }
}
