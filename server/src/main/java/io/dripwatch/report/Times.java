package io.dripwatch.report;

import io.dripwatch.report.Report.StageSpan;
import io.dripwatch.session.Schedule;
import io.dripwatch.session.Session;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The times at which the protocol asks for vital signs, each with the words for it. */
final class Times {
    /** Two times this near are one. */
    private static final Duration SAME = Duration.ofMinutes(2);

    private static final int MOST = 200;

    private Times() {}

    /** In their order, none after {@code end}. */
    static Map<Instant, Sentence> of(Session session, List<StageSpan> stages, Instant end) {
        NavigableMap<Instant, Sentence> times = new TreeMap<>();
        Instant began = session.dosingSince();
        if (began != null) {
            times.put(began, Sentence.of("Drug begins"));
        }
        for (Schedule schedule : session.protocol().schedules()) {
            if (schedule.what() instanceof Metric) {
                for (StageSpan span : stages) {
                    Stage stage = Stage.ofWord(span.stage());
                    if (schedule.stages().contains(stage)) {
                        inStage(times, schedule, span, began, end);
                    }
                }
            }
        }
        if (began != null && end.isAfter(began)) {
            times.put(end, Sentence.of("End"));
        }
        return times;
    }

    private static void inStage(
            NavigableMap<Instant, Sentence> times,
            Schedule schedule,
            StageSpan span,
            @Nullable Instant began,
            Instant end) {
        Instant to = span.to() == null ? end : span.to();
        Sentence stage = Stage.ofWord(span.stage()).title();
        for (Instant at : times(schedule, span, began, to)) {
            if (!at.isBefore(span.from()) && at.isBefore(to) && times.size() < MOST) {
                long minutes = Duration.between(span.from(), at).toMinutes();
                put(times, at, Sentence.of("{}, {} min", stage, minutes));
            }
        }
    }

    private static List<Instant> times(Schedule schedule, StageSpan span, @Nullable Instant began, Instant to) {
        List<Instant> all = new ArrayList<>();
        if (schedule.atStart()) {
            all.add(span.from());
        }
        if (schedule.every() != null) {
            for (Instant at = span.from().plus(schedule.every());
                    at.isBefore(to) && all.size() < MOST;
                    at = at.plus(schedule.every())) {
                all.add(at);
            }
        }
        if (began != null) {
            schedule.at().forEach(after -> all.add(began.plus(after)));
        }
        return all;
    }

    private static void put(NavigableMap<Instant, Sentence> times, Instant at, Sentence why) {
        Instant before = times.floorKey(at.plus(SAME));
        if (before == null || Duration.between(before, at).compareTo(SAME) > 0) {
            times.put(at, why);
        }
    }
}
