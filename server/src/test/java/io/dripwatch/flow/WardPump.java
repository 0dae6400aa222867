package io.dripwatch.flow;

import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.PumpEvent;
import io.dripwatch.vitals.PumpEvent.Change;
import io.dripwatch.vitals.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A pump that starts, stops, runs out and is programmed rightly and wrongly. */
final class WardPump {
    private final SplittableRandom random;
    private final DeviceId device;
    private final int chair;
    private boolean runs;
    private double rate = 52.5;
    private double volume;
    private double toBeInfused = 35;
    private @Nullable Instant before;
    private @Nullable DeviceReport last;

    WardPump(SplittableRandom random, DeviceId device, int chair) {
        this.random = random;
        this.device = device;
        this.chair = chair;
    }

    DeviceId device() {
        return device;
    }

    int chair() {
        return chair;
    }

    @Nullable
    DeviceReport last() {
        return last;
    }

    DeviceReport sent(DeviceReport report) {
        last = report;
        return report;
    }

    /** Time passes for the pump, and something may happen to it. */
    List<PumpEvent> step(Instant now) {
        if (runs && before != null) {
            volume += rate * (now.toEpochMilli() - before.toEpochMilli()) / 3_600_000.0 * (1 + random.nextInt(3));
        }
        before = now;
        if (volume > 9000 || random.nextInt(400) == 0) {
            volume = random.nextInt(3) == 0 ? volume / 2 : 0;
        }
        if (random.nextInt(500) == 0) {
            rate = 10 + random.nextInt(120);
            toBeInfused = random.nextBoolean() ? 35 : 1 + random.nextInt(60);
        }
        if (random.nextInt(runs ? 250 : 150) > 0) {
            return List.of();
        }
        Change change =
                !runs && random.nextInt(4) > 0 ? Change.STARTED : WardStreams.any(List.of(Change.values()), random);
        if (change != Change.TRANSITION) {
            runs = change == Change.STARTED;
        }
        Instant at = random.nextInt(12) == 0 ? now.minusSeconds(random.nextInt(400)) : now;
        return List.of(new PumpEvent(change, at, "as told", random.nextInt(5) == 0 ? null : (Double) rate));
    }

    List<Reading> readings(Instant now) {
        List<Reading> readings = new ArrayList<>();
        tell(readings, Metric.VOLUME_INFUSED, volume, now, 9);
        tell(readings, Metric.PUMP_RATE, runs ? rate : 0, now, 6);
        tell(readings, Metric.VOLUME_TO_BE_INFUSED, toBeInfused, now, 3);
        tell(readings, Metric.VOLUME_REMAINING, Math.max(0, toBeInfused - volume), now, 3);
        tell(readings, Metric.DRUG_CONCENTRATION, random.nextInt(90) == 0 ? random.nextInt(3) : 1, now, 2);
        tell(readings, Metric.PUMP_WEIGHT, random.nextInt(90) == 0 ? 0 : 70, now, 1);
        return readings;
    }

    private void tell(List<Reading> readings, Metric metric, double value, Instant now, int often) {
        if (random.nextInt(10) < often) {
            readings.add(Reading.of(metric, Math.min(value, 9999), now));
        }
    }
}
