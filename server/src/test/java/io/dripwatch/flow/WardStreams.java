package io.dripwatch.flow;

import io.dripwatch.vitals.Absence;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceAlarm;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.Place;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.PumpEvent;
import io.dripwatch.vitals.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What the devices of a ward say: mostly what devices say, at times what they should not. */
final class WardStreams {
    private static final Map<Metric, double[]> USUAL = new EnumMap<>(Map.of(
            Metric.HEART_RATE, new double[] {75, 25, 190},
            Metric.PULSE_RATE, new double[] {75, 25, 190},
            Metric.SPO2, new double[] {97.5, 60, 100},
            Metric.RESP_RATE, new double[] {14, 0, 45},
            Metric.ETCO2, new double[] {38, 0, 80},
            Metric.NIBP_SYS, new double[] {125, 50, 230},
            Metric.NIBP_DIA, new double[] {75, 30, 140},
            Metric.NIBP_MEAN, new double[] {92, 40, 170},
            Metric.TEMPERATURE, new double[] {36.8, 33, 42}));
    private static final List<Metric> OFTEN =
            List.of(Metric.HEART_RATE, Metric.PULSE_RATE, Metric.SPO2, Metric.RESP_RATE, Metric.ETCO2);
    private static final List<Metric> CUFF = List.of(Metric.NIBP_SYS, Metric.NIBP_DIA, Metric.NIBP_MEAN);

    private final SplittableRandom random;
    private final List<ChairId> chairs;
    private final boolean moving;
    private final List<Monitor> monitors = new ArrayList<>();
    private final List<WardPump> pumps = new ArrayList<>();

    /** One monitor, the patient on it, and its clock. */
    private static final class Monitor {
        private final DeviceId device;
        private final int site;
        private int chair;
        private Duration clock = Duration.ZERO;
        private @Nullable DeviceReport last;
        private final Map<Metric, Double> values = new EnumMap<>(Metric.class);
        private final Map<Metric, Integer> trouble = new EnumMap<>(Metric.class);
        private int silent;

        Monitor(String name, int chair, int site) {
            this.device = new DeviceId(name);
            this.chair = chair;
            this.site = site;
        }
    }

    WardStreams(SplittableRandom random, List<ChairId> chairs, boolean moving) {
        this.random = random;
        this.chairs = chairs;
        this.moving = moving;
        for (int chair = 0; chair < chairs.size(); chair++) {
            monitors.add(new Monitor("MONITOR-" + chairs.get(chair), chair, 0));
            monitors.add(new Monitor("OXIMETER-" + chairs.get(chair), chair, 1));
            pumps.add(new WardPump(random, new DeviceId("PUMP-" + chairs.get(chair)), chair));
        }
    }

    /** The device is one of this chair's own, or at any chair where devices move. */
    DeviceId anyDevice(int chair) {
        int of = moving ? random.nextInt(chairs.size()) : chair;
        return random.nextInt(3) == 0 ? pumps.get(of).device() : monitors.get(of * 2 + random.nextInt(2)).device;
    }

    /** The patient whom the devices of this chair mean. */
    static Patient patient(int chair) {
        return RoomStory.patient("SYN-000" + chair);
    }

    DeviceReport next(int turn, Instant now) {
        int many = monitors.size() + pumps.size();
        int which = turn % many;
        if (which >= monitors.size()) {
            return pump(pumps.get(which - monitors.size()), now);
        }
        Monitor monitor = monitors.get(which);
        if (moving && random.nextInt(4000) == 0) {
            monitor.chair = random.nextInt(chairs.size());
        }
        if (random.nextInt(600) == 0) {
            monitor.silent = 5 + random.nextInt(60);
        }
        if (monitor.silent > 0 || (monitor.site > 0 && random.nextInt(4) > 0)) {
            monitor.silent--;
            return next(turn + 1, now);
        }
        DeviceReport last = monitor.last;
        if (last != null && random.nextInt(80) == 0) {
            return again(last, now);
        }
        DeviceReport report = monitor(monitor, now);
        monitor.last = report;
        return report;
    }

    private static DeviceReport again(DeviceReport last, Instant now) {
        return new DeviceReport(
                last.device(),
                last.place(),
                last.patient(),
                last.sentAt(),
                now,
                last.readings(),
                last.absences(),
                last.pumpEvents(),
                last.alarms());
    }

