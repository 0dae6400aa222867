package io.dripwatch.review;

import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.flow.Command;
import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Room;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.flow.RoomPlan;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.session.Protocol;
import io.dripwatch.session.Stage;
import io.dripwatch.session.Weight;
import io.dripwatch.vitals.Absence;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A patient in the dosing stage whose monitor shows what a recording holds; nobody acknowledges anything. */
public final class Watch {
    /** What the monitor says of a sensor that is unplugged, which the recording shows as 0 or as no number. */
    public enum Voice {
        /** That it cannot measure, as monitors do (OBX-8, or a row without a value). */
        SAYS_SO,
        /** Nothing. */
        SILENT,
        /** The number 0, where the recording has it; nothing where it has none. */
        ZERO
    }

    private final Recording recording;
    private final Voice voice;
    private final Room room;
    private final List<RoomEvent> events = new ArrayList<>();
    private Instant now = RoomStory.START;

    private Watch(Recording recording, Protocol protocol, Voice voice) {
        this.recording = recording;
        this.voice = voice;
        this.room = new Room(new RoomPlan(
                "Infusion room", "INFUSION", List.of(RoomStory.CHAIR), Map.of(protocol.id(), protocol), true));
    }

    /** What happened, in its order, with a tick once a second, or once a minute where the rows are far apart. */
    public static List<RoomEvent> over(Recording recording, Protocol protocol, Voice voice) {
        Watch watch = new Watch(recording, protocol, voice);
        watch.run(protocol.id());
        return watch.events;
    }

    /** The first step of each alarm. */
    public static List<AlarmEvent> starts(List<RoomEvent> events) {
        return events.stream()
                .filter(RoomEvent.AlarmChanged.class::isInstance)
                .map(event -> ((RoomEvent.AlarmChanged) event).alarmEvent())
                .filter(event -> event.phase() == AlarmEvent.Phase.START)
                .toList();
    }

    private void run(String protocol) {
        take(room.command(
                new Command.OpenSession(
                        "RN", RoomStory.CHAIR, protocol, RoomStory.SAM, Weight.of(70.0, "kg", now), Stage.BASELINE),
                now));
        String session = Objects.requireNonNull(
                        Objects.requireNonNull(room.chair(RoomStory.CHAIR)).session())
                .id();
        room.restore(new RoomEvent.StageMoved(
                now, "RN", RoomStory.CHAIR, session, Stage.BASELINE, Stage.DOSING, "cleared elsewhere"));
        Duration step =
                recording.every().compareTo(Duration.ofMinutes(2)) > 0 ? Duration.ofMinutes(1) : Duration.ofSeconds(1);
        for (Recording.Row row : recording.rows()) {
            tickUntil(RoomStory.START.plus(row.at()), step);
            take(room.report(report(row)));
        }
        tickUntil(RoomStory.START.plus(recording.length()), step);
    }

    private void tickUntil(Instant until, Duration step) {
        while (!now.plus(step).isAfter(until)) {
            now = now.plus(step);
            take(room.tick(now));
        }
        now = until;
    }

    private DeviceReport report(Recording.Row row) {
        Set<Metric> unplugged = voice == Voice.ZERO ? Set.of() : Unplugged.in(row);
        List<Reading> readings = new ArrayList<>();
        List<Absence> absences = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            Double value = row.values().get(metric);
            if (value != null && !unplugged.contains(metric) && metric.plausible(value)) {
                readings.add(Reading.of(metric, value, now));
            } else if (voice == Voice.SAYS_SO && (row.without().contains(metric) || unplugged.contains(metric))) {
                absences.add(new Absence(metric, now, Absence.Reason.UNAVAILABLE));
            }
        }
        return new DeviceReport(
                RoomStory.MONITOR, RoomStory.BED, RoomStory.SAM, now, now, readings, absences, List.of(), List.of());
    }

    private void take(Decision decision) {
        events.addAll(decision.events());
    }
}
