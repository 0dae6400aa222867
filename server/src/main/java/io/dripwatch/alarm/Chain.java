package io.dripwatch.alarm;

import io.dripwatch.session.Escalation;
import io.dripwatch.vitals.Priority;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far an alarm has been passed on to the next person.
 *
 * @param from since when it is counted: when the alarm began to signal, became worse or reminded
 * @param told how many steps of the protocol's chain have been told since
 * @param acceptedBy who said "I am coming"; null while nobody has
 */
public record Chain(Instant from, int told, @Nullable String acceptedBy) {
    static Chain anew(Instant from) {
        return new Chain(from, 0, null);
    }

    Chain accepted(String by) {
        return new Chain(from, told, by);
    }

    Chain toldOneMore() {
        return new Chain(from, told + 1, acceptedBy);
    }

    /**
     * The step whose time has come; null where none has, or somebody has accepted.
     *
     * @param atOnce whether the first one is told without waiting
     */
    @Nullable
    Escalation due(List<Escalation> steps, Priority priority, boolean atOnce, Instant now) {
        int skip = told;
        for (Escalation step : steps) {
            if (step.priority() == priority && skip-- == 0) {
                boolean waited = (atOnce && told == 0) || !now.isBefore(from.plus(step.after()));
                return acceptedBy == null && waited ? step : null;
            }
        }
        return null;
    }
}