    private DeviceReport monitor(Monitor monitor, Instant now) {
        if (random.nextInt(1500) == 0) {
            monitor.clock = random.nextInt(3) == 0 ? Duration.ZERO : Duration.ofSeconds(random.nextInt(-9000, 9000));
        }
        boolean late = random.nextInt(60) == 0;
        Instant sent = now.plus(monitor.clock);
        Instant measured = sent.minusMillis(late ? random.nextInt(200_000) : random.nextInt(1500));
        List<Reading> readings = new ArrayList<>();
        List<Absence> absences = new ArrayList<>();
        for (Metric metric : monitor.site == 0 ? OFTEN : List.of(Metric.SPO2)) {
            if (random.nextInt(90) == 0) {
                absences.add(new Absence(metric, sent, WardStreams.any(List.of(Absence.Reason.values()), random)));
            } else if (random.nextInt(5) > 0 || metric == Metric.SPO2) {
                read(monitor, metric, measured, readings);
            }
        }
        if (monitor.site == 0 && random.nextInt(25) == 0) {
            if (random.nextInt(3) == 0 && !late) {
                absences.add(new Absence(Metric.NIBP_SYS, sent, Absence.Reason.MEASURING));
            } else {
                CUFF.forEach(metric -> read(monitor, metric, measured, readings));
                read(monitor, Metric.TEMPERATURE, measured, readings);
            }
        }
        return new DeviceReport(
                monitor.device,
                place(monitor.chair),
                named(monitor.chair),
                random.nextInt(70) == 0 ? null : late && random.nextBoolean() ? measured : sent,
                now,
                readings,
                late ? List.of() : absences,
                List.of(),
                alarms(sent));
    }

    private void read(Monitor monitor, Metric metric, Instant at, List<Reading> readings) {
        double[] usual = USUAL.getOrDefault(metric, new double[] {50, 0, 100});
        double value = monitor.values.getOrDefault(metric, usual[0]);
        int trouble = monitor.trouble.getOrDefault(metric, 0);
        if (trouble == 0 && random.nextInt(300) == 0) {
            trouble = (1 + random.nextInt(25)) * (random.nextBoolean() ? 1 : -1);
        }
        double goal = trouble == 0 ? usual[0] : trouble > 0 ? usual[2] : usual[1];
        double moved =
                value + (goal - value) * (trouble == 0 ? 0.3 : random.nextDouble() * 0.25) + random.nextInt(3) - 1;
        double next = Math.rint(Math.max(usual[1], Math.min(usual[2], moved)));
        monitor.trouble.put(metric, trouble - Integer.signum(trouble));
        monitor.values.put(metric, next);
        double spike = random.nextInt(400) == 0 ? random.nextInt(2) * 100 : next;
        if (metric.plausible(spike)) {
            Reading.Standing standing =
                    random.nextInt(150) == 0 ? any(List.of(Reading.Standing.values()), random) : Reading.Standing.PLAIN;
            readings.add(new Reading(metric, monitor.site, spike, at, standing));
        } else {
            refused(metric, spike, at);
        }
    }

    /** A zero that no living patient has is refused where a reading is made. */
    private static void refused(Metric metric, double value, Instant at) {
        try {
            Reading.of(metric, value, at);
        } catch (IllegalArgumentException expected) {
            return;
        }
        throw new AssertionError("an implausible reading was made: " + metric + " " + value);
    }

    private DeviceReport pump(WardPump pump, Instant now) {
        DeviceReport last = pump.last();
        if (last != null && random.nextInt(60) == 0) {
            return again(last, now);
        }
        List<PumpEvent> changes = pump.step(now);
        return pump.sent(new DeviceReport(
                pump.device(),
                place(pump.chair()),
                named(pump.chair()),
                now,
                now,
                pump.readings(now),
                List.of(),
                changes,
                alarms(now)));
    }

    private @Nullable Place place(int chair) {
        return random.nextInt(6) == 0
                ? null
                : new Place(
                        random.nextInt(200) == 0 ? "ELSEWHERE" : "INFUSION",
                        "",
                        chairs.get(chair).value());
    }

    private @Nullable Patient named(int chair) {
        if (random.nextInt(250) == 0) {
            return RoomStory.patient("SYN-0099");
        }
        return random.nextInt(3) == 0 ? null : patient(chair);
    }

    private List<DeviceAlarm> alarms(Instant at) {
        if (random.nextInt(60) > 0) {
            return List.of();
        }
        return List.of(new DeviceAlarm(
                "code-" + random.nextInt(4),
                "Alarm",
                random.nextBoolean(),
                random.nextInt(4) == 0 ? null : any(List.of(Priority.values()), random),
                any(List.of(DeviceAlarm.State.values()), random),
                at));
    }

    static <T> T any(List<T> choices, SplittableRandom random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
