package io.dripwatch.vitals;

import org.jspecify.annotations.Nullable;

/**
 * Where a device's own alarm begins, as it says itself. Nothing here alarms by it; it is shown beside our own.
 *
 * @param metric of what
 * @param low the lowest value that does not alarm there, in the metric's unit; null where it says none
 * @param high the highest, not below {@code low}; null where it says none, but not both
 */
public record DeviceLimit(
        Metric metric, @Nullable Double low, @Nullable Double high) {
    public DeviceLimit {
        if (low == null && high == null) {
            throw new IllegalArgumentException("expected a low or a high limit, got neither");
        }
        if (low != null && high != null && !(low <= high)) {
            throw new IllegalArgumentException("expected a low limit of at most " + high + ", got " + low);
        }
    }
}
