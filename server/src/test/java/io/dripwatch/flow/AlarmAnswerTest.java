package io.dripwatch.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.alarm.AlarmEvent.Phase;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.session.AlarmPolicy;
import io.dripwatch.session.Bound;
import io.dripwatch.session.Escalation;
import io.dripwatch.session.Limit;
import io.dripwatch.session.Limit.Delay;
import io.dripwatch.session.Limit.Handling;
import io.dripwatch.session.Limit.Side;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.DeviceAlarm.State;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What people do about alarms, and what the protocol does when nobody does. */
final class AlarmAnswerTest {
    private static final Handling MAY_TURN_OFF = new Handling(false, false, "", null, null, true);
    private static final AlarmPolicy POLICY = new AlarmPolicy(
            Duration.ofSeconds(180),
            Duration.ofMinutes(2),
            true,
            List.of(
                    new Escalation(Priority.MEDIUM, Duration.ofSeconds(60), "charge nurse"),
                    new Escalation(Priority.HIGH, Duration.ofSeconds(20), "charge nurse"),
                    new Escalation(Priority.MEDIUM, Duration.ofSeconds(120), "physician")),
            null);

    private static Limit heart(Priority priority, double sound, int signalSeconds) {
        return new Limit(
                Metric.HEART_RATE,
                Side.HIGH,
                priority,
                Bound.at(sound),
                Bound.at(sound - 5),
                new Delay(Duration.ZERO, Duration.ofSeconds(signalSeconds), null, Duration.ZERO),
                MAY_TURN_OFF,
                Set.of(Stage.DOSING));
    }

    private static RoomStory room() {
        return RoomStory.dosing(List.of(heart(Priority.MEDIUM, 120, 0), heart(Priority.HIGH, 140, 0)), POLICY);
    }

    /** A heart that beats this fast, for a moment, after a quiet time. */
    private static RoomStory fast(double rate) {
        return beats(room(), 5, 80).monitor(Metric.HEART_RATE, rate);
    }

    private static RoomStory beats(RoomStory story, int seconds, double rate) {
        for (int i = 0; i < seconds; i++) {
            story.monitor(Metric.SPO2, 98).pass(Duration.ofSeconds(1), Metric.HEART_RATE, rate);
        }
        return story;
    }

    private static String heart(RoomStory story) {
        return story.theAlarm(AlarmKind.HIGH).id();
    }

    private static List<String> silent(RoomStory story) {
        return story.chair().inactivation(story.theAlarm(AlarmKind.HIGH), story.now);
    }

    private static Command acknowledge(RoomStory story, String action) {
        return new Command.Acknowledge("RN", RoomStory.CHAIR, heart(story), action);
    }

    private static Command pause(RoomStory story, int seconds) {
        return new Command.PauseAlarm("RN", RoomStory.CHAIR, heart(story), Duration.ofSeconds(seconds));
    }

    private static Command off(@Nullable Priority priority, String reason) {
        Command.LimitStep step =
                priority == null ? null : new Command.LimitStep(AlarmKind.HIGH, Metric.HEART_RATE, priority);
        return new Command.TurnOff("RN", RoomStory.CHAIR, step, reason);
    }

    @Test
    void acknowledgingAHighAlarmNamesTheAction() {
        RoomStory story = fast(150);
        assertThatThrownBy(() -> story.command(acknowledge(story, " ")))
                .hasMessage("Acknowledging a high alarm names the reason or action.");

        story.command(acknowledge(story, "Rate lowered"));
        AlarmEvent event = ((RoomEvent.AlarmChanged) story.events.get(story.events.size() - 1)).alarmEvent();
        assertThat(event.action()).isEqualTo("Rate lowered");
        assertThat(silent(story)).containsExactly("alert-acknowledged");
    }

    @Test
    void aMediumAlarmIsAcknowledgedWithoutAWord() {
        RoomStory story = fast(125);
        assertThat(silent(story)).containsExactly("enabled");

        story.command(acknowledge(story, ""));
        assertThat(silent(story)).containsExactly("alert-acknowledged");
    }

