package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.AlarmSteps;
import io.dripwatch.trend.History;
import io.dripwatch.trend.Series;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which Observations changed an alarm: the one behind each step of it, and the one after which it was over. What was
 * found once is remembered, for the sessions that were asked for last. Blocks on the store. Safe from every thread.
 */
final class Turns {
    private static final int MOST_SESSIONS = 500;

    private final History history;
    private final AlarmSteps alarms;
    private final Map<String, Known> sessions = new LinkedHashMap<>(16, 0.75f, true);

    private long followed;

    /**
     * What is known of a session.
     *
     * @param upTo the place of the last step that was looked at
     * @param whole whether there are no others
     * @param since when each of them changed an alarm, epoch milliseconds
     */
    private record Known(long upTo, boolean whole, Map<ObservationId, Long> since) {
        static final Known NOTHING = new Known(0, false, Map.of());
    }

    /** The moments of a lane that changed an alarm. */
    static final class OfLane {
        /** Of a moment that changed none. */
        static final long NEVER = Long.MAX_VALUE;

        static final OfLane NONE = new OfLane(new TreeMap<>());

        private final long[] at;
        private final long[] since;

        private OfLane(SortedMap<Long, Long> turns) {
            this.at = turns.keySet().stream().mapToLong(Long::longValue).toArray();
            this.since = turns.values().stream().mapToLong(Long::longValue).toArray();
        }

        /** Since when it is known that a moment changed an alarm, epoch milliseconds; {@link #NEVER} for none. */
        long since(long atMs) {
            int turn = Arrays.binarySearch(at, atMs);
            return turn < 0 ? NEVER : since[turn];
        }
    }

    Turns(History history, AlarmSteps alarms) {
        this.history = history;
        this.alarms = alarms;
    }

    /** Looks which sessions have gone on; to be called before a search. */
    void follow() {
        Map<String, Long> behind = alarms.sessions(followed());
        synchronized (this) {
            behind.forEach((session, seq) -> {
                sessions.computeIfPresent(
                        session,
                        (same, known) -> known.upTo >= seq ? known : new Known(known.upTo, false, known.since));
                followed = Math.max(followed, seq);
            });
        }
    }

    /** Those of a lane. */
    OfLane in(Lane lane) {
        if (lane.session() == null) {
            return OfLane.NONE;
        }
        SortedMap<Long, Long> its = new TreeMap<>();
        of(lane.session()).forEach((id, since) -> {
            if (lane.holds(id)) {
                its.put(id.atMs(), since);
            }
        });
        return its.isEmpty() ? OfLane.NONE : new OfLane(its);
    }

    private Map<ObservationId, Long> of(String session) {
        long before = followed();
        Known known = known(session);
        if (known.whole) {
            return known.since;
        }
        List<AlarmSteps.Step> more = alarms.steps(session, known.upTo);
        Map<ObservationId, Long> since = new HashMap<>(known.since);
        List<Series> series = history.seriesOfSession(session);
        for (AlarmSteps.Step step : more) {
            ObservationId turned = turned(series, step);
            if (turned != null) {
                since.putIfAbsent(turned, step.at().toEpochMilli());
            }
        }
        long upTo = more.isEmpty() ? known.upTo : more.get(more.size() - 1).seq();
        remember(session, new Known(upTo, true, Map.copyOf(since)), before);
        return since;
    }

    private synchronized long followed() {
        return followed;
    }

    private synchronized Known known(String session) {
        return sessions.getOrDefault(session, Known.NOTHING);
    }

    /** Where others have followed further meanwhile, it may not be the whole. */
    private synchronized void remember(String session, Known known, long before) {
        sessions.put(session, new Known(known.upTo, followed == before, known.since));
        if (sessions.size() > MOST_SESSIONS) {
            sessions.remove(sessions.keySet().iterator().next());
        }
    }

    /** The one by which an alarm changed, among the series of its session; null where none is known. */
    @Nullable
    ObservationId turned(List<Series> series, AlarmSteps.Step step) {
        return step.over() ? last(series, step) : behind(series, step);
    }

    private @Nullable ObservationId behind(List<Series> series, AlarmSteps.Step step) {
        Double value = step.value();
        Instant at = step.measuredAt();
        return value == null || at == null ? null : Evidence.find(history, series, step.metric(), at, value);
    }

    /** The last that had arrived when the alarm ended. */
    private @Nullable ObservationId last(List<Series> all, AlarmSteps.Step step) {
        long end = step.at().toEpochMilli();
        ObservationId[] last = {null};
        for (Series series : all) {
            if (series.metric() == step.metric()) {
                history.points(
                        series.key(),
                        end - Evidence.REACH_MS,
                        end + Evidence.REACH_MS,
                        false,
                        Integer.MAX_VALUE,
                        (atMs, value, standing, received) -> {
                            if (received <= end && (last[0] == null || atMs > last[0].atMs())) {
                                Group group = Group.of(series.metric());
                                last[0] = new ObservationId(series.stream(), group, series.site(), atMs);
                            }
                        });
            }
        }
        return last[0];
    }
}
