package io.dripwatch.review;

import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Room;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.flow.RoomPlan;
import io.dripwatch.session.Protocol;
import io.dripwatch.vitals.DeviceReport;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs a recorded session again, in an empty room, under a protocol of one's choice. Stage moves, baseline, patient,
 * devices and pump are as they were; the readings come at the moments at which they came; the clock ticks as it does in
 * a server. The alarms are decided anew, and nobody acknowledges them.
 */
final class Rerun {
    private static final Duration TICK = Duration.ofMillis(250);

    private final Course course;
    private final Protocol protocol;
    private final Room room;
    private final List<RoomEvent> alarms = new ArrayList<>();
    private Instant ticked;

    private Rerun(Course course, Protocol protocol) {
        this.course = course;
        this.protocol = protocol;
        this.ticked = course.opened().at();
        this.room = new Room(
                new RoomPlan("review", "review", List.of(course.chair()), Map.of(protocol.id(), protocol), false));
    }

    /** The alarms that this protocol makes of that session, in the order in which they begin. */
    static List<Episode> of(Course course, Protocol protocol) {
        return new Rerun(course, protocol).run();
    }

    private List<Episode> run() {
        Instant end = course.end();
        int heard = 0;
        for (RoomEvent event : course.events()) {
            while (heard < course.reports().size() && before(course.reports().get(heard), event)) {
                hear(course.reports().get(heard++));
            }
            if (event instanceof RoomEvent.StageMoved moved && moved.to().over()) {
                tickUntil(end);
                return Episodes.of(alarms, end);
            }
            happen(event);
        }
        while (heard < course.reports().size()) {
            hear(course.reports().get(heard++));
        }
        tickUntil(end);
        return Episodes.of(alarms, end);
    }

    /** The history knows milliseconds: of one millisecond, what happened comes before what was measured. */
    private static boolean before(DeviceReport report, RoomEvent event) {
        return report.receivedAt().isBefore(event.at().truncatedTo(ChronoUnit.MILLIS));
    }

    private void hear(DeviceReport report) {
        tickUntil(report.receivedAt());
        take(room.report(report));
    }

    private void happen(RoomEvent event) {
        tickUntil(event.at());
        if (event instanceof RoomEvent.SessionOpened opened) {
            room.restore(underProtocol(opened));
        } else if (event.kind() != RoomEvent.Kind.ALARM_CHANGED) {
            room.restore(event);
        }
    }

    /** Opened at the millisecond that its first readings have. */
    private RoomEvent.SessionOpened underProtocol(RoomEvent.SessionOpened opened) {
        return new RoomEvent.SessionOpened(
                opened.at().truncatedTo(ChronoUnit.MILLIS),
                opened.by(),
                opened.chair(),
                opened.session(),
                opened.patient(),
                protocol,
                opened.stage());
    }

    private void tickUntil(Instant until) {
        while (!ticked.plus(TICK).isAfter(until)) {
            ticked = ticked.plus(TICK);
            take(room.tick(ticked));
        }
    }

    private void take(Decision decision) {
        for (RoomEvent event : decision.events()) {
            if (event.kind() == RoomEvent.Kind.ALARM_CHANGED) {
                alarms.add(event);
            }
        }
    }
}
