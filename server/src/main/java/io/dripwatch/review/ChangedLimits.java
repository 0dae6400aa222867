package io.dripwatch.review;

import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.session.Bound;
import io.dripwatch.session.Limit;
import io.dripwatch.session.Protocol;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A protocol of which some limits were changed, to be tried on recorded sessions. */
public final class ChangedLimits {
    private ChangedLimits() {}

    /**
     * One limit, otherwise.
     *
     * @param metric what is watched
     * @param kind low, high, falling or rising
     * @param priority of the alarm
     * @param amount where it begins, meant as the protocol means it: in the metric's unit, or from the baseline
     * @param delay how long the value must stay beyond it
     * @param off whether there is no such limit at all; amount and delay do not count then
     */
    public record Change(Metric metric, AlarmKind kind, Priority priority, double amount, Duration delay, boolean off) {

        private boolean isFor(Limit limit) {
            return metric == limit.metric() && kind == AlarmKind.of(limit) && priority == limit.priority();
        }
    }

    /**
     * The protocol with these changes; the place where an alarm ends moves along with the place where it begins.
     *
     * @throws IllegalArgumentException where a change is for no limit of it, or makes one that nobody may have
     */
    public static Protocol of(Protocol protocol, List<Change> changes) {
        if (!fits(protocol, changes)) {
            throw new IllegalArgumentException("changes: expected limits of " + protocol.id() + ", got another one");
        }
        List<Limit> limits = new ArrayList<>();
        for (Limit limit : protocol.limits()) {
            Change change = changeOf(limit, changes);
            if (change == null) {
                limits.add(limit);
            } else if (!change.off()) {
                limits.add(changed(limit, change));
            }
        }
        return withLimits(protocol, limits);
    }

    /** Whether all of the changes are for limits that it has. */
    public static boolean fits(Protocol protocol, List<Change> changes) {
        return changes.stream().allMatch(change -> protocol.limits().stream().anyMatch(change::isFor));
    }

    private static @Nullable Change changeOf(Limit limit, List<Change> changes) {
        return changes.stream()
                .filter(change -> change.isFor(limit))
                .findFirst()
                .orElse(null);
    }

    private static Limit changed(Limit limit, Change change) {
        Bound sound = limit.sound();
        double moved = change.amount() - sound.amount();
        Double atOnce = limit.delay().atOnce();
        return new Limit(
                limit.metric(),
                limit.side(),
                limit.priority(),
                new Bound(sound.kind(), change.amount()),
                new Bound(sound.kind(), limit.clear().amount() + moved),
                new Limit.Delay(
                        change.delay(),
                        limit.delay().signal(),
                        atOnce == null ? null : (Double) (atOnce + moved),
                        limit.delay().over()),
                limit.handling(),
                limit.stages());
    }

    private static Protocol withLimits(Protocol of, List<Limit> limits) {
        return new Protocol(
                of.id(),
                of.version(),
                of.title(),
                of.drug(),
                of.signedOff(),
                of.order(),
                of.checklist(),
                of.gates(),
                limits,
                of.continuous(),
                of.schedules(),
                of.discharge(),
                of.alarms(),
                of.course());
    }
}
