package io.dripwatch.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.alarm.AlarmEvent.Phase;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.session.AlarmPolicy;
import io.dripwatch.session.Escalation;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.PumpEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A high alarm that stands on no screen. */
final class UnseenAlarmTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final AlarmPolicy CHAIN = new AlarmPolicy(
            Duration.ofSeconds(180),
            Duration.ofMinutes(2),
            false,
            List.of(
                    new Escalation(Priority.HIGH, Duration.ofSeconds(60), "charge nurse"),
                    new Escalation(Priority.HIGH, Duration.ofSeconds(120), "physician")),
            null);

    /** The drug runs, and the saturation has been low for so long that the alarm has just begun. */
    private static RoomStory low() {
        RoomPlan plan = RoomStory.plan(RoomStory.protocol(RoomStory.usualLimits(), CHAIN));
        RoomStory story = new RoomStory(new RoomPlan(plan.rooms(), Map.copyOf(plan.protocols()), true, SOON));
        story.openSession().monitor(Metric.NIBP_SYS, 120).pump(PumpEvent.Change.STARTED);
        story.monitor(Metric.NIBP_SYS, 121).pass(Duration.ofSeconds(10), Metric.SPO2, 84);
        while (story.alarm(AlarmKind.LOW) == null) {
            story.pass(Duration.ofSeconds(1), Metric.SPO2, 84);
        }
        return story;
    }

    private static void shows(RoomStory story, String screen) {
        String alarm = story.theAlarm(AlarmKind.LOW).id();
        story.command(new Command.ConfirmShown(screen, RoomStory.CHAIR, alarm, false));
    }

    private static RoomStory stays(RoomStory story, int seconds) {
        return story.pass(Duration.ofSeconds(seconds), Metric.SPO2, 84);
    }

    @Test
    void afterFiveSecondsItIsAnAlarmOfItsOwnAndTheFirstPersonIsToldAtOnce() {
        RoomStory story = stays(low(), 4);
        assertThat(story.alarm(AlarmKind.UNSEEN)).isNull();
        stays(story, 2);
        assertThat(story.theAlarm(AlarmKind.UNSEEN).condition().text().english())
                .isEqualTo("No screen shows: SpO2 84 < 90");
        assertThat(story.theAlarm(AlarmKind.UNSEEN).priority()).isEqualTo(Priority.HIGH);
        assertThat(story.phases(AlarmKind.UNSEEN)).containsExactly(Phase.START, Phase.NOTIFY);
        stays(story, 50);
        assertThat(story.phases(AlarmKind.UNSEEN))
                .as("the next one in the usual time")
                .hasSize(2);
    }

    @Test
    void oneScreenThatShowsItIsEnoughUntilItGoes() {
        RoomStory story = low();
        shows(story, "screen 1");
        stays(story, 30);
        assertThat(story.alarm(AlarmKind.UNSEEN)).isNull();
        story.room.screenGone("screen 2", chair -> true);
        stays(story, 10);
        assertThat(story.alarm(AlarmKind.UNSEEN)).isNull();
        story.room.screenGone("screen 1", chair -> true);
        stays(story, 4);
        assertThat(story.alarm(AlarmKind.UNSEEN)).isNull();
        stays(story, 2);
        assertThat(story.alarm(AlarmKind.UNSEEN)).isNotNull();
        shows(story, "screen 1");
        stays(story, 1);
        assertThat(story.alarm(AlarmKind.UNSEEN)).isNull();
    }

    @Test
    void whatSomebodyHasAnsweredNeedNoScreen() {
        RoomStory story = stays(low(), 6);
        String alarm = story.theAlarm(AlarmKind.LOW).id();
        story.command(new Command.Acknowledge("RN", RoomStory.CHAIR, alarm, "At the chair"));
        stays(story, 1);
        assertThat(story.alarm(AlarmKind.UNSEEN)).isNull();
    }

    @Test
    void itEndsWithTheAlarmAndSaysNothingOfLesserOnes() {
        RoomStory story = stays(low(), 6);
        story.pass(Duration.ofSeconds(20), Metric.SPO2, 98);
        assertThat(story.alarm(AlarmKind.UNSEEN)).isNull();
        story.pass(Duration.ofSeconds(40), Metric.SPO2, 91);
        assertThat(story.theAlarm(AlarmKind.LOW).priority()).isEqualTo(Priority.MEDIUM);
        assertThat(story.alarm(AlarmKind.UNSEEN)).isNull();
    }

    @Test
    void whereNoScreensAreExpectedNothingIsSaid() {
        RoomPlan plan = RoomStory.plan(true);
        assertThat(plan.unseenAfter()).isNull();
        RoomStory story = RoomStory.dosing();
        story.pass(Duration.ofSeconds(60), Metric.SPO2, 84);
        assertThat(story.theAlarm(AlarmKind.LOW).priority()).isEqualTo(Priority.HIGH);
        assertThat(story.alarm(AlarmKind.UNSEEN)).isNull();
    }
}
