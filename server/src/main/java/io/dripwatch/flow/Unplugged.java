package io.dripwatch.flow;

import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import java.time.Instant;

/**
 * Zeros that tell of a sensor and not of the patient: monitors send them for a probe that fell off.
 *
 * <p>A saturation of zero is no patient's. A pulse of zero is the probe's where the saturation is zero or missing too,
 * or the ECG counts a heart; a heart rate of zero is the leads' where a pulse is felt. Every other zero is believed: it
 * may be an arrest.
 */
final class Unplugged {
    private Unplugged() {}

    /** Whether this reading says that its sensor is off. */
    static boolean says(Reading reading, DeviceReport report, Chair chair, Instant now) {
        if (reading.value() != 0) {
            return false;
        }
        return switch (reading.metric()) {
            case SPO2 -> true;
            case PULSE_RATE -> !saturated(report) || beats(chair, Metric.HEART_RATE, report, now);
            case HEART_RATE -> beats(chair, Metric.PULSE_RATE, report, now);
            default -> false;
        };
    }

    private static boolean saturated(DeviceReport report) {
        return report.readings().stream().anyMatch(other -> other.metric() == Metric.SPO2 && other.value() > 0);
    }

    /** Whether another sensor counts beats: in this report, or else freshly before it. */
    private static boolean beats(Chair chair, Metric metric, DeviceReport report, Instant now) {
        for (Reading other : report.readings()) {
            if (other.metric() == metric) {
                return other.value() > 0;
            }
        }
        Double known = chair.number(metric);
        return known != null && known > 0 && chair.fresh(metric, Freshness.shown(metric), now);
    }
}
