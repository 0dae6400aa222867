package io.dripwatch.alarm;

import io.dripwatch.session.Limit;
import io.dripwatch.session.Limit.Side;
import io.dripwatch.session.Session;
import io.dripwatch.vitals.Metric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The limits in force for one session in its present stage, resolved against its baseline, and how each stands.
 *
 * <p>Made anew whenever the stage or the baseline changes; what the last one knew of values beyond a limit is carried
 * over by feeding it the latest values.
 */
public final class LimitSet {
    /** No session, no limits. */
    public static final LimitSet NONE = new LimitSet(Map.of(), Map.of());

    private final Map<Metric, List<LimitWatch>> watches;
    private final Map<Metric, Double> baselines;

    private LimitSet(Map<Metric, List<LimitWatch>> watches, Map<Metric, Double> baselines) {
        this.watches = watches;
        this.baselines = baselines;
    }

    public static LimitSet of(Session session) {
        Map<Metric, List<LimitWatch>> watches = new EnumMap<>(Metric.class);
        Map<Metric, Double> baselines = new EnumMap<>(Metric.class);
        for (Limit limit : session.protocol().limits()) {
            Double baseline = session.baseline().of(limit.metric());
            Double sound = limit.sound().resolve(baseline);
            Double clear = limit.clear().resolve(baseline);
            if (limit.stages().contains(session.stage()) && sound != null && clear != null) {
                watches.computeIfAbsent(limit.metric(), unused -> new ArrayList<>())
                        .add(new LimitWatch(limit, sound, clear));
                if (baseline != null) {
                    baselines.put(limit.metric(), baseline);
                }
            }
        }
        return new LimitSet(watches, baselines);
    }

    /** Whether any limit on this metric is in force. */
    public boolean watches(Metric metric) {
        return watches.containsKey(metric);
    }

    /** The metrics with a limit in force. */
    public Iterable<Metric> metrics() {
        return Collections.unmodifiableSet(watches.keySet());
    }

    /**
     * Takes a value into account.
     *
     * @param side the limits that it counts for: of several sensors the lowest value counts below, the highest above
     * @param at when it was measured, on the server's clock
     */
    public void value(Metric metric, Side side, double value, Instant at) {
        for (LimitWatch watch : of(metric)) {
            if (watch.limit().side() == side) {
                watch.value(value, at);
            }
        }
    }

    /**
     * Takes up where an alarm stood before a restart or a change of stage.
     *
     * @param alarm as it stood; null where it was over
     */
    public void resume(Metric metric, Side side, @Nullable Alarm alarm) {
        for (LimitWatch watch : of(metric)) {
            if (watch.limit().side() == side) {
                if (alarm == null) {
                    watch.calm();
                } else {
                    watch.resume(alarm);
                }
            }
        }
    }

    /**
     * The worst condition on one side of a metric.
     *
     * @param value the latest value, to be shown with it
     * @return null where no limit has been broken for long enough
     */
    public @Nullable Condition condition(Metric metric, Side side, double value, Instant now) {
        LimitWatch worst = null;
        for (LimitWatch watch : of(metric)) {
            if (watch.limit().side() == side && watch.present(now) && worse(watch, worst)) {
                worst = watch;
            }
        }
        return worst == null ? null : worst.condition(value, baselines.get(metric));
    }

    /** The limit nearest to the well side, which alarms first; null where none is in force. */
    public @Nullable Double outermost(Metric metric, Side side) {
        Double nearest = null;
        for (LimitWatch watch : of(metric)) {
            if (watch.limit().side() == side) {
                nearest = nearest == null
                        ? (Double) watch.sound()
                        : (Double)
                                (side == Side.LOW
                                        ? Math.max(nearest, watch.sound())
                                        : Math.min(nearest, watch.sound()));
            }
        }
        return nearest;
    }

    private List<LimitWatch> of(Metric metric) {
        return watches.getOrDefault(metric, List.of());
    }

    private static boolean worse(LimitWatch watch, @Nullable LimitWatch than) {
        return than == null || watch.limit().priority().compareTo(than.limit().priority()) > 0;
    }
}