    @Test
    void aPausedAlarmIsBackWhenItsTimeIsOver() {
        RoomStory story = fast(125);
        story.command(pause(story, 30));
        beats(story, 29, 125);
        assertThat(silent(story)).containsExactly("alarm-paused");

        beats(story, 1, 125);
        assertThat(silent(story)).containsExactly("enabled");
        assertThat(story.events.get(story.events.size() - 1)).isInstanceOf(RoomEvent.Inactivated.class);
    }

    @Test
    void nobodyPausesForLongerThanTheProtocolAllows() {
        RoomStory story = fast(125);

        assertThatThrownBy(() -> story.command(pause(story, 121))).hasMessage("An alarm can be paused for 1 to 120 s.");
    }

    @Test
    void aHighAlarmAboutThePatientIsNotPaused() {
        RoomStory story = fast(150);

        assertThatThrownBy(() -> story.command(pause(story, 30))).hasMessageContaining("cannot be paused");
    }

    @Test
    void whatBecomesWorseBreaksThroughItsPause() {
        RoomStory story = fast(125);
        story.command(pause(story, 100));
        beats(story, 2, 150);

        assertThat(silent(story)).containsExactly("enabled");
    }

    @Test
    void pausedTonesOfAMildAlarmDoNotHideAWorseOne() {
        RoomStory story = fast(125);
        story.command(new Command.PauseAudio("RN", RoomStory.CHAIR, Duration.ofSeconds(120)));
        assertThat(silent(story)).containsExactly("audio-paused");

        beats(story, 1, 150);
        assertThat(silent(story)).containsExactly("enabled");
    }

    @Test
    void pausedTonesEndByThemselvesAndMayBeEndedBefore() {
        RoomStory story = fast(125);
        story.command(new Command.PauseAudio("RN", RoomStory.CHAIR, Duration.ofSeconds(20)));
        beats(story, 20, 125);
        assertThat(silent(story)).containsExactly("enabled");

        story.command(new Command.PauseAudio("RN", RoomStory.CHAIR, Duration.ofSeconds(20)));
        story.command(new Command.PauseAudio("RN", RoomStory.CHAIR, Duration.ZERO));
        assertThat(silent(story)).containsExactly("enabled");
    }

    @Test
    void silencesAreCombined() {
        RoomStory story = fast(125);
        story.command(new Command.PauseAudio("RN", RoomStory.CHAIR, Duration.ofSeconds(120)));
        story.command(pause(story, 60)).command(acknowledge(story, ""));

        assertThat(silent(story)).containsExactly("audio-paused", "alarm-paused", "alert-acknowledged");
    }

    @Test
    void tonesThatAreOffRemindUntilTheyAreOnAgain() {
        RoomStory story = fast(125);
        story.command(off(null, ""));
        beats(story, 400, 125);
        assertThat(steps(story))
                .containsExactly(
                        RoomEvent.Inactivated.Step.BEGAN,
                        RoomEvent.Inactivated.Step.REMINDED,
                        RoomEvent.Inactivated.Step.REMINDED);
        assertThat(silent(story)).containsExactly("audio-off");

        story.command(new Command.TurnOn("RN", RoomStory.CHAIR, null));
        assertThat(silent(story)).containsExactly("enabled");
    }

    private static List<RoomEvent.Inactivated.Step> steps(RoomStory story) {
        return story.events.stream()
                .filter(RoomEvent.Inactivated.class::isInstance)
                .map(event -> ((RoomEvent.Inactivated) event).step())
                .toList();
    }

    @Test
    void tonesAreOffOnlyWhereTheProtocolAllowsIt() {
        assertThatThrownBy(() -> RoomStory.dosing().command(off(null, "")))
                .hasMessageContaining("does not allow tones to be turned off");
        assertThatThrownBy(() -> fast(150).command(off(null, ""))).hasMessageContaining("while a high alarm");
    }

    @Test
    void aLimitThatIsOffIsBackWithTheNextStage() {
        RoomStory story = fast(125).command(off(Priority.MEDIUM, "Known tachycardia"));
        assertThat(silent(story)).containsExactly("alarm-off");

        story.move(Stage.HELD);
        assertThat(story.chair().inactivations().all()).isEmpty();
        assertThat(steps(story)).containsExactly(RoomEvent.Inactivated.Step.BEGAN, RoomEvent.Inactivated.Step.ENDED);
    }

