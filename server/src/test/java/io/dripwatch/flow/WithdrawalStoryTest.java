package io.dripwatch.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import io.dripwatch.vitals.Withdrawal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A device takes back what it has said: nothing goes on as if it had been measured. */
final class WithdrawalStoryTest {
    private final RoomStory story = RoomStory.dosing();

    private void takenBack(Metric metric, Instant at) {
        story.hear(new DeviceReport(
                RoomStory.MONITOR,
                RoomStory.BED,
                RoomStory.SAM,
                story.now,
                story.now,
                List.of(),
                List.of(new Withdrawal(metric, 0, at)),
                List.of(),
                List.of(),
                List.of(),
                List.of()));
    }

    private double shown(Metric metric) {
        Latest value = story.chair().value(metric);
        return value == null ? Double.NaN : value.reading().value();
    }

    @Test
    void theValueBeforeStandsAgainAndItsAlarmEnds() {
        story.monitor(Metric.NIBP_SYS, 130).pass(Duration.ofSeconds(5));
        story.monitor(Metric.NIBP_SYS, 190);
        Instant wrong = story.now;
        assertThat(story.theAlarm(AlarmKind.HIGH).state()).isEqualTo(Alarm.State.ACTIVE);
        story.pass(Duration.ofSeconds(5));
        takenBack(Metric.NIBP_SYS, wrong);

        assertThat(shown(Metric.NIBP_SYS)).isEqualTo(130);
        assertThat(story.chair().measured(Metric.NIBP_SYS)).isEqualTo(wrong.minusSeconds(5));
        assertThat(story.theAlarm(AlarmKind.HIGH).state()).isEqualTo(Alarm.State.LATCHED);
        assertThat(story.filings.get(story.filings.size() - 1).withdrawn())
                .containsExactly(new Withdrawal(Metric.NIBP_SYS, 0, wrong));
    }

    @Test
    void aReadingMarkedAsErrorTakesBackTheSame() {
        Instant before = story.chair().measured(Metric.NIBP_SYS);
        double valueBefore = shown(Metric.NIBP_SYS);
        story.pass(Duration.ofSeconds(5)).monitor(Metric.NIBP_SYS, 190);
        Reading wrong = new Reading(Metric.NIBP_SYS, 0, 190, story.now, Reading.Standing.ENTERED_IN_ERROR);
        story.hear(story.report(RoomStory.MONITOR, RoomStory.SAM, List.of(wrong)));

        assertThat(valueBefore).isLessThan(180);
        assertThat(shown(Metric.NIBP_SYS)).isEqualTo(valueBefore);
        assertThat(story.chair().measured(Metric.NIBP_SYS)).isEqualTo(before);
        assertThat(story.theAlarm(AlarmKind.HIGH).state()).isEqualTo(Alarm.State.LATCHED);
    }

    @Test
    void anAlarmThatEarlierValuesBeganStays() {
        story.monitor(Metric.NIBP_SYS, 190).pass(Duration.ofSeconds(5));
        story.monitor(Metric.NIBP_SYS, 195);
        takenBack(Metric.NIBP_SYS, story.now);

        assertThat(shown(Metric.NIBP_SYS)).isEqualTo(190);
        assertThat(story.theAlarm(AlarmKind.HIGH).state()).isEqualTo(Alarm.State.ACTIVE);
        assertThat(story.chair()
                        .conditionNow(story.theAlarm(AlarmKind.HIGH), story.now)
                        .value())
                .isEqualTo(190);
    }

    @Test
    void whatIsNoLongerTheNewestMovesNothing() {
        story.monitor(Metric.NIBP_SYS, 190).pass(Duration.ofSeconds(5));
        Instant older = story.now.minusSeconds(5);
        story.monitor(Metric.NIBP_SYS, 130);
        takenBack(Metric.NIBP_SYS, older);
        assertThat(shown(Metric.NIBP_SYS)).isEqualTo(130);

        takenBack(Metric.NIBP_SYS, story.now);
        assertThat(shown(Metric.NIBP_SYS)).isNaN();
    }
}
