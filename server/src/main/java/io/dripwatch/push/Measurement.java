package io.dripwatch.push;

import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Reading;
import java.time.Instant;
import java.util.List;

/**
 * One Observation of the chart as readings.
 *
 * @param observation its id
 * @param device that measured
 * @param readings its parts, at least one, of one moment and one sensor
 * @param arrivedAt when the latest of them reached this server
 */
public record Measurement(String observation, Whom whom, DeviceId device, List<Reading> readings, Instant arrivedAt)
        implements Told {
    public Measurement {
        readings = List.copyOf(readings);
        if (readings.isEmpty()) {
            throw new IllegalArgumentException("expected at least one reading of an Observation, got none");
        }
        Reading first = readings.get(0);
        for (Reading reading : readings) {
            if (!reading.at().equals(first.at()) || reading.site() != first.site()) {
                throw new IllegalArgumentException("expected readings of one moment and one sensor, got two");
            }
        }
    }

    /** When it was measured, by the device's clock. */
    public Instant at() {
        return readings.get(0).at();
    }

    @Override
    public Kind kind() {
        return Kind.MEASUREMENT;
    }

    @Override
    public String name() {
        return "Observation/" + observation;
    }
}
