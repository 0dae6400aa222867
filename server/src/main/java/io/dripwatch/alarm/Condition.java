package io.dripwatch.alarm;

import io.dripwatch.vitals.Priority;
import org.jspecify.annotations.Nullable;

/**
 * Why an alarm is present: as found now, to be compared with what was found before.
 *
 * @param priority how urgently somebody must come
 * @param latching whether it stays until reset
 * @param value the offending value in the metric's unit; null where there is none
 * @param limit the limit it broke; null where there is none
 * @param text ready to show: "SpO2 84 < 90"
 */
public record Condition(
        Priority priority,
        boolean latching,
        @Nullable Double value,
        @Nullable Double limit,
        String text) {

    public static Condition technical(Priority priority, String text) {
        return new Condition(priority, false, null, null, text);
    }
}
