package io.dripwatch.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A connection that breaks off is a lost link at once; silence needs the device's patience. */
final class LinkStoryTest {
    private static final DeviceId DRIFTING = new DeviceId("DRIFTING");

    @Test
    void aCutConnectionIsALostLinkAtOnceUntilTheDeviceIsHeardAgain() {
        RoomStory story = RoomStory.dosing().pass(Duration.ofSeconds(20), Metric.SPO2, 98);
        assertThat(story.alarm(AlarmKind.LINK_LOST)).isNull();

        story.cut(RoomStory.MONITOR);
        assertThat(story.theAlarm(AlarmKind.LINK_LOST).condition().text().english())
                .isEqualTo("Monitor link lost: " + RoomStory.MONITOR);

        story.pass(Duration.ofSeconds(2), Metric.SPO2, 98);
        assertThat(story.alarm(AlarmKind.LINK_LOST)).isNull();
    }

    @Test
    void howFarAClockIsOffIsKeptWhenItIsKnownAndWhenItChanges() {
        RoomStory story = RoomStory.dosing();
        Duration anHour = Duration.ofHours(1);
        toldAt(story, DRIFTING, anHour, Duration.ofSeconds(30));
        assertThat(clocksOf(story, DRIFTING)).containsExactly(anHour);

        toldAt(story, DRIFTING, anHour.plusMillis(1_500), Duration.ofSeconds(10));
        assertThat(clocksOf(story, DRIFTING)).as("a little is no news").containsExactly(anHour);

        toldAt(story, DRIFTING, anHour.plusSeconds(5), Duration.ofSeconds(1));
        assertThat(clocksOf(story, DRIFTING)).containsExactly(anHour, anHour.plusSeconds(5));

        toldAt(story, DRIFTING, Duration.ofMinutes(-1), Duration.ofSeconds(30));
        assertThat(clocksOf(story, DRIFTING))
                .as("set back")
                .containsExactly(anHour, anHour.plusSeconds(5), Duration.ofMinutes(-1));
    }

    @Test
    void aMinuteIsForgivenAClockAndMoreIsAnAlarmOfTheEquipment() {
        RoomStory story = RoomStory.dosing();
        story.command(new Command.AssignDevice("RN", RoomStory.CHAIR, heardOnce(story)));
        toldAt(story, DRIFTING, Duration.ofSeconds(60), Duration.ofSeconds(5));
        assertThat(story.alarm(AlarmKind.CLOCK_OFF)).isNull();

        toldAt(story, DRIFTING, Duration.ofSeconds(61), Duration.ofSeconds(5));
        assertThat(story.theAlarm(AlarmKind.CLOCK_OFF).condition().text().english())
                .contains(DRIFTING.value());
    }

    private static DeviceId heardOnce(RoomStory story) {
        toldAt(story, DRIFTING, Duration.ZERO, Duration.ofSeconds(1));
        return DRIFTING;
    }

    private static void toldAt(RoomStory story, DeviceId device, Duration ahead, Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            story.pass(Duration.ofSeconds(1));
            List<Reading> measured = List.of(Reading.of(Metric.ETCO2, 38, story.now.plus(ahead)));
            story.hear(new DeviceReport(
                    device, null, null, story.now.plus(ahead), story.now, measured, List.of(), List.of(), List.of()));
        }
    }

    private static List<Duration> clocksOf(RoomStory story, DeviceId device) {
        return story.events.stream()
                .filter(RoomEvent.DeviceClock.class::isInstance)
                .map(RoomEvent.DeviceClock.class::cast)
                .filter(clock -> clock.device().equals(device))
                .map(RoomEvent.DeviceClock::offset)
                .toList();
    }

    @Test
    void aConnectionOfADeviceThatWasNeverHeardOrStandsOnNoChairDisturbsNobody() {
        RoomStory story = RoomStory.dosing().pass(Duration.ofSeconds(20), Metric.SPO2, 98);

        story.cut(new DeviceId("STRANGER"));
        assertThat(story.alarm(AlarmKind.LINK_LOST)).isNull();
        assertThat(story.room.link(new DeviceId("STRANGER"))).isNull();
    }
}
