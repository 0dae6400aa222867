package io.dripwatch.flow;

import io.dripwatch.session.Schedule;
import io.dripwatch.session.Session;
import io.dripwatch.vitals.Measure;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When the next measurement of a schedule is due. */
public final class Due {
    /** A measurement this long before a fixed time stands for it. */
    private static final Duration EARLY_ENOUGH = Duration.ofMinutes(2);

    private Due() {}

    /** What a nurse calls the measurement: one inflation of the cuff measures systolic, mean and diastolic. */
    public static Sentence word(Schedule schedule) {
        Set<Measure> cuff = Set.of(Metric.NIBP_SYS, Metric.NIBP_DIA, Metric.NIBP_MEAN, Metric.NIBP_PULSE);
        return cuff.contains(schedule.what())
                ? Sentence.of("NIBP")
                : Sentence.of(schedule.what().label());
    }

    /**
     * The due time on the server's clock: one interval after the last measurement of this session, or when the stage
     * begins, where the schedule says so and the last one is older than half an interval by then, or at a fixed time
     * that is still owed; null where nothing is due.
     */
    public static @Nullable Instant at(Chair chair, Schedule schedule) {
        Session session = chair.session();
        if (session == null || !schedule.stages().contains(session.stage())) {
            return null;
        }
        Instant last = chair.measured(schedule.what());
        Instant due = schedule.every() == null ? null : again(session, schedule, schedule.every(), last);
        if (schedule.every() == null && schedule.atStart() && (last == null || last.isBefore(session.stageSince()))) {
            due = session.stageSince();
        }
        for (Duration fixed : schedule.at()) {
            due = sooner(due, fixed(session, fixed, last));
        }
        return due;
    }

    private static Instant again(Session session, Schedule schedule, Duration every, @Nullable Instant last) {
        Instant firstInStage =
                schedule.atStart() ? session.stageSince() : session.stageSince().plus(every);
        if (last == null) {
            return firstInStage;
        }
        Instant next = last.plus(every);
        Instant countsFrom = session.stageSince().minus(Duration.ofNanos(every.toNanos() / 2));
        return last.isBefore(countsFrom) && firstInStage.isBefore(next) ? firstInStage : next;
    }

    /** The fixed time, unless a measurement around it was taken. */
    private static @Nullable Instant fixed(Session session, Duration sinceDosing, @Nullable Instant last) {
        if (session.dosingSince() == null) {
            return null;
        }
        Instant at = session.dosingSince().plus(sinceDosing);
        return last != null && !last.isBefore(at.minus(EARLY_ENOUGH)) ? null : at;
    }

    private static @Nullable Instant sooner(@Nullable Instant a, @Nullable Instant b) {
        return a == null || (b != null && b.isBefore(a)) ? b : a;
    }
}
