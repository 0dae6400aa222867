package io.dripwatch.flow;

import io.dripwatch.session.Continuous;
import io.dripwatch.session.ObservationClock;
import io.dripwatch.session.Schedule;
import io.dripwatch.session.Session;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets the observation clock run while the required data are valid, and stand while they are not. */
final class ObservationWatch {
    private boolean seen;
    private Instant recalledUntil = Instant.EPOCH;
    private Instant measuredAt = Instant.EPOCH;
    private Instant freshUntil = Instant.MAX;

    /** A session begins. */
    void open() {
        seen = false;
    }

    /** A restart brought back a value that was measured at {@code liveAt}. */
    void recalled(Instant liveAt) {
        recalledUntil = liveAt.isAfter(recalledUntil) ? liveAt : recalledUntil;
    }

    /**
     * The clock as it must be from now on; null where it is right as it is. A clock that ran when the server went down
     * stands since the last value that is known: nobody was watched meanwhile.
     */
    @Nullable
    ObservationClock look(Chair chair, Instant now) {
        Session session = chair.session();
        if (session == null || (session.stage() != Stage.OBSERVATION && session.stage() != Stage.READY)) {
            return null;
        }
        ObservationClock clock = session.clock();
        if (clock.running() && !seen) {
            return clock.stop(recalledUntil);
        }
        Instant invalidSince = invalidSince(chair, session, now);
        if (invalidSince == null) {
            boolean unseenGap = seen && now.isAfter(freshUntil);
            Instant lastMeasuredAt = measuredAt;
            seen = true;
            remember(chair, session);
            if (clock.running()) {
                return unseenGap ? clock.stop(lastMeasuredAt).start(now) : null;
            }
            return clock.start(now);
        }
        return clock.running() ? clock.stop(invalidSince) : null;
    }

    /** The time on the clock, without a gap that has not been looked at yet. */
    Duration observed(ObservationClock clock, Instant now) {
        if (clock.running() && !seen) {
            return clock.at(recalledUntil);
        }
        return clock.at(now.isAfter(freshUntil) ? measuredAt : now);
    }

    /** Until when the values of now stay fresh: a gap that nobody looked at is seen when the next value comes. */
    private void remember(Chair chair, Session session) {
        measuredAt = Instant.MAX;
        freshUntil = Instant.MAX;
        for (Continuous stream : session.protocol().continuous()) {
            if (stream.stages().contains(session.stage())) {
                Instant newest = newest(chair, stream);
                Instant end = newest.plus(stream.staleAfter());
                measuredAt = newest.isBefore(measuredAt) ? newest : measuredAt;
                freshUntil = end.isBefore(freshUntil) ? end : freshUntil;
            }
        }
    }

    private static Instant newest(Chair chair, Continuous stream) {
        Instant newest = Instant.EPOCH;
        for (Metric metric : stream.anyOf()) {
            if (!chair.missing().containsKey(metric)) {
                for (Latest latest :
                        chair.values().getOrDefault(metric, Map.of()).values()) {
                    newest = latest.liveAt().isAfter(newest) ? latest.liveAt() : newest;
                }
            }
        }
        return newest;
    }

    /** When the last of the required data was valid; null where all are valid now. */
    private static @Nullable Instant invalidSince(Chair chair, Session session, Instant now) {
        for (Continuous stream : session.protocol().continuous()) {
            if (stream.stages().contains(session.stage())
                    && stream.anyOf().stream()
                            .noneMatch(metric -> !chair.missing().containsKey(metric)
                                    && chair.fresh(metric, stream.staleAfter(), now))) {
                return newest(chair, stream, session);
            }
        }
        for (Schedule schedule : session.protocol().schedules()) {
            Instant due = schedule.what() instanceof Metric ? Due.at(chair, schedule) : null;
            if (due != null && now.isAfter(due.plus(schedule.grace()))) {
                return now;
            }
        }
        return null;
    }

    private static Instant newest(Chair chair, Continuous stream, Session session) {
        Instant newest = session.stageSince();
        for (Metric metric : stream.anyOf()) {
            Instant measured = chair.measured(metric);
            if (measured != null && measured.isAfter(newest)) {
                newest = measured;
            }
        }
        return newest;
    }
}
