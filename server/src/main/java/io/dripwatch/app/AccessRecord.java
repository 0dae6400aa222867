package io.dripwatch.app;

import io.dripwatch.access.Access;
import io.dripwatch.access.Witness;
import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Keeper;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.vitals.ChairId;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes every access into the record. What somebody only saw, or was refused, stands there at once when it happens for
 * the first time; what is the same within ten minutes is counted and stands there once more with its number, so that a
 * page which asks twice a minute, or somebody who knocks without end, does not fill the record.
 */
final class AccessRecord implements Witness {
    private static final Duration TOGETHER = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
    private static final int MOST_COUNTED = 2_000;

    private final Keeper keeper;
    private final InstantSource clock;
    private final Map<Access, Count> counted = new HashMap<>();
    private final AtomicLong written = new AtomicLong();

    /** How often the same was seen again since {@code since}. */
    private record Count(Instant since, long again) {}

    AccessRecord(Keeper keeper, InstantSource clock) {
        this.keeper = keeper;
        this.clock = clock;
    }

    @Override
    public void saw(Access access, boolean each) {
        Instant now = clock.instant();
        if (each || first(access, now)) {
            keep(access, 1, now);
        }
    }

    private synchronized boolean first(Access access, Instant now) {
        Count known = counted.get(access);
        if (known != null) {
            counted.put(access, new Count(known.since, known.again + 1));
            return false;
        }
        if (counted.size() >= MOST_COUNTED) {
            tell(now, Duration.ZERO);
        }
        counted.put(access, new Count(now, 0));
        return true;
    }

    /** Writes what was counted for long enough, now and then. */
    void start(Vertx vertx) {
        vertx.setPeriodic(BETWEEN_LOOKS.toMillis(), due -> tell());
    }

    void tell() {
        tell(clock.instant(), TOGETHER);
    }

    /** Writes all that was counted; to be called before the store closes. */
    void end() {
        tell(clock.instant(), Duration.ZERO);
    }

    private synchronized void tell(Instant now, Duration atLeast) {
        List<Access> over = new ArrayList<>();
        counted.forEach((access, count) -> {
            if (Duration.between(count.since, now).compareTo(atLeast) >= 0) {
                over.add(access);
            }
        });
        for (Access access : over) {
            Count count = counted.remove(access);
            if (count != null && count.again > 0) {
                keep(access, count.again, now);
            }
        }
    }

    private void keep(Access access, long times, Instant now) {
        written.incrementAndGet();
        RoomEvent event = new RoomEvent.Accessed(
                now,
                access.by(),
                chair(access),
                access.account(),
                access.what(),
                access.whose(),
                access.from(),
                access.refused(),
                times);
        keeper.keep(new Decision(List.of(event), null), failure -> {});
    }

    private static @Nullable ChairId chair(Access access) {
        return access.chair().isEmpty() ? null : new ChairId(access.chair());
    }

    /** How many stand in the record since the start. */
    long written() {
        return written.get();
    }
}
