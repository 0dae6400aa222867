package io.dripwatch.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What became of devices and links in a day. */
final class LinksTest {
    private static final DeviceId MONITOR = RoomStory.MONITOR;

    @Test
    void onlyWhatTellsOfMachinesIsAnOutageAndItLastsAsLongAsItsCondition() {
        RoomStory day = Days.eventful();
        Links links = Links.of(List.of(day.events), List.of(), day.now);

        assertThat(links.visits()).singleElement().satisfies(visit -> {
            assertThat(visit.chair()).isEqualTo(RoomStory.CHAIR);
            assertThat(visit.from()).isEqualTo(RoomStory.START);
        });
        assertThat(links.outages())
                .extracting(outage -> outage.key().kind())
                .contains(AlarmKind.SENSOR_OFF, AlarmKind.LINK_LOST, AlarmKind.STALE)
                .doesNotContain(AlarmKind.LOW, AlarmKind.HIGH, AlarmKind.STAGE_CONFLICT, AlarmKind.OVERDUE);
        assertThat(links.outages()).allMatch(outage -> outage.to().isAfter(outage.from()));
    }

    @Test
    void aDeviceIsToldWithItsPlacesItsLostTimeAndItsClock() {
        RoomStory day = Days.eventful();
        Instant at = RoomStory.START;
        List<RoomEvent> bindings = List.of(
                new RoomEvent.DeviceAssigned(at, "RN", new ChairId("2"), MONITOR),
                new RoomEvent.DeviceClock(at, "server", MONITOR, Duration.ofMinutes(-9)),
                new RoomEvent.DeviceAssigned(at, "RN", RoomStory.CHAIR, MONITOR),
                new RoomEvent.DeviceClock(at, "server", MONITOR, Duration.ofSeconds(3)));
        Links links = Links.of(List.of(day.events), bindings, day.now);

        Links.Device monitor = links.devices().stream()
                .filter(each -> each.device().equals(MONITOR))
                .findFirst()
                .orElseThrow();
        assertThat(monitor.chairs()).containsExactly(new ChairId("2"), RoomStory.CHAIR);
        assertThat(monitor.offset()).isEqualTo(Duration.ofSeconds(3));
        assertThat(monitor.furthest()).isEqualTo(Duration.ofMinutes(-9));
        long lostMs = links.outages().stream()
                .filter(each ->
                        MONITOR.equals(each.key().device()) && each.key().kind() == AlarmKind.LINK_LOST)
                .mapToLong(each -> Duration.between(each.from(), each.to()).toMillis())
                .sum();
        assertThat(monitor.timesLost()).isPositive();
        assertThat(monitor.lost().toMillis()).isEqualTo(lostMs);
    }

    @Test
    void whereNothingHappenedThereIsNothingToTell() {
        assertThat(Links.of(List.of(), List.of(), RoomStory.START).devices()).isEmpty();
    }
}
