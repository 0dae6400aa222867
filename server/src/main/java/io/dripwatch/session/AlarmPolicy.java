package io.dripwatch.session;

import io.dripwatch.vitals.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How alarms are answered under a protocol. The choice is the clinic's, never the operator's (IEC 60601-1-8).
 *
 * @param reminder after which an acknowledged alarm that is still there sounds again
 * @param longestPause the longest time for which an alarm may be paused
 * @param audioOff whether the tones of a chair may be turned off without a time
 * @param escalation who is told when nobody accepts an alarm, soonest first
 * @param cuffHold which alarms wait while a cuff inflates; null for none
 */
public record AlarmPolicy(
        Duration reminder,
        Duration longestPause,
        boolean audioOff,
        List<Escalation> escalation,
        @Nullable CuffHold cuffHold) {

    /**
     * Alarms of these metrics wait while the cuff inflates on the limb of the probe.
     *
     * @param metrics which
     * @param most for how long at most, up to 60 s
     * @param sameLimb the item of the checklist that says whether cuff and probe are on the same limb
     */
    public record CuffHold(Set<Metric> metrics, Duration most, String sameLimb) {
        public CuffHold {
            metrics = Ordered.set(metrics);
            if (most.isNegative() || most.toSeconds() > 60) {
                throw new IllegalArgumentException("expected alarms to wait for a cuff 0 to 60 s");
            }
        }
    }

    public AlarmPolicy {
        escalation = List.copyOf(escalation);
        if (reminder.isNegative() || reminder.isZero() || longestPause.isNegative()) {
            throw new IllegalArgumentException("expected positive times for reminder and pause");
        }
    }
}
