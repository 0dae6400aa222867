package io.dripwatch.vitals;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alarm that a device raised by itself (IHE PCD-04, or a pump's own word). It is shown and kept, and ends only when
 * the device says so.
 *
 * @param code names the alarm on its device: the REFID of its event ({@code MDC_EVT_FLUID_LINE_OCCL}), or the vendor's
 *     own text where there is none; 1 to 80 characters
 * @param text ready to show, as the device words it
 * @param physiological whether it tells of the patient; otherwise of the equipment
 * @param priority as the device ranks it; null where it does not
 * @param state whether it is there now
 * @param at when it came to be so, by the device's own clock
 */
public record DeviceAlarm(
        String code,
        String text,
        boolean physiological,
        @Nullable Priority priority,
        State state,
        Instant at) {

    /** The alert states of IEEE 11073-10207. */
    public enum State {
        ACTIVE,
        /** The condition is gone; somebody must still reset it at the device. */
        LATCHED,
        INACTIVE
    }

    public DeviceAlarm {
        if (code.isBlank() || code.length() > 80) {
            throw new IllegalArgumentException("expected a code of 1 to 80 characters for a device's alarm");
        }
    }
}