    @Test
    void aLimitThatIsOffDoesNotHideTheHighOne() {
        RoomStory story = fast(125).command(off(Priority.MEDIUM, "Known tachycardia"));

        assertThat(silent(beats(story, 1, 150))).containsExactly("enabled");
    }

    @Test
    void aLimitIsOffWithAReasonAndNeverAHighOne() {
        assertThatThrownBy(() -> fast(125).command(off(Priority.MEDIUM, ""))).hasMessageContaining("reason");
        assertThatThrownBy(() -> fast(125).command(off(Priority.HIGH, "Known")))
                .hasMessageContaining("high priority cannot be turned off");
        assertThatThrownBy(() -> fast(150).command(off(Priority.MEDIUM, "Known")))
                .hasMessageContaining("A high alarm about the patient cannot be turned off");
    }

    @Test
    void theEndOfASessionEndsWhatWasSilenced() {
        RoomStory story = fast(125).command(off(null, ""));
        story.command(pause(story, 100)).move(Stage.TRANSFERRED);

        assertThat(story.chair().inactivations().all()).isEmpty();
    }

    // ---- passing on ----

    private static List<String> told(RoomStory story) {
        return story.events.stream()
                .filter(RoomEvent.AlarmChanged.class::isInstance)
                .map(event -> ((RoomEvent.AlarmChanged) event).alarmEvent())
                .filter(event -> event.phase() == Phase.NOTIFY)
                .map(AlarmEvent::to)
                .toList();
    }

    @Test
    void anAlarmThatNobodyAcceptsIsPassedOn() {
        RoomStory story = fast(125);
        assertThat(told(beats(story, 59, 125))).isEmpty();
        assertThat(told(beats(story, 1, 125))).containsExactly("charge nurse");
        assertThat(told(beats(story, 300, 125))).containsExactly("charge nurse", "physician");
    }

    @Test
    void whoAcceptsStopsTheChainAndSilencesNothing() {
        RoomStory story = fast(125);
        story.command(new Command.Accept("RN2", RoomStory.CHAIR, heart(story)));

        assertThat(told(beats(story, 200, 125))).isEmpty();
        assertThat(silent(story)).containsExactly("enabled");
        assertThat(story.phases(AlarmKind.HIGH)).containsExactly(Phase.START, Phase.ACCEPT);
        assertThatThrownBy(() -> story.command(new Command.Accept("RN", RoomStory.CHAIR, heart(story))))
                .hasMessage("That alarm was accepted by RN2.");
    }

    @Test
    void acknowledgingAcceptsAndAReminderStartsTheChainAnew() {
        RoomStory story = fast(125);
        story.command(acknowledge(story, ""));
        assertThat(told(beats(story, 239, 125))).isEmpty();

        assertThat(told(beats(story, 2, 125))).containsExactly("charge nurse");
    }

    @Test
    void whatBecomesWorseIsPassedOnFromTheBeginning() {
        RoomStory story = beats(fast(125), 61, 125);
        story.command(new Command.Accept("RN2", RoomStory.CHAIR, heart(story)));
        beats(story, 1, 150);

        assertThat(told(beats(story, 19, 150))).containsExactly("charge nurse");
        assertThat(told(beats(story, 1, 150))).containsExactly("charge nurse", "charge nurse");
    }

    @Test
    void thePassingOnCountsFromTheFirstSignal() {
        RoomStory story = RoomStory.dosing(List.of(heart(Priority.MEDIUM, 120, 10)), POLICY);
        beats(story, 5, 80).monitor(Metric.HEART_RATE, 125);
        assertThat(told(beats(story, 69, 125))).isEmpty();
        assertThat(told(beats(story, 1, 125))).containsExactly("charge nurse");
    }

    // ---- alarms of the devices ----

    private static final String OCCLUSION = "MDC_EVT_FLUID_LINE_OCCL";

    private static RoomStory occluded(@Nullable Priority priority) {
        return RoomStory.dosing().device(RoomStory.PUMP, OCCLUSION, State.ACTIVE, priority);
    }

