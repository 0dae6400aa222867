package io.dripwatch.flow;

import io.dripwatch.session.Session;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.Absence;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceAlarm;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PumpEvent;
import io.dripwatch.vitals.Reading;
import io.dripwatch.vitals.Withdrawal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a report, in order: whose is it, is it news, what does the pump's word mean for the session, is
 * anything wrong now.
 */
final class ReportDesk {
    private static final int MOST_HOLDS = 2_000;

    private final Room room;

    ReportDesk(Room room) {
        this.room = room;
    }

    /**
     * Takes a report.
     *
     * @return where its readings go; null where it has none
     */
    @Nullable
    Filing take(DeviceReport report) {
        Instant now = report.receivedAt();
        DeviceLink link = room.linkOf(report.device());
        link.heard(report);
        Duration offset = link.clockOffset();
        if (offset != null && link.clockMoved()) {
            room.happen(new RoomEvent.DeviceClock(now, report.device().value(), report.device(), offset));
        }
        followBed(report, now);
        ChairId chairId = room.chairOf(report.device());
        Chair chair = chairId == null ? null : room.known(chairId);
        if (chair == null) {
            notePump(report, link);
            return filing(report, null, null);
        }
        chair.touch();
        if (names(report, chair)) {
            chair.named().mismatch(report.device());
            notePump(report, link);
            room.look(chair, now);
            return held(report, chair.id(), Hold.Reason.PATIENT_MISMATCH);
        }
        chair.named().match(report.device());
        if (report.patient() != null) {
            chair.named().named(report.patient());
        }
        identify(report, chair, now);
        values(report, link, chair);
        for (DeviceAlarm alarm : report.alarms()) {
            chair.deviceAlarms().tell(report.device(), alarm);
        }
        for (PumpEvent event : report.pumpEvents()) {
            pump(report, link, chair, event);
        }
        room.look(chair, now);
        return filing(report, chair.id(), chair.session());
    }

    /** A device that names the bed of a chair is bound by that label, unless a person has said otherwise. */
    private void followBed(DeviceReport report, Instant now) {
        ChairId bed = room.plan().rooms().chairAt(report.place());
        ChairId bound = room.chairOf(report.device());
        if (bed == null || bed.equals(bound) || !room.bindings().followsBed(report.device())) {
            return;
        }
        if (bound != null) {
            room.happen(new RoomEvent.DeviceReleased(now, Bindings.BED, bound, report.device()));
        }
        room.happen(new RoomEvent.DeviceAssigned(now, Bindings.BED, bed, report.device()));
    }

    /** Whether the report names another patient than the one in the chair. */
    private static boolean names(DeviceReport report, Chair chair) {
        Session session = chair.session();
        Patient named = report.patient();
        Patient seated = session == null ? null : session.patient();
        if (named == null || seated == null) {
            return false;
        }
        boolean sameAuthority = named.id().authority().isEmpty()
                || seated.id().authority().isEmpty()
                || named.id().authority().equals(seated.id().authority());
        return !(sameAuthority && named.id().value().equals(seated.id().value()));
    }

    private void identify(DeviceReport report, Chair chair, Instant now) {
        Session session = chair.session();
        if (session != null && session.patient() == null && report.patient() != null) {
            room.happen(new RoomEvent.PatientIdentified(
                    now, report.device().value(), chair.id(), session.id(), report.patient()));
        }
    }

    private void values(DeviceReport report, DeviceLink link, Chair chair) {
        report.withdrawn().forEach(chair::withdraw);
        for (Reading reading : report.readings()) {
            if (reading.standing() == Reading.Standing.ENTERED_IN_ERROR) {
                chair.withdraw(Withdrawal.of(reading));
                continue;
            }
            Instant liveAt = link.onServerClock(report, reading.at());
            Duration age = Duration.between(liveAt, report.receivedAt());
            if (age.compareTo(Freshness.live(reading.metric())) <= 0) {
                if (Unplugged.says(reading, report, chair, report.receivedAt())) {
                    chair.absent(
                            new Absence(reading.metric(), reading.at(), Absence.Reason.SENSOR_OFF),
                            report.receivedAt());
                } else {
                    carry(report, chair, reading);
                    chair.value(reading, liveAt);
                }
                chair.signs().source(reading.metric(), report.device());
            }
        }
        for (Absence absence : report.absences()) {
            Instant liveAt = link.onServerClock(report, absence.at());
            if (Room.live(liveAt, report.receivedAt())) {
                chair.absent(absence, report.receivedAt());
                chair.signs().source(absence.metric(), report.device());
            }
        }
    }

