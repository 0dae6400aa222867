package io.dripwatch.review;

import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of the connections to devices and sensors while sessions were open.
 *
 * @param visits the sessions, in the order of their openings
 * @param outages what was not heard or not right, in the order of the sessions
 * @param devices by their names
 */
public record Links(List<Visit> visits, List<Outage> outages, List<Device> devices) {
    /** What tells of devices and sensors, not of the patient and not of what people left undone. */
    private static final Set<AlarmKind> OF_MACHINES = EnumSet.of(
            AlarmKind.STALE, AlarmKind.SENSOR_OFF, AlarmKind.LINK_LOST, AlarmKind.CLOCK_OFF, AlarmKind.DEVICE_ALARM);

    /** A session in a chair. */
    public record Visit(ChairId chair, String session, Instant from, Instant to) {}

    /** The time during which something was not heard, or not right. */
    public record Outage(ChairId chair, AlarmKey key, Instant from, Instant to) {}

    /**
     * A device.
     *
     * @param device its name
     * @param chairs where it stood, the last place last
     * @param timesLost how often it was not heard while a session was open
     * @param lost for how long in all
     * @param offset how far its clock was ahead of the server's, as last found; null where that was never found
     * @param furthest the same where it was furthest off
     */
    public record Device(
            DeviceId device,
            List<ChairId> chairs,
            int timesLost,
            Duration lost,
            @Nullable Duration offset,
            @Nullable Duration furthest) {}

    public Links {
        visits = List.copyOf(visits);
        outages = List.copyOf(outages);
        devices = List.copyOf(devices);
    }

    /**
     * Puts it together.
     *
     * @param sessions the events of each, in their order; openings, stages and alarms count
     * @param bindings which device was bound to which chair in their order, then what was found of clocks
     * @param until the end of what is still open
     */
    public static Links of(List<List<RoomEvent>> sessions, List<RoomEvent> bindings, Instant until) {
        List<Visit> visits = new ArrayList<>();
        List<Outage> outages = new ArrayList<>();
        for (List<RoomEvent> session : sessions) {
            RoomEvent.SessionOpened opened = Course.opening(session);
            if (opened != null) {
                List<Course.Span> spans = Course.spans(session, until);
                Instant end = spans.isEmpty()
                        ? opened.at()
                        : spans.get(spans.size() - 1).to();
                visits.add(new Visit(opened.chair(), opened.session(), opened.at(), end));
                for (Episode episode : Episodes.of(session, end)) {
                    if (OF_MACHINES.contains(episode.key().kind())) {
                        outages.add(new Outage(opened.chair(), episode.key(), episode.from(), episode.to()));
                    }
                }
            }
        }
        return new Links(visits, outages, devices(bindings, outages));
    }

    private static List<Device> devices(List<RoomEvent> bindings, List<Outage> outages) {
        Map<String, Device> byName = new TreeMap<>();
        for (RoomEvent event : bindings) {
            if (event instanceof RoomEvent.DeviceAssigned assigned) {
                byName.compute(assigned.device().value(), (name, known) -> at(known, assigned));
            } else if (event instanceof RoomEvent.DeviceClock clock) {
                byName.computeIfPresent(clock.device().value(), (name, known) -> off(known, clock.offset()));
            }
        }
        for (Outage outage : outages) {
            DeviceId device = outage.key().device();
            if (device != null && outage.key().kind() == AlarmKind.LINK_LOST) {
                Device known = byName.getOrDefault(device.value(), unknown(device));
                byName.put(device.value(), lost(known, Duration.between(outage.from(), outage.to())));
            }
        }
        return List.copyOf(byName.values());
    }

    private static Device unknown(DeviceId device) {
        return new Device(device, List.of(), 0, Duration.ZERO, null, null);
    }

    private static Device at(@Nullable Device known, RoomEvent.DeviceAssigned assigned) {
        Device before = known == null ? unknown(assigned.device()) : known;
        List<ChairId> chairs = new ArrayList<>(before.chairs());
        chairs.remove(assigned.chair());
        chairs.add(assigned.chair());
        return new Device(
                before.device(), chairs, before.timesLost(), before.lost(), before.offset(), before.furthest());
    }

    private static Device off(Device known, Duration offset) {
        Duration before = known.furthest();
        Duration furthest = before == null || offset.abs().compareTo(before.abs()) > 0 ? offset : before;
        return new Device(known.device(), known.chairs(), known.timesLost(), known.lost(), offset, furthest);
    }

    private static Device lost(Device known, Duration lost) {
        return new Device(
                known.device(),
                known.chairs(),
                known.timesLost() + 1,
                known.lost().plus(lost),
                known.offset(),
                known.furthest());
    }
}
