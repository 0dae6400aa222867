package io.dripwatch.flow;

import io.dripwatch.session.Schedule;
import io.dripwatch.session.Session;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When the next measurement of a schedule is due. */
public final class Due {
    private Due() {}

    /**
     * The due time on the server's clock: one interval after the last measurement of this session, or when the stage
     * begins where the schedule says so and none was taken since; null where the schedule does not apply.
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
        boolean inThisStage = !last.isBefore(session.stageSince());
        return inThisStage || next.isBefore(firstInStage) ? next : firstInStage;
    }
}
