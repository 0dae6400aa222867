package io.dripwatch.flow;

import io.dripwatch.session.Schedule;
import io.dripwatch.session.Session;
import io.dripwatch.vitals.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When the next measurement of a schedule is due. */
public final class Due {
    private Due() {}

    /** What a nurse calls the measurement: one inflation of the cuff measures systolic, mean and diastolic. */
    public static String word(Schedule schedule) {
        Set<Metric> cuff = EnumSet.of(Metric.NIBP_SYS, Metric.NIBP_DIA, Metric.NIBP_MEAN, Metric.NIBP_PULSE);
        return cuff.contains(schedule.metric()) ? "NIBP" : schedule.metric().label();
    }

    /**
     * The due time on the server's clock: one interval after the last measurement of this session, or when the stage
     * begins, where the schedule says so and the last one is older than half an interval by then; null where the
     * schedule does not apply.
     */
    public static @Nullable Instant at(Chair chair, Schedule schedule) {
        Session session = chair.session();
        if (session == null || !schedule.stages().contains(session.stage())) {
            return null;
        }
        Instant firstInStage =
                schedule.atStart() ? session.stageSince() : session.stageSince().plus(schedule.every());
        Instant last = chair.measured(schedule.metric());
        if (last == null) {
            return firstInStage;
        }
        Instant next = last.plus(schedule.every());
        Instant countsFrom =
                session.stageSince().minus(Duration.ofNanos(schedule.every().toNanos() / 2));
        return last.isBefore(countsFrom) && firstInStage.isBefore(next) ? firstInStage : next;
    }
}
