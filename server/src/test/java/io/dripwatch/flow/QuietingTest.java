package io.dripwatch.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.alarm.AlarmEvent.Phase;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.session.AlarmPolicy;
import io.dripwatch.session.Bound;
import io.dripwatch.session.CheckItem;
import io.dripwatch.session.Limit;
import io.dripwatch.session.Limit.Delay;
import io.dripwatch.session.Limit.Handling;
import io.dripwatch.session.Limit.Side;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.Absence;
import io.dripwatch.vitals.DeviceAlarm;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.PumpEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a nurse is not told twice, and what is never left unsaid. */
final class QuietingTest {
    private static final AlarmPolicy CUFF = new AlarmPolicy(
            Duration.ofSeconds(180),
            Duration.ofMinutes(2),
            false,
            List.of(),
            new AlarmPolicy.CuffHold(Set.of(Metric.SPO2), Duration.ofSeconds(60), "same-limb"));

    private static RoomStory cuff() {
        RoomStory story = RoomStory.dosing(RoomStory.usualLimits(), CUFF);
        return story.command(new Command.AnswerCheck("RN", RoomStory.CHAIR, "same-limb", CheckItem.Answer.YES));
    }

    private static Limit limit(Metric metric, Priority priority, double sound) {
        return new Limit(
                metric,
                Side.HIGH,
                priority,
                Bound.at(sound),
                Bound.at(sound - 5),
                Delay.NONE,
                Handling.PLAIN,
                Set.of(Stage.DOSING));
    }

    @Test
    void theManualSaysTheSameSentencesInTheSameOrder() throws IOException {
        String manual = Files.readString(Path.of("docs", "alarms.md"));
        List<String> lines = new ArrayList<>();
        for (Quieting rule : Quieting.values()) {
            lines.add((lines.size() + 1) + ". " + rule.sentence());
        }

        assertThat(manual).contains("\n\n" + String.join("\n", lines) + "\n\n");
    }

    @Test
    void aLostLinkSpeaksForTheValuesOfItsDevice() {
        RoomStory story = RoomStory.dosing().pass(Duration.ofSeconds(60), Metric.SPO2, 97);
        story.pass(Duration.ofSeconds(30));

        assertThat(story.alarm(AlarmKind.LINK_LOST)).isNotNull();
        assertThat(story.phases(AlarmKind.STALE)).isEmpty();
    }

    @Test
    void aSensorThatFellOffGivesWayToItsLostLink() {
        RoomStory story = RoomStory.dosing().monitor(Metric.SPO2, 97);
        for (int i = 0; i < 10; i++) {
            story.pass(Duration.ofSeconds(1)).monitorSays(Absence.Reason.SENSOR_OFF, Metric.SPO2);
        }
        assertThat(story.alarm(AlarmKind.SENSOR_OFF)).isNotNull();

        story.pass(Duration.ofSeconds(30));
        assertThat(story.alarm(AlarmKind.SENSOR_OFF)).isNull();
        assertThat(story.alarm(AlarmKind.LINK_LOST)).isNotNull();
    }

    @Test
    void aLostLinkHidesNoAlarmAboutThePatient() {
        RoomStory story = RoomStory.dosing().monitor(Metric.SPO2, 84).pass(Duration.ofSeconds(60));

        assertThat(story.theAlarm(AlarmKind.LOW).priority()).isEqualTo(Priority.HIGH);
        assertThat(story.alarm(AlarmKind.LINK_LOST)).isNotNull();
    }

    @Test
    void aPumpThatAlarmsExplainsWhyItDoesNotInfuse() {
        RoomStory story = RoomStory.dosing().pump(PumpEvent.Change.STOPPED).move(Stage.DOSING);
        story.device(RoomStory.PUMP, "MDC_EVT_FLUID_LINE_OCCL", DeviceAlarm.State.ACTIVE, Priority.HIGH);
        story.pass(Duration.ofSeconds(15), Metric.SPO2, 98);
        assertThat(story.phases(AlarmKind.STAGE_CONFLICT)).isEmpty();

        story.device(RoomStory.PUMP, "MDC_EVT_FLUID_LINE_OCCL", DeviceAlarm.State.INACTIVE, Priority.HIGH);
        assertThat(story.alarm(AlarmKind.STAGE_CONFLICT)).isNotNull();
    }

