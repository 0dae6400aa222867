package io.dripwatch.review;

import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What alarms have asked of the nurses, by chair, stage and limit.
 *
 * @param watched for how long, in the places where sessions stood
 * @param rows where there were alarms: chairs in their order, then stages, then the limit with the most alarms first
 */
public record Burden(Map<Place, Duration> watched, List<Row> rows) {

    /** A chair in one stage of its sessions. */
    public record Place(ChairId chair, Stage stage) {}

    /**
     * One limit in one place.
     *
     * @param place where the alarms began
     * @param key what they were about
     * @param priority the highest that they reached
     * @param bedHours for how long a session stood there, with this alarm or without
     * @param alarms how many began
     * @param actedOn how many a person acknowledged or reset before they ended by themselves
     * @param medianToAct half of those were acted on within this time; null where none was
     * @param p90ToAct nine of ten of those were; null where none was
     * @param repeats how many began within 10 min of the end of the same alarm in the same session
     */
    public record Row(
            Place place,
            AlarmKey key,
            Priority priority,
            double bedHours,
            int alarms,
            int actedOn,
            @Nullable Duration medianToAct,
            @Nullable Duration p90ToAct,
            int repeats) {

        /** Not finite where the session stood there for no time at all. */
        public double perBedHour() {
            return alarms / bedHours;
        }

        /** From 0 to 1. */
        public double shareActedOn() {
            return (double) actedOn / alarms;
        }
    }

    private record Limit(Place place, AlarmKey key, Priority priority) {}

    public Burden {
        watched = Map.copyOf(watched);
        rows = List.copyOf(rows);
    }

    /**
     * Counts.
     *
     * @param sessions the events of each, in their order; other events than openings, stages and alarms are passed over
     * @param until the end of the bed-hours of sessions that are still open
     */
    public static Burden of(List<List<RoomEvent>> sessions, Instant until) {
        Map<Place, Duration> watched = new LinkedHashMap<>();
        Map<Limit, List<Life>> byLimit = new LinkedHashMap<>();
        for (List<RoomEvent> session : sessions) {
            RoomEvent.SessionOpened opened = Course.opening(session);
            if (opened != null) {
                for (Course.Span span : Course.spans(session, until)) {
                    Duration stood = Duration.between(span.from(), span.to());
                    watched.merge(new Place(opened.chair(), span.stage()), stood, Duration::plus);
                }
                for (Life life : Life.of(session)) {
                    Place place = new Place(opened.chair(), life.stage());
                    byLimit.computeIfAbsent(new Limit(place, life.key(), life.priority()), unused -> new ArrayList<>())
                            .add(life);
                }
            }
        }
        List<Row> rows = new ArrayList<>();
        byLimit.forEach((limit, lives) -> rows.add(row(limit, lives, hours(watched.get(limit.place())))));
        rows.sort(Comparator.comparing((Row row) -> row.place().chair().value())
                .thenComparing(row -> row.place().stage())
                .thenComparing(Row::alarms, Comparator.reverseOrder()));
        return new Burden(watched, rows);
    }

    /** Of all chairs and stages together. */
    public double bedHours() {
        return hours(watched.values().stream().reduce(Duration.ZERO, Duration::plus));
    }

    /** How many alarms reached this priority and none above it, anywhere. */
    public int alarms(Priority priority) {
        return rows.stream()
                .filter(row -> row.priority() == priority)
                .mapToInt(Row::alarms)
                .sum();
    }

    private static Row row(Limit limit, List<Life> lives, double bedHours) {
        List<Duration> waits = lives.stream()
                .map(Life::untilActedOn)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        return new Row(
                limit.place(),
                limit.key(),
                limit.priority(),
                bedHours,
                lives.size(),
                waits.size(),
                within(waits, 0.5),
                within(waits, 0.9),
                (int) lives.stream().filter(Life::repeat).count());
    }

    /** The shortest of the times within which that share of them lies (nearest rank). */
    private static @Nullable Duration within(List<Duration> sorted, double share) {
        return sorted.isEmpty() ? null : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    private static double hours(@Nullable Duration time) {
        return time == null ? 0 : time.toMillis() / 3_600_000.0;
    }
}
