package io.dripwatch.vitals;

/** What is measured again and again: a metric by a device, or a scale that a person scores at the chair. */
public sealed interface Measure permits Metric, Scale {

    /** The name in JSON, YAML and addresses. */
    String id();

    /** The ward's short word. */
    String label();

    /**
     * The metric or scale with this id.
     *
     * @throws IllegalArgumentException naming the id, where none has it
     */
    static Measure ofId(String id) {
        for (Scale scale : Scale.values()) {
            if (scale.id().equals(id)) {
                return scale;
            }
        }
        return Metric.ofId(id);
    }
}
