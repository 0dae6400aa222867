package io.dripwatch.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A connection that breaks off is a lost link at once; silence needs the device's patience. */
final class LinkStoryTest {
    @Test
    void aCutConnectionIsALostLinkAtOnceUntilTheDeviceIsHeardAgain() {
        RoomStory story = RoomStory.dosing().pass(Duration.ofSeconds(20), Metric.SPO2, 98);
        assertThat(story.alarm(AlarmKind.LINK_LOST)).isNull();

        story.cut(RoomStory.MONITOR);
        assertThat(story.theAlarm(AlarmKind.LINK_LOST).condition().text())
                .isEqualTo("Monitor link lost: " + RoomStory.MONITOR);

        story.pass(Duration.ofSeconds(2), Metric.SPO2, 98);
        assertThat(story.alarm(AlarmKind.LINK_LOST)).isNull();
    }

    @Test
    void aConnectionOfADeviceThatWasNeverHeardOrStandsOnNoChairDisturbsNobody() {
        RoomStory story = RoomStory.dosing().pass(Duration.ofSeconds(20), Metric.SPO2, 98);

        story.cut(new DeviceId("STRANGER"));
        assertThat(story.alarm(AlarmKind.LINK_LOST)).isNull();
        assertThat(story.room.link(new DeviceId("STRANGER"))).isNull();
    }
}