    @Test
    void thePumpsOwnAlarmIsShownAsThePumpRanksIt() {
        assertThat(occluded(Priority.HIGH).theAlarm(AlarmKind.DEVICE_ALARM).priority())
                .isEqualTo(Priority.HIGH);
        assertThat(occluded(null).theAlarm(AlarmKind.DEVICE_ALARM).priority()).isEqualTo(Priority.MEDIUM);
    }

    @Test
    void onlyTheDeviceEndsItsOwnAlarm() {
        RoomStory story = occluded(Priority.MEDIUM);
        story.command(new Command.Acknowledge(
                "RN", RoomStory.CHAIR, story.theAlarm(AlarmKind.DEVICE_ALARM).id(), ""));
        story.pass(Duration.ofMinutes(2), Metric.SPO2, 98);
        assertThat(story.alarm(AlarmKind.LINK_LOST)).isNotNull();
        assertThat(story.theAlarm(AlarmKind.DEVICE_ALARM).acknowledged()).isTrue();

        story.device(RoomStory.PUMP, OCCLUSION, State.INACTIVE, null);
        assertThat(story.phases(AlarmKind.DEVICE_ALARM)).containsExactly(Phase.START, Phase.ACKNOWLEDGE, Phase.END);
    }

    @Test
    void anAlarmThatIsLatchedAtTheDeviceSaysSo() {
        RoomStory story = occluded(Priority.MEDIUM).device(RoomStory.PUMP, OCCLUSION, State.LATCHED, Priority.MEDIUM);

        Alarm alarm = story.theAlarm(AlarmKind.DEVICE_ALARM);
        assertThat(alarm.condition().text().english()).endsWith("(latched at the device)");
        assertThat(alarm.state()).isEqualTo(Alarm.State.ACTIVE);
    }

    @Test
    void aReleasedDeviceTakesItsAlarmsAlong() {
        RoomStory story = occluded(Priority.MEDIUM);
        story.command(new Command.ReleaseDevice("RN", RoomStory.PUMP));

        assertThat(story.alarm(AlarmKind.DEVICE_ALARM)).isNull();
    }

    @Test
    void aRestartEndsNoAlarmOfADevice() {
        RoomStory story = occluded(Priority.MEDIUM);
        Room rebuilt = new Room(RoomStory.plan(true));
        story.events.forEach(rebuilt::restore);
        rebuilt.tick(story.now.plusSeconds(1));

        assertThat(Objects.requireNonNull(rebuilt.chair(RoomStory.CHAIR)).alarms())
                .extracting(alarm -> alarm.key().kind())
                .contains(AlarmKind.DEVICE_ALARM);
    }

    @Test
    void twoAlarmsOfOneDeviceAreTwo() {
        RoomStory story = occluded(Priority.MEDIUM).device(RoomStory.PUMP, "Battery low", State.ACTIVE, Priority.LOW);

        assertThat(story.chair().alarms()).hasSize(2);
    }

    // ---- what screens confirm ----

    @Test
    void aScreenIsKeptOnceForSeenAndOnceForHeard() {
        RoomStory story = fast(125);
        for (boolean sounded : new boolean[] {false, false, true, true}) {
            story.now = story.now.plusMillis(500);
            story.command(new Command.ConfirmShown("wall", RoomStory.CHAIR, heart(story), sounded));
        }
        story.command(new Command.ConfirmShown("desk", RoomStory.CHAIR, heart(story), false));

        List<RoomEvent.AlarmShown> shown = story.events.stream()
                .filter(RoomEvent.AlarmShown.class::isInstance)
                .map(RoomEvent.AlarmShown.class::cast)
                .toList();
        assertThat(shown).extracting(RoomEvent.AlarmShown::by).containsExactly("wall", "wall", "desk");
        assertThat(shown).extracting(RoomEvent.AlarmShown::sounded).containsExactly(false, true, false);
        assertThat(shown.get(0).sinceMeasured()).isEqualTo(Duration.ofMillis(500));
        assertThat(shown.get(1).sinceDecided()).isEqualTo(Duration.ofMillis(1500));
    }
}
