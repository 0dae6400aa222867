package io.dripwatch.vitals;

import java.time.Instant;

/**
 * A device's word that it has no value for a metric: the probe fell off, the signal is too poor, nothing is plugged in.
 *
 * @param metric what could not be measured
 * @param at when, by the device's own clock
 * @param reason as far as the device tells
 */
public record Absence(Metric metric, Instant at, Reason reason) {

    public enum Reason {
        /** The sensor is off or unplugged (OBX-8 OFF, or the family's sentinel for "no sensor"). */
        SENSOR_OFF,
        /** Measured but unusable (OBX-8 INV). */
        INVALID,
        /** Not available, cause not told (OBX-8 NAV, NI; OBX-11 X; an empty value). */
        UNAVAILABLE,
        /** The measurement is under way: the cuff inflates (OBX-8 BUSY). */
        MEASURING
    }
}
