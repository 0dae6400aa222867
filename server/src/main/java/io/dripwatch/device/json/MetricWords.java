package io.dripwatch.device.json;

import io.dripwatch.vitals.Metric;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words by which a message names a metric: its id, or its MDC reference id. */
final class MetricWords {
    private static final Map<String, Metric> BY_WORD = new HashMap<>();

    static {
        for (Metric metric : Metric.values()) {
            BY_WORD.put(metric.id(), metric);
            BY_WORD.put(metric.mdcRefId(), metric);
        }
    }

    private MetricWords() {}

    /** Null where no metric has this name. */
    static @Nullable Metric metric(String word) {
        return BY_WORD.get(word);
    }
}
