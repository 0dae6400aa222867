package io.dripwatch.fhir.observation;

import static io.dripwatch.vitals.Metric.ABP_DIA;
import static io.dripwatch.vitals.Metric.ABP_MEAN;
import static io.dripwatch.vitals.Metric.ABP_SYS;
import static io.dripwatch.vitals.Metric.NIBP_DIA;
import static io.dripwatch.vitals.Metric.NIBP_MEAN;
import static io.dripwatch.vitals.Metric.NIBP_SYS;

import io.dripwatch.vitals.Metric;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Metrics that make one Observation when they were measured at the same moment: the three pressures of one cuff or one
 * arterial line; every other metric stands alone.
 *
 * @param id in the ids of Observations; never changes
 * @param rank the order among Observations of one moment
 * @param parts for pressures: systolic, diastolic, mean
 */
record Group(String id, int rank, List<Metric> parts) {
    private static final List<Group> ALL = new ArrayList<>();
    private static final Map<Metric, Group> BY_METRIC = new EnumMap<>(Metric.class);

    static final Group NIBP = add("nibp", List.of(NIBP_SYS, NIBP_DIA, NIBP_MEAN));
    static final Group ABP = add("abp", List.of(ABP_SYS, ABP_DIA, ABP_MEAN));

    static {
        for (Metric metric : Metric.values()) {
            if (!BY_METRIC.containsKey(metric)) {
                add(metric.id(), List.of(metric));
            }
        }
    }

    private static Group add(String id, List<Metric> parts) {
        Group group = new Group(id, ALL.size(), parts);
        ALL.add(group);
        parts.forEach(metric -> BY_METRIC.put(metric, group));
        return group;
    }

    static List<Group> all() {
        return List.copyOf(ALL);
    }

    /** The group that a metric belongs to. */
    static Group of(Metric metric) {
        Group group = BY_METRIC.get(metric);
        if (group == null) {
            throw new IllegalArgumentException("expected a metric with a group, got " + metric.id());
        }
        return group;
    }

    /** The group with this {@link #id()}; null where none has it. */
    static @Nullable Group ofId(String id) {
        return ALL.stream().filter(group -> group.id.equals(id)).findFirst().orElse(null);
    }

    boolean isPressure() {
        return parts.size() > 1;
    }
}
