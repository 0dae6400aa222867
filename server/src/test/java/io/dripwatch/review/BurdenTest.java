package io.dripwatch.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.flow.Command;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How much the alarms of a day asked of the nurses. */
final class BurdenTest {
    @Test
    void bedHoursAreCountedByStageAndEndWithTheSession() {
        RoomStory day = new RoomStory().openSession().pass(Duration.ofMinutes(10), Metric.SPO2, 98);
        day.move(Stage.DOSING).pass(Duration.ofMinutes(40), Metric.SPO2, 98);
        day.move(Stage.OBSERVATION)
                .pass(Duration.ofMinutes(30), Metric.SPO2, 98)
                .move(Stage.TRANSFERRED);
        day.pass(Duration.ofMinutes(60), Metric.SPO2, 98);
        Burden burden = Burden.of(List.of(day.events), day.now);

        assertThat(burden.watched())
                .containsEntry(place(Stage.BASELINE), Duration.ofMinutes(10))
                .containsEntry(place(Stage.DOSING), Duration.ofMinutes(40))
                .containsEntry(place(Stage.OBSERVATION), Duration.ofMinutes(30))
                .hasSize(3);
        assertThat(burden.bedHours()).isCloseTo(80 / 60.0, within(1e-6));
    }

    @Test
    void anOpenSessionIsWatchedUntilNow() {
        RoomStory day = new RoomStory().openSession();

        assertThat(Burden.of(List.of(day.events), day.now.plusSeconds(1800)).bedHours())
                .isCloseTo(0.5, within(1e-6));
    }

    @Test
    void alarmsAreCountedInTheStageAndAtThePriorityThatTheyReached() {
        RoomStory day = RoomStory.dosing();
        Days.dip(day, 91, 20);
        Days.dip(day, 84, 20);
        day.pass(Duration.ofMinutes(15), Metric.SPO2, 98);
        Days.dip(day, 84, 20);
        day.move(Stage.OBSERVATION);
        Days.dip(day, 84, 20);
        day.move(Stage.TRANSFERRED);
        Burden burden = Burden.of(List.of(day.events), day.now);

        Burden.Row high = row(burden, Stage.DOSING, Priority.HIGH);
        assertThat(high.alarms()).isEqualTo(2);
        assertThat(high.perBedHour()).isCloseTo(2 / high.bedHours(), within(1e-9));
        assertThat(high.bedHours()).isCloseTo(0.37, within(0.02));
        assertThat(row(burden, Stage.DOSING, Priority.MEDIUM).alarms()).isEqualTo(1);
        assertThat(row(burden, Stage.OBSERVATION, Priority.HIGH).alarms()).isEqualTo(1);
        assertThat(burden.alarms(Priority.HIGH)).isEqualTo(3);
    }

    @Test
    void theSameAlarmWithinTenMinutesIsARepeat() {
        RoomStory day = RoomStory.dosing();
        Days.dip(day, 84, 20);
        day.pass(Duration.ofMinutes(7), Metric.SPO2, 98);
        Days.dip(day, 84, 20);
        day.pass(Duration.ofMinutes(9), Metric.SPO2, 98);
        Days.dip(day, 84, 20);

        Burden.Row row = row(Burden.of(List.of(day.events), day.now), Stage.DOSING, Priority.HIGH);
        assertThat(row.alarms()).isEqualTo(3);
        assertThat(row.repeats()).isEqualTo(1);
    }

    @Test
    void anAlarmOfTheNextPatientIsNoRepeat() {
        RoomStory first = RoomStory.dosing();
        Days.dip(first, 84, 20);
        RoomStory second = RoomStory.dosing();
        Days.dip(second, 84, 20);

        Burden burden = Burden.of(List.of(first.events, second.events), first.now);
        assertThat(row(burden, Stage.DOSING, Priority.HIGH).alarms()).isEqualTo(2);
        assertThat(row(burden, Stage.DOSING, Priority.HIGH).repeats()).isZero();
    }

    @Test
    void onlyWhatAPersonTookNoticeOfWasActedOn() {
        List<RoomStory> days = new ArrayList<>();
        for (int seconds : new int[] {10, 20, 30, 40, 50, 60, 70, 80, 90, 100}) {
            days.add(acknowledgedAfter(seconds));
        }
        RoomStory alone = RoomStory.dosing();
        Days.dip(alone, 84, 60);
        days.add(alone);

        Burden burden = Burden.of(days.stream().map(day -> day.events).toList(), alone.now);
        Burden.Row row = row(burden, Stage.DOSING, Priority.HIGH);
        assertThat(row.alarms()).isEqualTo(11);
        assertThat(row.actedOn()).isEqualTo(10);
        assertThat(row.shareActedOn()).isCloseTo(10 / 11.0, within(1e-9));
        assertThat(row.medianToAct()).isEqualTo(Duration.ofSeconds(50));
        assertThat(row.p90ToAct()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void aResetIsTakingNoticeAndTheEndOfASessionIsNot() {
        RoomStory reset = latched();
        reset.command(new Command.Acknowledge(
                "RN", RoomStory.CHAIR, reset.theAlarm(AlarmKind.HIGH).id(), "at the chair"));
        RoomStory left = latched().move(Stage.TRANSFERRED);
        Burden burden = Burden.of(List.of(reset.events, left.events), left.now);

        Burden.Row row = burden.rows().stream()
                .filter(each ->
                        each.key().metric() == Metric.NIBP_SYS && each.key().kind() == AlarmKind.HIGH)
                .findFirst()
                .orElseThrow();
        assertThat(row.alarms()).isEqualTo(2);
        assertThat(row.actedOn()).isEqualTo(1);
        assertThat(row.medianToAct()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void whereNothingHappenedThereIsNothingToTell() {
        assertThat(Burden.of(List.of(), Instant.EPOCH).rows()).isEmpty();
        assertThat(Burden.of(List.of(), Instant.EPOCH).bedHours()).isZero();
    }

    private static RoomStory acknowledgedAfter(int seconds) {
        RoomStory day = RoomStory.dosing().pass(Duration.ofSeconds(30), Metric.SPO2, 98);
        while (day.alarm(AlarmKind.LOW) == null || day.theAlarm(AlarmKind.LOW).priority() != Priority.HIGH) {
            day.pass(Duration.ofSeconds(1), Metric.SPO2, 84);
        }
        day.pass(Duration.ofSeconds(seconds), Metric.SPO2, 84);
        day.command(new Command.Acknowledge(
                "RN", RoomStory.CHAIR, day.theAlarm(AlarmKind.LOW).id(), "at the chair"));
        return day.pass(Duration.ofSeconds(30), Metric.SPO2, 98);
    }

    private static RoomStory latched() {
        RoomStory day = RoomStory.dosing().monitor(Metric.NIBP_SYS, 185).pass(Duration.ofSeconds(20), Metric.SPO2, 98);
        return day.monitor(Metric.NIBP_SYS, 130).pass(Duration.ofSeconds(10), Metric.SPO2, 98);
    }

    private static Burden.Place place(Stage stage) {
        return new Burden.Place(RoomStory.CHAIR, stage);
    }

    private static Burden.Row row(Burden burden, Stage stage, Priority priority) {
        return Objects.requireNonNull(burden.rows().stream()
                .filter(row -> row.place().equals(place(stage))
                        && row.priority() == priority
                        && row.key().kind() == AlarmKind.LOW)
                .findFirst()
                .orElse(null));
    }
}
