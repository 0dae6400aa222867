package io.dripwatch.trend;

import io.dripwatch.flow.Filing;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** What a monitor at one chair measures: eight signs once a second, each of which goes up or down by one step at times. */
public final class MeasuredChair {
    /** Where each sign begins; a step of the temperature is a tenth. */
    private static final Map<Metric, Integer> BEGINNINGS = new EnumMap<>(Map.of(
            Metric.SPO2, 97,
            Metric.HEART_RATE, 72,
            Metric.RESP_RATE, 14,
            Metric.PULSE_RATE, 72,
            Metric.ABP_SYS, 128,
            Metric.ABP_DIA, 76,
            Metric.ETCO2, 38,
            Metric.TEMPERATURE, 366));

    /** How many readings a second of it are. */
    public static final int SIGNS = BEGINNINGS.size();

    /** How many seconds are filed at once. */
    public static final int BATCH_SECONDS = 30;

    private static final int WANDERS = 6;

    private final DeviceId device;
    private final Random random;
    private final Map<Metric, Integer> steps = new EnumMap<>(BEGINNINGS);

    /**
     * A chair.
     *
     * @param number from 0
     * @param seed for the same again
     */
    public MeasuredChair(int number, long seed) {
        this.device = new DeviceId("MONITOR-" + number);
        this.random = new Random(seed * 1_000 + number);
    }

    /** What calls itself the monitor here. */
    public DeviceId device() {
        return device;
    }

    /** What the next so many seconds from a moment are, as filed for a session of a patient. */
    public Filing next(Instant from, int seconds, Patient patient, String session) {
        List<Reading> readings = new ArrayList<>(seconds * SIGNS);
        for (int second = 0; second < seconds; second++) {
            Instant at = from.plusSeconds(second);
            BEGINNINGS.forEach((metric, beginning) -> readings.add(Reading.of(metric, value(metric, beginning), at)));
        }
        Filing.Destination to = new Filing.Destination(device, patient, session, null);
        return new Filing(to, readings, from.plusSeconds(seconds));
    }

    /** What is done with what one chair measured in {@link #BATCH_SECONDS}. */
    @FunctionalInterface
    public interface Use {
        void of(int chair, Filing filing);
    }

    /** What so many chairs measure, one after the other, batch by batch; the session of chair 3 is "session-3". */
    public static void room(int chairs, Instant start, int seconds, Use use) {
        List<MeasuredChair> all = IntStream.range(0, chairs)
                .mapToObj(number -> new MeasuredChair(number, 1))
                .toList();
        for (int second = 0; second < seconds; second += BATCH_SECONDS) {
            for (int chair = 0; chair < chairs; chair++) {
                Instant from = start.plusSeconds(second);
                use.of(chair, all.get(chair).next(from, BATCH_SECONDS, RoomStory.SAM, "session-" + chair));
            }
        }
    }

    private double value(Metric metric, int beginning) {
        int now = steps.merge(metric, random.nextInt(4) == 0 ? random.nextInt(3) - 1 : 0, Integer::sum);
        int kept = Math.max(beginning - WANDERS, Math.min(beginning + (metric == Metric.SPO2 ? 3 : WANDERS), now));
        steps.put(metric, kept);
        return metric == Metric.TEMPERATURE ? kept / 10.0 : kept;
    }
}
