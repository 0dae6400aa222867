package io.dripwatch.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmEvent.Phase;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.session.Bound;
import io.dripwatch.session.Limit;
import io.dripwatch.session.Limit.Delay;
import io.dripwatch.session.Limit.Handling;
import io.dripwatch.session.Limit.Side;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.Reading;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a protocol can say about a limit, and what can be set for one patient. */
final class LimitStoryTest {
    private static final Set<Stage> DRUG = EnumSet.of(Stage.DOSING, Stage.HELD, Stage.OBSERVATION);

    private static Limit spo2(Delay delay, Handling handling) {
        return limit(Metric.SPO2, Side.LOW, 90, 91, delay, handling);
    }

    private static Limit limit(Metric metric, Side side, double sound, double clear, Delay delay, Handling handling) {
        return new Limit(metric, side, Priority.MEDIUM, Bound.at(sound), Bound.at(clear), delay, handling, DRUG);
    }

    private static Delay delay(int condition, int signal, @Nullable Double atOnce, int over) {
        return new Delay(Duration.ofSeconds(condition), Duration.ofSeconds(signal), atOnce, Duration.ofSeconds(over));
    }

    private static Handling advice(boolean confirm, String advice) {
        return new Handling(false, confirm, advice, null, null, false);
    }

    private static RoomStory under(Limit... limits) {
        return RoomStory.dosing(List.of(limits), RoomStory.POLICY);
    }

    @Test
    void aShallowDipIsWaitedForAndADeepOneHardly() {
        Limit limit = spo2(delay(20, 0, 80.0, 0), Handling.PLAIN);
        RoomStory shallow = under(limit).monitor(Metric.SPO2, 89).pass(Duration.ofSeconds(17), Metric.SPO2, 89);
        assertThat(shallow.phases(AlarmKind.LOW)).isEmpty();
        shallow.pass(Duration.ofSeconds(1), Metric.SPO2, 89);
        assertThat(shallow.phases(AlarmKind.LOW)).containsExactly(Phase.START);

        RoomStory deep = under(limit).monitor(Metric.SPO2, 82).pass(Duration.ofSeconds(3), Metric.SPO2, 82);
        assertThat(deep.phases(AlarmKind.LOW)).isEmpty();
        deep.pass(Duration.ofSeconds(1), Metric.SPO2, 82);
        assertThat(deep.phases(AlarmKind.LOW)).containsExactly(Phase.START);
    }

    @Test
    void theDeepestValueSoFarDecidesHowLongIsWaited() {
        RoomStory story = under(spo2(delay(20, 0, 80.0, 0), Handling.PLAIN)).monitor(Metric.SPO2, 89);
        story.pass(Duration.ofSeconds(1), Metric.SPO2, 85).pass(Duration.ofSeconds(8), Metric.SPO2, 89);
        assertThat(story.phases(AlarmKind.LOW)).isEmpty();

        story.pass(Duration.ofSeconds(1), Metric.SPO2, 89);
        assertThat(story.phases(AlarmKind.LOW)).containsExactly(Phase.START);
    }

