package io.dripwatch.flow;

import io.dripwatch.flow.CommandRefused.Cause;
import io.dripwatch.session.Session;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.PatientId;
import java.time.Instant;
import java.util.Objects;

/** What happens to a command: can it be done now, and then it happens. */
final class CommandDesk {
    private final Room room;
    private final SessionDesk sessions;
    private final AlarmDesk alarms;
    private final CourseDesk courses;

    CommandDesk(Room room) {
        this.room = room;
        this.sessions = new SessionDesk(room);
        this.alarms = new AlarmDesk(room);
        this.courses = new CourseDesk(room);
    }

    void take(Command command, Instant now) {
        switch (command.kind()) {
            case OPEN_SESSION -> sessions.open((Command.OpenSession) command, now);
            case MOVE_STAGE -> sessions.move((Command.MoveStage) command, now);
            case CONFIRM_STAGE -> sessions.confirm((Command.ConfirmStage) command, now);
            case NAME_NURSE -> sessions.name((Command.NameNurse) command, now);
            case ANSWER_CHECK -> sessions.answer((Command.AnswerCheck) command, now);
            case WEIGH -> sessions.weigh((Command.Weigh) command, now);
            case OVERRIDE_BLOCK -> sessions.override((Command.OverrideBlock) command, now);
            case CHART -> sessions.chart((Command.Chart) command, now);
            case SIGN_DISCHARGE -> sessions.sign((Command.SignDischarge) command, now);
            case ACKNOWLEDGE -> alarms.acknowledge((Command.Acknowledge) command, now);
            case ACCEPT -> alarms.accept((Command.Accept) command, now);
            case CONFIRM_SHOWN -> alarms.shown((Command.ConfirmShown) command, now);
            case SET_LIMIT -> alarms.setLimit((Command.SetLimit) command, now);
            case CLEAR_LIMIT -> alarms.clearLimit((Command.ClearLimit) command, now);
            case PAUSE_AUDIO -> alarms.pauseAudio((Command.PauseAudio) command, now);
            case PAUSE_ALARM -> alarms.pauseAlarm((Command.PauseAlarm) command, now);
            case TURN_OFF -> alarms.turnOff((Command.TurnOff) command, now);
            case TURN_ON -> alarms.turnOn((Command.TurnOn) command, now);
            case START_COURSE -> courses.start((Command.StartCourse) command, now);
            case EDIT_COURSE -> courses.edit((Command.EditCourse) command, now);
            case END_COURSE -> courses.end((Command.EndCourse) command, now);
            case ASSIGN_DEVICE -> assign((Command.AssignDevice) command, now);
            case RELEASE_DEVICE -> release((Command.ReleaseDevice) command, now);
            case ASSIGN_HOLD -> assignHold((Command.AssignHold) command, now);
        }
    }

    private void assign(Command.AssignDevice command, Instant now) {
        Chair chair = room.known(command.chair());
        ChairId bound = room.chairOf(command.device());
        if (room.link(command.device()) == null) {
            throw new CommandRefused(
                    Cause.NOT_FOUND,
                    "No device {} was ever heard.",
                    command.device().value());
        }
        PatientId patient = command.withPatient() ? seated(chair) : null;
        if (chair.id().equals(bound) && Objects.equals(patient, room.bindings().patientOf(command.device()))) {
            throw new CommandRefused(
                    Cause.CONFLICT,
                    "Device {} is on chair {} already.",
                    command.device().value(),
                    chair.id().value());
        }
        if (bound != null) {
            room.happen(new RoomEvent.DeviceReleased(now, command.by(), bound, command.device()));
        }
        room.happen(new RoomEvent.DeviceAssigned(now, command.by(), chair.id(), command.device(), patient));
        claimHolds(chair, command.device(), command.by(), now);
        room.look(chair, now);
    }

    private static PatientId seated(Chair chair) {
        Session session = chair.session();
        if (session == null || session.patient() == null) {
            throw new CommandRefused(
                    Cause.CONFLICT,
                    "Nobody knows who sits in chair {}: a device goes along with a patient who has an open session.",
                    chair.id().value());
        }
        return session.patient().id();
    }

    /** What the device sent since this session began, and what nobody could place, is this patient's. */
    private void claimHolds(Chair chair, DeviceId device, String by, Instant now) {
        Session session = chair.session();
        if (session == null) {
            return;
        }
        for (Hold hold : room.holds().of(device, session.startedAt())) {
            if (hold.patient() == null) {
                room.happen(
                        new RoomEvent.HoldAssigned(now, by, chair.id(), hold.id(), session.patient(), session.id()));
            }
        }
    }

    private void release(Command.ReleaseDevice command, Instant now) {
        ChairId bound = room.chairOf(command.device());
        if (bound == null) {
            throw new CommandRefused(
                    Cause.NOT_FOUND,
                    "Device {} is on no chair.",
                    command.device().value());
        }
        room.happen(new RoomEvent.DeviceReleased(now, command.by(), bound, command.device()));
        room.look(room.known(bound), now);
    }

    private void assignHold(Command.AssignHold command, Instant now) {
        Hold hold = room.holds().byId(command.hold());
        if (hold == null) {
            throw new CommandRefused(Cause.NOT_FOUND, "Those readings are assigned already.");
        }
        room.happen(new RoomEvent.HoldAssigned(now, command.by(), null, hold.id(), command.patient(), null));
    }
}
