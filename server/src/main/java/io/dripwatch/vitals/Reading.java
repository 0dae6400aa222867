package io.dripwatch.vitals;

import java.time.Instant;
import java.util.Objects;

/**
 * One number that a device measured.
 *
 * @param metric what was measured
 * @param site 0 for the only or first sensor of this metric in a report, 1, 2, ... for further ones (two oximeters)
 * @param value in the metric's own unit; within its plausible range
 * @param at when it was measured, by the device's own clock
 * @param standing how the device itself vouches for it
 */
public record Reading(Metric metric, int site, double value, Instant at, Standing standing) {

    /** How far a device vouches for a reading. */
    public enum Standing {
        /** As measured. */
        PLAIN(0),
        /** Measured, but the device marked it questionable (HL7 OBX-8 QUES). */
        QUESTIONABLE(1),
        /** Replaces what the device said before of the same moment (HL7 OBX-11 C). */
        CORRECTED(2),
        /** Sent by a system in training (HL7 MSH-11 T): kept and shown, marked as test data in the chart. */
        TRAINING(3),
        /** Withdrawn by the device (HL7 OBX-11 D or W), or replaced by a correction. */
        ENTERED_IN_ERROR(4);

        private final int code;

        Standing(int code) {
            this.code = code;
        }

        /** The number by which it is written to disk; never changes. */
        public int code() {
            return code;
        }

        /** The inverse of {@link #code()}. */
        public static Standing ofCode(int code) {
            for (Standing standing : values()) {
                if (standing.code == code) {
                    return standing;
                }
            }
            throw new IllegalArgumentException("expected the code of a standing, 0 to 4, got " + code);
        }
    }

    public Reading {
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(standing, "standing");
        if (site < 0 || site > 63) {
            throw new IllegalArgumentException("expected a site from 0 to 63, got " + site);
        }
        if (!metric.plausible(value)) {
            throw new IllegalArgumentException(
                    "expected " + metric.id() + " within " + metric.plausibleRange() + ", got " + value);
        }
    }

    public static Reading of(Metric metric, double value, Instant at) {
        return new Reading(metric, 0, value, at, Standing.PLAIN);
    }
}