    /** A pump's volume counter that fell began anew: what it had counted is carried on. */
    private void carry(DeviceReport report, Chair chair, Reading reading) {
        Latest before = chair.value(Metric.VOLUME_INFUSED);
        Session session = chair.session();
        if (reading.metric() == Metric.VOLUME_INFUSED
                && session != null
                && session.dosingSince() != null
                && before != null
                && reading.at().isAfter(before.reading().at())
                && reading.value() < before.reading().value()) {
            double carried = chair.pumpMeter().carriedMl() + before.reading().value();
            room.happen(new RoomEvent.DoseCarried(
                    report.receivedAt(), report.device().value(), chair.id(), session.id(), carried));
        }
    }

    /** Keeps what a pump said without a chair that it could mean. */
    private void notePump(DeviceReport report, DeviceLink link) {
        for (PumpEvent event : report.pumpEvents()) {
            if (!link.repeats(event)) {
                boolean late = late(report, link, event);
                room.happen(new RoomEvent.PumpReported(
                        report.receivedAt(), report.device().value(), null, report.device(), event, late));
            }
        }
    }

    /** Whether it is history: it was long under way, or something newer came before it. */
    private static boolean late(DeviceReport report, DeviceLink link, PumpEvent event) {
        return link.overtaken(event) || !Room.live(link.onServerClock(report, event.at()), report.receivedAt());
    }

    private void pump(DeviceReport report, DeviceLink link, Chair chair, PumpEvent event) {
        if (link.repeats(event)) {
            return;
        }
        Instant now = report.receivedAt();
        boolean late = late(report, link, event);
        room.happen(new RoomEvent.PumpReported(now, report.device().value(), chair.id(), report.device(), event, late));
        if (!late) {
            follow(report, link, chair, event);
        }
    }

    /** Moves the session along with its pump, where the table of moves allows it. */
    private void follow(DeviceReport report, DeviceLink link, Chair chair, PumpEvent event) {
        Stage next =
                switch (event.change()) {
                    case STARTED -> Stage.DOSING;
                    case STOPPED -> Stage.HELD;
                    case COMPLETED, KEEP_VEIN_OPEN -> Stage.OBSERVATION;
                    case TRANSITION -> null;
                };
        Session session = chair.session();
        String by = report.device().value();
        if (session == null) {
            if (next == Stage.DOSING) {
                openByPump(report, link, chair);
            }
        } else if (next != null && session.stage().mayMoveTo(next, Stage.Mover.PUMP)) {
            Sessions.move(room, chair, next, by, event.reason(), report.receivedAt());
        }
    }

    private void openByPump(DeviceReport report, DeviceLink link, Chair chair) {
        Patient patient =
                report.patient() != null ? report.patient() : chair.named().last();
        room.happen(new RoomEvent.SessionOpened(
                report.receivedAt(),
                report.device().value(),
                chair.id(),
                Sessions.id(chair.id(), report.receivedAt()),
                patient,
                room.plan().firstProtocol(),
                Stage.DOSING));
        values(report, link, chair);
        Sessions.begin(room, chair, report.device().value(), true, report.receivedAt());
    }

    private @Nullable Filing filing(DeviceReport report, @Nullable ChairId chair, @Nullable Session session) {
        if (!report.isOfReadings()) {
            return null;
        }
        if (session != null) {
            return filing(report, new Filing.Destination(report.device(), session.patient(), session.id(), null));
        }
        if (report.patient() != null && room.plan().keepUnderNamedPatient()) {
            return filing(report, new Filing.Destination(report.device(), report.patient(), null, null));
        }
        return held(report, chair, chair == null ? Hold.Reason.UNKNOWN_DEVICE : Hold.Reason.NO_IDENTITY);
    }

    private static Filing filing(DeviceReport report, Filing.Destination to) {
        return new Filing(to, report.readings(), report.withdrawn(), report.receivedAt());
    }

    private @Nullable Filing held(DeviceReport report, @Nullable ChairId chair, Hold.Reason reason) {
        if (report.readings().isEmpty()) {
            // What is taken back lies where it was filed; there is nothing to wait for anybody.
            return report.isOfReadings()
                    ? filing(report, new Filing.Destination(report.device(), null, null, null))
                    : null;
        }
        Hold hold = room.holds().find(report, reason);
        if (hold == null) {
            if (room.holds().all().size() >= MOST_HOLDS) {
                throw new RoomFull("More than " + MOST_HOLDS + " sources wait in the pool; assign some of them.");
            }
            String id = "hold-" + report.device().value() + "-" + reason.word() + "-"
                    + Long.toString(report.receivedAt().toEpochMilli(), 36);
            hold = new Hold(id, report.device(), report.place(), report.patient(), reason, report.receivedAt());
            room.happen(new RoomEvent.ReadingsHeld(
                    report.receivedAt(), report.device().value(), chair, hold));
        }
        room.holds().add(hold.id(), report.readings(), report.receivedAt());
        return filing(report, new Filing.Destination(report.device(), null, null, hold.id()));
    }
}
