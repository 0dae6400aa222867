package io.dripwatch.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class DoorkeeperTest {
    private static final DoorLimits LIMITS = DoorLimits.defaults();

    private final Counters counters = new Counters();
    private Instant now = Instant.parse("2026-03-01T09:00:00Z");
    private final InstantSource clock = () -> now;

    private Doorkeeper with(DoorLimits limits) {
        return new Doorkeeper("test", DoorRules.defaults().with(limits), counters, clock);
    }

    private static long entered(Doorkeeper door, String address, int times) {
        List<Doorkeeper.Visit> visits = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Doorkeeper.Visit visit = door.enter(address);
            if (visit != null) {
                visits.add(visit);
            }
        }
        return visits.size();
    }

    @Test
    void aWholeClinicBehindOneAddressComesInAtOnce() {
        assertThat(entered(with(LIMITS), "192.0.2.1", 2000)).isEqualTo(2000);
    }

    @Test
    void oneAddressDoesNotTakeTheRoomOfTheOthers() {
        Doorkeeper door = with(LIMITS.withOpen(10, 4));

        assertThat(entered(door, "192.0.2.1", 9)).isEqualTo(4);
        assertThat(entered(door, "192.0.2.2", 4)).isEqualTo(4);
        assertThat(entered(door, "192.0.2.3", 4)).isEqualTo(2);

        assertThat(counters.turnedAway())
                .containsEntry(TurnedAway.ADDRESS_FULL, 5L)
                .containsEntry(TurnedAway.ALL_TAKEN, 2L);
    }

    @Test
    void whoLeavesMakesRoomOnce() {
        Doorkeeper door = with(LIMITS.withOpen(2, 2));
        Doorkeeper.Visit visit = Objects.requireNonNull(door.enter("192.0.2.1"));
        assertThat(door.enter("192.0.2.1")).isNotNull();

        visit.leave();
        visit.leave();

        assertThat(door.open()).isEqualTo(1);
        assertThat(entered(door, "192.0.2.1", 2)).isEqualTo(1);
    }

    @Test
    void whoConnectsAHundredTimesASecondIsHeldToThePace() {
        Doorkeeper door = with(LIMITS.withConnects(10, 5));
        int let = 0;
        for (int i = 0; i < 1000; i++) {
            Doorkeeper.Visit visit = door.enter("192.0.2.1");
            if (visit != null) {
                let++;
                visit.leave();
            }
            now = now.plusMillis(10);
        }
        assertThat(let).isBetween(58, 60);
        assertThat(counters.turnedAway()).containsEntry(TurnedAway.ADDRESS_HASTY, 1000L - let);
        assertThat(door.enter("192.0.2.2")).isNotNull();
    }

    @Test
    void aClockThatIsPutBackLetsNobodyWaitForIt() {
        Doorkeeper door = with(LIMITS.withConnects(1, 1));
        assertThat(entered(door, "192.0.2.1", 2)).isEqualTo(1);
        now = now.minus(Duration.ofHours(1));
        assertThat(entered(door, "192.0.2.1", 1)).isZero();
        now = now.plusSeconds(1);
        assertThat(entered(door, "192.0.2.1", 2)).isEqualTo(1);
    }

    @Test
    void aDeviceIsHeldToItsOwnPaceAndItsNeighbourIsNot() {
        Doorkeeper door = with(LIMITS.withDeviceConnects(2, 1));
        assertThat(door.mayStay("MON-1")).isTrue();
        assertThat(door.mayStay("MON-1")).isTrue();
        assertThat(door.mayStay("MON-1")).isFalse();
        assertThat(door.mayStay("MON-2")).isTrue();
        now = now.plusSeconds(1);
        assertThat(door.mayStay("MON-1")).isTrue();
        assertThat(counters.turnedAway()).containsEntry(TurnedAway.DEVICE_HASTY, 1L);
    }

    @Test
    void aNetworkOfIpv6CountsAsOneAddress() {
        Doorkeeper door = with(LIMITS.withOpen(10, 2));
        assertThat(door.enter("2001:db8:1:2::1")).isNotNull();
        assertThat(door.enter("2001:db8:1:2:ffff::2")).isNotNull();
        assertThat(door.enter("2001:db8:1:2::3")).isNull();
        assertThat(door.enter("2001:db8:1:3::1")).isNotNull();
    }

    @Test
    void whoComesFromEverywhereIsNotRememberedForEver() {
        Doorkeeper door = with(LIMITS.withOpen(1_000_000, 2).withConnects(3, 1));
        for (int i = 0; i < 20_000; i++) {
            Doorkeeper.Visit visit = door.enter("10.1." + i / 250 + "." + i % 250);
            if (visit != null) {
                visit.leave();
            }
        }
        assertThat(counters.turnedAway()).containsEntry(TurnedAway.ADDRESS_HASTY, 9_997L);
        now = now.plusSeconds(60);
        assertThat(door.enter("10.9.9.9")).isNotNull();
    }

    @Test
    void nonsenseIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LIMITS.withConnects(1, Double.NaN))
                .withMessageContaining("connectsPerSecond");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LIMITS.withPatience(Duration.ZERO))
                .withMessageContaining("messageSeconds");
    }
}
