package io.dripwatch.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.vitals.Metric;
import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

final class ConfirmationsTest {
    private final RoomStory story = RoomStory.dosing().monitor(Metric.NIBP_SYS, 190);
    private final Confirmations confirmations = new Confirmations(story.room, (command, reach) -> {
        story.command(command);
        return Future.succeededFuture();
    });
    private final String alarm = story.theAlarm(AlarmKind.HIGH).id();

    @Test
    void theFirstScreenThatShowsAnAlarmIsTimed() {
        confirmations.take("wall", chair -> true, shown(alarm, false), story.now.plusMillis(40));
        confirmations.take("wall", chair -> true, shown(alarm, false), story.now.plusMillis(900));

        assertThat(confirmations.numbers())
                .containsEntry("dripwatch_alarms_shown_total", 1L)
                .containsEntry("dripwatch_alarms_sounded_total", 0L)
                .containsEntry("dripwatch_alarm_to_screen_seconds_longest", 0.04);
    }

    @Test
    void anAlarmThatIsHeardLaterIsCountedOnceAsHeard() {
        confirmations.take("wall", chair -> true, shown(alarm, false), story.now);
        confirmations.take("wall", chair -> true, shown(alarm, true), story.now);
        confirmations.take("wall", chair -> true, shown(alarm, true), story.now);

        assertThat(confirmations.numbers()).containsEntry("dripwatch_alarms_sounded_total", 1L);
    }

    @Test
    void alarmsThatAreNotThereAndWordsThatAreNoneChangeNothing() {
        confirmations.take("wall", chair -> true, shown("nobody", true), story.now);
        confirmations.take("wall", chair -> true, "{", story.now);
        confirmations.take("wall", chair -> true, "{\"t\":\"hello\"}", story.now);
        confirmations.take("wall", chair -> true, "x".repeat(100_000), story.now);

        assertThat(confirmations.numbers())
                .containsEntry("dripwatch_alarms_shown_total", 0L)
                .containsEntry("dripwatch_screen_messages_unreadable_total", 3L);
    }

    @Test
    void aScreenConfirmsNothingOfAChairThatItDoesNotShow() {
        confirmations.take("wall", chair -> false, shown(alarm, true), story.now);

        assertThat(confirmations.numbers()).containsEntry("dripwatch_alarms_shown_total", 0L);
        assertThat(story.events).noneMatch(RoomEvent.AlarmShown.class::isInstance);
    }

    @Test
    void whatAScreenSaysIsKeptInTheRecord() {
        confirmations.take("wall", chair -> true, shown(alarm, false), story.now.plusMillis(40));
        confirmations.take("wall", chair -> true, shown(alarm, false), story.now.plusMillis(50));
        confirmations.take("desk", chair -> true, shown(alarm, true), story.now.plusMillis(60));

        assertThat(story.events.stream().filter(RoomEvent.AlarmShown.class::isInstance))
                .extracting(RoomEvent::by)
                .containsExactly("wall", "desk");
    }

    private static String shown(String id, boolean sounded) {
        return "{\"t\":\"shown\",\"alarms\":[\"" + id + "\"],\"sounded\":" + sounded + "}";
    }
}