    @Test
    void atTheDepthOfNoDelayTheAlarmComesWithTheReading() {
        RoomStory story = under(spo2(delay(20, 0, 80.0, 0), Handling.PLAIN)).monitor(Metric.SPO2, 80);

        assertThat(story.theAlarm(AlarmKind.LOW).condition().timing().condition())
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void aValueAtTheLimitIsWithinItAndAtTheClearLimitTheAlarmIsOver() {
        RoomStory story = under(spo2(Delay.NONE, Handling.PLAIN)).monitor(Metric.SPO2, 90);
        assertThat(story.alarm(AlarmKind.LOW)).isNull();

        story.pass(Duration.ofSeconds(1), Metric.SPO2, 89.9).pass(Duration.ofSeconds(1), Metric.SPO2, 90.9);
        assertThat(story.phases(AlarmKind.LOW)).doesNotContain(Phase.END);
        story.pass(Duration.ofSeconds(1), Metric.SPO2, 91);
        assertThat(story.alarm(AlarmKind.LOW)).isNull();

        Limit high = limit(Metric.HEART_RATE, Side.HIGH, 120, 115, Delay.NONE, Handling.PLAIN);
        RoomStory fast = under(high).monitor(Metric.HEART_RATE, 120);
        assertThat(fast.alarm(AlarmKind.HIGH)).isNull();
        fast.pass(Duration.ofSeconds(1), Metric.HEART_RATE, 121).pass(Duration.ofSeconds(1), Metric.HEART_RATE, 115);
        assertThat(fast.phases(AlarmKind.HIGH)).containsExactly(Phase.START, Phase.END);
    }

    private static RoomStory graded(boolean latching) {
        Handling handling = new Handling(latching, false, "", null, null, false);
        return under(
                spo2(Delay.NONE, Handling.PLAIN),
                new Limit(
                        Metric.SPO2, Side.LOW, Priority.HIGH, Bound.at(85), Bound.at(86), Delay.NONE, handling, DRUG));
    }

    @Test
    void anAlarmFollowsThePatientUpAndDownThePriorities() {
        RoomStory story = graded(false).monitor(Metric.SPO2, 88);
        story.pass(Duration.ofSeconds(1), Metric.SPO2, 84).pass(Duration.ofSeconds(1), Metric.SPO2, 88);

        assertThat(story.theAlarm(AlarmKind.LOW).priority()).isEqualTo(Priority.MEDIUM);
        assertThat(story.phases(AlarmKind.LOW)).contains(Phase.ESCALATE, Phase.DEESCALATE);
    }

    @Test
    void aLatchingAlarmKeepsItsPriorityAndIsActiveAgainWhenItsConditionReturns() {
        RoomStory story = graded(true).monitor(Metric.SPO2, 84).pass(Duration.ofSeconds(1), Metric.SPO2, 88);
        assertThat(story.theAlarm(AlarmKind.LOW).priority()).isEqualTo(Priority.HIGH);
        assertThat(story.phases(AlarmKind.LOW)).doesNotContain(Phase.DEESCALATE);

        story.pass(Duration.ofSeconds(1), Metric.SPO2, 97);
        assertThat(story.theAlarm(AlarmKind.LOW).state()).isEqualTo(Alarm.State.LATCHED);
        story.pass(Duration.ofSeconds(1), Metric.SPO2, 84);
        assertThat(story.theAlarm(AlarmKind.LOW).state()).isEqualTo(Alarm.State.ACTIVE);
    }

    @Test
    void aPressureThatFallsTooFastIsAnAlarmThoughItIsNotLow() {
        Limit fall = limit(Metric.NIBP_SYS, Side.LOW, -30, -20, delay(0, 0, null, 600), Handling.PLAIN);
        RoomStory story = under(fall).pass(Duration.ofSeconds(5)).monitor(Metric.NIBP_SYS, 150);
        story.pass(Duration.ofMinutes(5)).monitor(Metric.NIBP_SYS, 121);
        assertThat(story.alarm(AlarmKind.FALLING)).isNull();

        story.pass(Duration.ofSeconds(30)).monitor(Metric.NIBP_SYS, 115);
        Alarm alarm = story.theAlarm(AlarmKind.FALLING);
        assertThat(alarm.condition().text().english()).isEqualTo("NIBP sys 115: down 35 in 10 min");
        assertThat(alarm.condition().physiological()).isTrue();
    }

    @Test
    void whatFellSlowlyIsNoFall() {
        Limit fall = limit(Metric.NIBP_SYS, Side.LOW, -30, -20, delay(0, 0, null, 600), Handling.PLAIN);
        RoomStory story = under(fall);
        for (int pressure = 150; pressure > 100; pressure -= 10) {
            story.pass(Duration.ofMinutes(5)).monitor(Metric.NIBP_SYS, pressure);
        }

        assertThat(story.phases(AlarmKind.FALLING)).isEmpty();
    }

    @Test
    void aHeartThatSpeedsUpIsRisingUntilItHasComeBack() {
        Limit rise = limit(Metric.HEART_RATE, Side.HIGH, 30, 15, delay(0, 0, null, 60), Handling.PLAIN);
        RoomStory story = under(rise).pass(Duration.ofSeconds(10), Metric.HEART_RATE, 70);
        story.pass(Duration.ofSeconds(1), Metric.HEART_RATE, 105);
        assertThat(story.theAlarm(AlarmKind.RISING).condition().text().english())
                .isEqualTo("HR 105: up 35 in 60 s");

        story.pass(Duration.ofSeconds(1), Metric.HEART_RATE, 84);
        assertThat(story.phases(AlarmKind.RISING)).containsExactly(Phase.START, Phase.END);
    }

    @Test
    void anAlarmIsKeptAtOnceAndSignalsAfterItsSignalDelay() {
        RoomStory story = under(spo2(delay(5, 10, null, 0), Handling.PLAIN)).monitor(Metric.SPO2, 88);
        story.pass(Duration.ofSeconds(14), Metric.SPO2, 88);
        assertThat(story.theAlarm(AlarmKind.LOW).signalled()).isFalse();

        story.pass(Duration.ofSeconds(1), Metric.SPO2, 88);
        assertThat(story.theAlarm(AlarmKind.LOW).signalled()).isTrue();
        assertThat(story.phases(AlarmKind.LOW)).containsExactly(Phase.START, Phase.SIGNAL);
    }

    @Test
    void anAlarmThatIsOverBeforeItSignalsIsKeptAllTheSame() {
        RoomStory story = under(spo2(delay(5, 10, null, 0), Handling.PLAIN)).monitor(Metric.SPO2, 88);
        story.pass(Duration.ofSeconds(9), Metric.SPO2, 88).pass(Duration.ofSeconds(20), Metric.SPO2, 97);

        assertThat(story.phases(AlarmKind.LOW)).containsExactly(Phase.START, Phase.END);
    }

    @Test
    void adviceToHoldTheDrugWaitsForASecondReadingAndTheAlarmDoesNot() {
        Limit limit =
                limit(Metric.NIBP_SYS, Side.HIGH, 180, 170, Delay.NONE, advice(true, "Consider holding the infusion"));
        RoomStory once = under(limit).monitor(Metric.NIBP_SYS, 190).pass(Duration.ofSeconds(60));
        assertThat(once.phases(AlarmKind.HIGH)).containsExactly(Phase.START);
        assertThat(once.theAlarm(AlarmKind.HIGH).condition().advice()).isEqualTo("Repeat the measurement");
        once.monitor(Metric.NIBP_SYS, 186);
        assertThat(once.theAlarm(AlarmKind.HIGH).condition().advice()).isEqualTo("Consider holding the infusion");
        assertThat(once.phases(AlarmKind.HIGH)).containsExactly(Phase.START, Phase.UPDATE);
    }

    @Test
    void adviceWithoutConfirmationIsThereAtOnce() {
        Limit limit = limit(Metric.NIBP_SYS, Side.HIGH, 180, 170, Delay.NONE, advice(false, "Lay flat"));

        assertThat(under(limit)
                        .monitor(Metric.NIBP_SYS, 190)
                        .theAlarm(AlarmKind.HIGH)
                        .condition()
                        .advice())
                .isEqualTo("Lay flat");
    }

    @Test
    void nobodyWaitsForApnoea() {
        assertThatThrownBy(
                        () -> limit(Metric.RESP_RATE, Side.LOW, 6, 8, Delay.of(Duration.ofSeconds(5)), Handling.PLAIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no delay on respRate");
        assertThat(limit(Metric.RESP_RATE, Side.LOW, 6, 8, Delay.NONE, Handling.PLAIN)
                        .priority())
                .isEqualTo(Priority.MEDIUM);
    }

    @Test
    void patienceThatHasBegunOutlivesANoteInTheChart() {
        RoomStory story = under(spo2(delay(10, 0, null, 0), Handling.PLAIN)).monitor(Metric.SPO2, 88);
        story.pass(Duration.ofSeconds(9), Metric.SPO2, 88);
        story.command(new Command.NameNurse("RN", RoomStory.CHAIR, "RN"));
        story.pass(Duration.ofSeconds(1), Metric.SPO2, 88);

        assertThat(story.phases(AlarmKind.LOW)).containsExactly(Phase.START);
    }

    @Test
    void theSensorThatIsLowCountsWhateverItsSiteAndStillWhenItHasFallenSilent() {
        RoomStory story = under(spo2(delay(90, 0, null, 0), Handling.PLAIN));
        Reading low = new Reading(Metric.SPO2, 1, 88, story.now, Reading.Standing.PLAIN);
        story.hear(story.report(RoomStory.MONITOR, RoomStory.SAM, List.of(low)));
        story.pass(Duration.ofSeconds(90));

        assertThat(story.theAlarm(AlarmKind.LOW).condition().value()).isEqualTo(88);
    }

    // ---- limits of one patient ----

    private static final Handling SETTABLE = new Handling(false, false, "", 85.0, 92.0, false);

    private static RoomStory settable() {
        return under(spo2(delay(0, 0, null, 0), SETTABLE));
    }

    private static Command set(RoomStory story, double sound, String reason, Duration time) {
        return new Command.SetLimit(
                "RN", RoomStory.CHAIR, Metric.SPO2, Side.LOW, Priority.MEDIUM, sound, reason, story.now.plus(time));
    }

    @Test
    void aLimitOfThisPatientTakesThePlaceOfTheProtocolsUntilItsTime() {
        RoomStory story = settable();
        story.command(set(story, 86, "COPD, usually 88", Duration.ofMinutes(10)));
        story.monitor(Metric.SPO2, 88).pass(Duration.ofSeconds(5), Metric.SPO2, 88);
        assertThat(story.alarm(AlarmKind.LOW)).isNull();

        story.pass(Duration.ofSeconds(1), Metric.SPO2, 85);
        assertThat(story.theAlarm(AlarmKind.LOW).condition().text().english()).isEqualTo("SpO2 85 < 86 (set by RN)");
        assertThat(story.theAlarm(AlarmKind.LOW).condition().origin().english())
                .isEqualTo("set by RN: COPD, usually 88, until 09:10Z");
        story.pass(Duration.ofSeconds(1), Metric.SPO2, 87);
        assertThat(story.alarm(AlarmKind.LOW)).isNull();

        story.pass(Duration.ofMinutes(10), Metric.SPO2, 88);
        assertThat(story.events.stream().map(RoomEvent::kind)).contains(RoomEvent.Kind.LIMIT_ENDED);
        assertThat(story.theAlarm(AlarmKind.LOW).condition().text().english()).isEqualTo("SpO2 88 < 90");
        assertThat(story.theAlarm(AlarmKind.LOW).condition().origin().english()).isEqualTo("test version 1");
    }

    @Test
    void theProtocolsOwnLimitIsBackAsSoonAsSomebodySaysSo() {
        RoomStory story = settable();
        Command again = new Command.ClearLimit(
                "CN", RoomStory.CHAIR, new Command.LimitStep(AlarmKind.LOW, Metric.SPO2, Priority.MEDIUM));
        assertThatThrownBy(() -> story.command(again)).hasMessage("The protocol's own limit is in force.");

        story.command(set(story, 86, "COPD, usually 88", Duration.ofHours(2)));
        story.monitor(Metric.SPO2, 88);
        assertThat(story.alarm(AlarmKind.LOW)).isNull();
        story.command(again);
        assertThat(story.theAlarm(AlarmKind.LOW).condition().text().english()).isEqualTo("SpO2 88 < 90");
        assertThat(story.events.stream()
                        .filter(event -> event.kind() == RoomEvent.Kind.LIMIT_ENDED)
                        .map(RoomEvent::by))
                .containsExactly("CN");
    }

    @Test
    void aLimitOutsideTheRangeIsRefusedAndTheRangeIsNamed() {
        RoomStory story = settable();

        assertThatThrownBy(() -> story.command(set(story, 80, "COPD", Duration.ofHours(1))))
                .isInstanceOf(CommandRefused.class)
                .hasMessage("SpO2 may be set from 85 to 92 %.");
    }

    @Test
    void aLimitNeedsAReasonAndAnEnd() {
        RoomStory story = settable();

        assertThatThrownBy(() -> story.command(set(story, 88, " ", Duration.ofHours(1))))
                .hasMessageContaining("reason");
        assertThatThrownBy(() -> story.command(set(story, 88, "COPD", Duration.ofHours(13))))
                .hasMessageContaining("12 hours");
        assertThatThrownBy(() -> story.command(set(story, 88, "COPD", Duration.ZERO)))
                .hasMessageContaining("12 hours");
    }

    @Test
    void aLimitThatTheProtocolKeepsToItselfIsNotSet() {
        RoomStory story = under(spo2(Delay.NONE, Handling.PLAIN));

        assertThatThrownBy(() -> story.command(set(story, 88, "COPD", Duration.ofHours(1))))
                .hasMessageContaining("does not allow");
    }

    @Test
    void aLimitSetLaterReplacesTheOneBefore() {
        RoomStory story = settable();
        story.command(set(story, 86, "COPD", Duration.ofHours(1)));
        story.command(set(story, 88, "better today", Duration.ofHours(1)));
        story.monitor(Metric.SPO2, 87);

        assertThat(story.theAlarm(AlarmKind.LOW).condition().limit()).isEqualTo(88);
    }

    @Test
    void aLimitSetNowAsksWhatIsLiveAndNotWhatWasLongAgo() {
        RoomStory live = settable().monitor(Metric.SPO2, 91).pass(Duration.ofSeconds(60));
        live.command(set(live, 92, "better", Duration.ofHours(1)));
        assertThat(live.theAlarm(AlarmKind.LOW).condition().limit()).isEqualTo(92);

        RoomStory silent = settable().monitor(Metric.SPO2, 91).pass(Duration.ofSeconds(61));
        silent.command(set(silent, 92, "better", Duration.ofHours(1)));
        silent.pass(Duration.ofSeconds(5));
        assertThat(silent.alarm(AlarmKind.LOW)).isNull();
    }

    @Test
    void whatWasMeasuredBeforeTheSessionBeginsNoAlarmOfIt() {
        RoomStory story = settable();
        story.move(Stage.TRANSFERRED).openSession();
        Reading before = new Reading(Metric.SPO2, 0, 84, story.now.minusSeconds(1), Reading.Standing.PLAIN);
        story.hear(story.report(RoomStory.MONITOR, RoomStory.SAM, List.of(before)));
        story.move(Stage.DOSING);
        assertThat(story.alarm(AlarmKind.LOW)).isNull();

        story.monitor(Metric.SPO2, 84);
        assertThat(story.theAlarm(AlarmKind.LOW).condition().value()).isEqualTo(84);
    }

    @Test
    void anAlarmKeepsWhatItWasDecidedFrom() {
        RoomStory story = under(spo2(delay(10, 5, null, 0), Handling.PLAIN)).monitor(Metric.SPO2, 88);
        story.pass(Duration.ofSeconds(10), Metric.SPO2, 88);

        Alarm alarm = story.theAlarm(AlarmKind.LOW);
        assertThat(alarm.evidence().stage()).isEqualTo(Stage.DOSING);
        assertThat(alarm.evidence().protocol()).isEqualTo("test");
        assertThat(alarm.evidence().version()).isEqualTo(1);
        assertThat(alarm.evidence().decidedAt()).isEqualTo(story.now);
        assertThat(alarm.condition().timing().measuredAt()).isEqualTo(story.now);
        assertThat(alarm.condition().timing().condition()).isEqualTo(Duration.ofSeconds(10));
        assertThat(alarm.condition().timing().signal()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void theOriginOfALimitFromTheBaselineIsItsSum() {
        RoomStory story = RoomStory.dosing().monitor(Metric.NIBP_SYS, 165);

        assertThat(story.theAlarm(AlarmKind.HIGH).condition().origin().english())
                .isEqualTo("baseline 120 + 40");
    }
}
