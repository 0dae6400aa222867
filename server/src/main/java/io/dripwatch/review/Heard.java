package io.dripwatch.review;

import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.trend.History;
import io.dripwatch.trend.Series;
import io.dripwatch.vitals.Absence;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.PumpEvent;
import io.dripwatch.vitals.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the devices of a session said, as far as it is kept: the readings from the history, a message being what one
 * device sent in one millisecond; pumps that spoke of their delivery; sensors that were off, told by their alarms,
 * because the words of the device are not kept.
 *
 * <p>A message's own time is not kept either. It is taken to be that of its newest reading; where that is far behind
 * what the device's quickest message says of its clock, the message was buffered, and its time comes from the clock.
 */
final class Heard {
    private static final Duration BUFFERED = Duration.ofSeconds(60);

    /** An alarm for a sensor that is off begins this long after the device first said so. */
    private static final Duration SENSOR_PATIENCE = Duration.ofSeconds(5);

    private final Map<DeviceId, Map<Long, List<Reading>>> messages = new HashMap<>();
    private final Map<DeviceId, Long> clockAheadMs = new HashMap<>();
    private final Map<Metric, DeviceId> measuredBy = new EnumMap<>(Metric.class);
    private final List<DeviceReport> reports = new ArrayList<>();

    Heard(History history, String session, List<RoomEvent> events) {
        for (Series series : history.seriesOfSession(session)) {
            measuredBy.putIfAbsent(series.metric(), series.device());
            read(history, series);
        }
        messages.forEach((device, byMoment) ->
                byMoment.forEach((received, readings) -> reports.add(report(device, received, readings))));
        for (RoomEvent event : events) {
            if (event instanceof RoomEvent.PumpReported pump) {
                reports.add(spoke(pump));
            } else if (event instanceof RoomEvent.AlarmChanged changed) {
                sensorOff(changed.alarmEvent());
            }
        }
        reports.sort(Comparator.comparing(DeviceReport::receivedAt));
    }

    /** In the order in which they were received. */
    List<DeviceReport> reports() {
        return reports;
    }

    private void read(History history, Series series) {
        Map<Long, List<Reading>> byMoment = messages.computeIfAbsent(series.device(), unused -> new TreeMap<>());
        history.points(
                series.key(), 0, Long.MAX_VALUE, false, Integer.MAX_VALUE, (atMs, value, standing, receivedMs) -> {
                    if (standing != Reading.Standing.ENTERED_IN_ERROR) {
                        Instant at = Instant.ofEpochMilli(atMs);
                        byMoment.computeIfAbsent(receivedMs, unused -> new ArrayList<>())
                                .add(new Reading(series.metric(), series.site(), value, at, standing));
                        clockAheadMs.merge(series.device(), atMs - receivedMs, Math::max);
                    }
                });
    }

    private DeviceReport report(DeviceId device, long receivedMs, List<Reading> readings) {
        long newest = Long.MIN_VALUE;
        for (Reading reading : readings) {
            newest = Math.max(newest, reading.at().toEpochMilli());
        }
        long byTheClock = receivedMs + clockAheadMs.getOrDefault(device, 0L);
        long sent = byTheClock - newest > BUFFERED.toMillis() ? byTheClock : newest;
        return new DeviceReport(
                device,
                null,
                null,
                Instant.ofEpochMilli(sent),
                Instant.ofEpochMilli(receivedMs),
                readings,
                List.of(),
                List.of(),
                List.of());
    }

    /** The pump's link is heard again. What it did moves nothing here: that is among the events. */
    private static DeviceReport spoke(RoomEvent.PumpReported pump) {
        PumpEvent nothingNew = new PumpEvent(PumpEvent.Change.TRANSITION, pump.at(), "", null);
        return new DeviceReport(
                pump.device(), null, null, null, pump.at(), List.of(), List.of(), List.of(nothingNew), List.of());
    }

    private void sensorOff(AlarmEvent event) {
        AlarmKey key = event.alarm().key();
        DeviceId device = key.metric() == null ? null : measuredBy.get(key.metric());
        if (key.kind() == AlarmKind.SENSOR_OFF
                && event.phase() == AlarmEvent.Phase.START
                && key.metric() != null
                && device != null) {
            Instant said = event.at().minus(SENSOR_PATIENCE);
            Absence absence = new Absence(key.metric(), said, Absence.Reason.SENSOR_OFF);
            reports.add(new DeviceReport(
                    device, null, null, null, said, List.of(), List.of(absence), List.of(), List.of()));
        }
    }
}