    @Test
    void aHighPulseIsHeardWhereTheEcgDoesNotSayTheSame() {
        RoomStory story = RoomStory.dosing(
                List.of(limit(Metric.HEART_RATE, Priority.HIGH, 130), limit(Metric.PULSE_RATE, Priority.HIGH, 130)),
                RoomStory.POLICY);
        story.monitor(Metric.HEART_RATE, 70).monitor(Metric.PULSE_RATE, 140);
        assertThat(story.theAlarm(AlarmKind.HIGH).key().metric()).isEqualTo(Metric.PULSE_RATE);

        story.pass(Duration.ofSeconds(1)).monitor(Metric.HEART_RATE, 140);
        assertThat(story.theAlarm(AlarmKind.HIGH).key().metric()).isEqualTo(Metric.HEART_RATE);
    }

    @Test
    void aPulseThatComesAfterTheHeartSaysNothingNewForTenSeconds() {
        RoomStory story = RoomStory.dosing(
                List.of(limit(Metric.HEART_RATE, Priority.HIGH, 130), limit(Metric.PULSE_RATE, Priority.HIGH, 130)),
                RoomStory.POLICY);
        story.monitor(Metric.HEART_RATE, 140).monitor(Metric.PULSE_RATE, 140);
        for (int i = 0; i < 10; i++) {
            story.pass(Duration.ofSeconds(1), Metric.HEART_RATE, 80).monitor(Metric.PULSE_RATE, 140);
            assertThat(story.alarm(AlarmKind.HIGH)).as("second " + i).isNull();
        }

        story.pass(Duration.ofSeconds(1), Metric.HEART_RATE, 80).monitor(Metric.PULSE_RATE, 140);
        assertThat(story.theAlarm(AlarmKind.HIGH).key().metric()).isEqualTo(Metric.PULSE_RATE);
    }

    @Test
    void theSaturationWaitsForTheCuffAndNoLongerThanAMinute() {
        RoomStory story = cuff().monitorSays(Absence.Reason.MEASURING, Metric.NIBP_SYS);
        for (int i = 0; i < 59; i++) {
            story.pass(Duration.ofSeconds(1), Metric.SPO2, 80);
            story.monitorSays(Absence.Reason.MEASURING, Metric.NIBP_SYS);
        }
        assertThat(story.phases(AlarmKind.LOW)).isEmpty();

        story.pass(Duration.ofSeconds(1), Metric.SPO2, 80);
        assertThat(story.theAlarm(AlarmKind.LOW).priority()).isEqualTo(Priority.HIGH);
        story.monitorSays(Absence.Reason.MEASURING, Metric.NIBP_SYS);
        assertThat(story.phases(AlarmKind.LOW)).containsExactly(Phase.START);
    }

    @Test
    void theCuffsValueEndsTheWait() {
        RoomStory story = cuff().monitorSays(Absence.Reason.MEASURING, Metric.NIBP_SYS);
        story.pass(Duration.ofSeconds(20), Metric.SPO2, 80);
        assertThat(story.alarm(AlarmKind.LOW)).isNull();

        story.monitor(Metric.NIBP_SYS, 125);
        assertThat(story.alarm(AlarmKind.LOW)).isNotNull();
    }

    @Test
    void aHighAlarmThatWasThereBeforeTheCuffStays() {
        RoomStory story = cuff().monitor(Metric.SPO2, 80).pass(Duration.ofSeconds(11), Metric.SPO2, 80);
        story.monitorSays(Absence.Reason.MEASURING, Metric.NIBP_SYS).pass(Duration.ofSeconds(20), Metric.SPO2, 80);

        assertThat(story.theAlarm(AlarmKind.LOW).priority()).isEqualTo(Priority.HIGH);
        assertThat(story.phases(AlarmKind.LOW)).containsExactly(Phase.START);
    }

    @Test
    void aCuffOnTheOtherArmHoldsNothingBack() {
        RoomStory story = RoomStory.dosing(RoomStory.usualLimits(), CUFF);
        story.monitorSays(Absence.Reason.MEASURING, Metric.NIBP_SYS).monitor(Metric.SPO2, 80);
        story.pass(Duration.ofSeconds(10), Metric.SPO2, 80);

        assertThat(story.alarm(AlarmKind.LOW)).isNotNull();
    }
}
