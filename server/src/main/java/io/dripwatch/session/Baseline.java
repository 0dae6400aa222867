package io.dripwatch.session;

import io.dripwatch.vitals.Metric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * This patient's own values before the drug.
 *
 * @param samples the readings it rests on, by metric, oldest first
 */
public record Baseline(Map<Metric, List<Sample>> samples) {

    /** Nothing measured yet. */
    public static final Baseline NONE = new Baseline(Map.of());

    /** The most samples kept of a metric: five minutes of readings once a second. */
    static final int MOST_SAMPLES = 300;

    /**
     * One reading before the drug.
     *
     * @param value in the metric's unit
     * @param at when it was measured
     */
    public record Sample(double value, Instant at) {}

    public Baseline {
        Map<Metric, List<Sample>> copy = new EnumMap<>(Metric.class);
        samples.forEach((metric, list) -> copy.put(metric, List.copyOf(list)));
        samples = Collections.unmodifiableMap(copy);
    }

    /** Whether there is a sample. */
    public boolean has(Metric metric) {
        return samples.containsKey(metric);
    }

    /** The median of the samples, in the metric's unit; null where there is none. */
    public @Nullable Double of(Metric metric) {
        List<Sample> list = samples.get(metric);
        if (list == null || list.isEmpty()) {
            return null;
        }
        double[] values = list.stream().mapToDouble(Sample::value).sorted().toArray();
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /** Collects samples while a session is in its baseline stage. */
    public static final class Collector {
        private final Map<Metric, List<Sample>> collected = new EnumMap<>(Metric.class);

        /** Takes a reading; of a long baseline only the last samples count. */
        public void add(Metric metric, double value, Instant at) {
            List<Sample> list = collected.computeIfAbsent(metric, unused -> new ArrayList<>());
            if (list.size() == MOST_SAMPLES) {
                list.remove(0);
            }
            list.add(new Sample(value, at));
        }

        public Baseline baseline() {
            return new Baseline(collected);
        }
    }
}
