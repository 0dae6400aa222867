package io.dripwatch.device.hl7;

import io.dripwatch.vitals.Conversion;
import io.dripwatch.vitals.Metric;
import org.jspecify.annotations.Nullable;

/**
 * What a row is about, by its OBX-3.
 *
 * @param kind whether it is one of our metrics, and if not, why
 * @param metric ours; null unless the kind is {@link Kind#METRIC}
 * @param name the IEEE 11073-10101 reference identifier, or failing that the code, as sent
 * @param number the code as a number; -1 where it is none
 * @param unit of numbers that come without one, where the sender's profile says it; null otherwise
 */
record RowCode(
        Kind kind,
        @Nullable Metric metric,
        String name,
        int number,
        @Nullable Conversion unit) {
    enum Kind {
        METRIC,
        /** Known and deliberately not kept: devices, events, settings, attributes. */
        NOT_A_READING,
        /** Not one of ours. */
        UNKNOWN,
        /** Name and number, or the two codes of the row, mean different things. */
        CONTRADICTORY
    }

    /** Whether a pump tells of itself here. */
    boolean isPump() {
        return name.startsWith("MDC_DEV_PUMP") || name.startsWith("MDC_PUMP") || name.startsWith("MDC_EVT_PUMP");
    }

    boolean isNamed(String refId) {
        return name.equals(refId);
    }
}
