package io.dripwatch.flow;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.flow.CommandRefused.Cause;
import io.dripwatch.session.Protocol;
import io.dripwatch.session.Session;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceId;
import java.time.Instant;

/** What happens to a command: can it be done now, and then it happens. */
final class CommandDesk {
    private final Room room;

    CommandDesk(Room room) {
        this.room = room;
    }

    void take(Command command, Instant now) {
        switch (command.kind()) {
            case OPEN_SESSION -> open((Command.OpenSession) command, now);
            case MOVE_STAGE -> move((Command.MoveStage) command, now);
            case ACKNOWLEDGE -> acknowledge((Command.Acknowledge) command, now);
            case PAUSE_AUDIO -> pause((Command.PauseAudio) command, now);
            case ASSIGN_DEVICE -> assign((Command.AssignDevice) command, now);
            case RELEASE_DEVICE -> release((Command.ReleaseDevice) command, now);
            case ASSIGN_HOLD -> assignHold((Command.AssignHold) command, now);
        }
    }

    private void open(Command.OpenSession command, Instant now) {
        Chair chair = room.known(command.chair());
        Protocol protocol = room.plan().protocols().get(command.protocol());
        if (protocol == null) {
            throw new CommandRefused(Cause.NOT_FOUND, "There is no protocol " + command.protocol() + ".");
        }
        if (chair.session() != null) {
            throw new CommandRefused(Cause.CONFLICT, "Chair " + chair.id() + " has an open session; close it first.");
        }
        room.happen(new RoomEvent.SessionOpened(
                now,
                command.by(),
                chair.id(),
                Sessions.id(chair.id(), now),
                command.patient(),
                protocol,
                command.weightKg(),
                Stage.BASELINE));
        room.look(chair, now);
    }

    private void move(Command.MoveStage command, Instant now) {
        Chair chair = room.known(command.chair());
        Session session = session(chair);
        if (!session.stage().mayMoveTo(command.to(), Stage.Mover.NURSE)) {
            throw new CommandRefused(
                    Cause.CONFLICT,
                    "A session in " + session.stage().word() + " cannot go to "
                            + command.to().word() + ".");
        }
        Sessions.move(room, chair, command.to(), command.by(), command.reason(), now);
        room.look(chair, now);
    }

    private void acknowledge(Command.Acknowledge command, Instant now) {
        Chair chair = room.known(command.chair());
        Alarm alarm = chair.alarmStates().byId(command.alarm());
        if (alarm == null) {
            throw new CommandRefused(Cause.NOT_FOUND, "That alarm is over.");
        }
        if (alarm.acknowledged() && alarm.state() == Alarm.State.ACTIVE) {
            throw new CommandRefused(Cause.CONFLICT, "That alarm is acknowledged already.");
        }
        Session session = chair.session();
        room.happen(new RoomEvent.AlarmChanged(
                chair.id(),
                session == null ? null : session.id(),
                chair.alarmStates().acknowledge(alarm, command.by(), now)));
    }

    private void pause(Command.PauseAudio command, Instant now) {
        Chair chair = room.known(command.chair());
        room.happen(new RoomEvent.AudioPaused(now, command.by(), chair.id(), now.plus(command.pause())));
    }

    private void assign(Command.AssignDevice command, Instant now) {
        Chair chair = room.known(command.chair());
        ChairId bound = room.chairOf(command.device());
        if (room.link(command.device()) == null) {
            throw new CommandRefused(Cause.NOT_FOUND, "No device " + command.device() + " was ever heard.");
        }
        if (chair.id().equals(bound)) {
            throw new CommandRefused(
                    Cause.CONFLICT, "Device " + command.device() + " is on chair " + bound + " already.");
        }
        if (bound != null) {
            room.happen(new RoomEvent.DeviceReleased(now, command.by(), bound, command.device()));
        }
        room.happen(new RoomEvent.DeviceAssigned(now, command.by(), chair.id(), command.device()));
        claimHolds(chair, command.device(), command.by(), now);
        room.look(chair, now);
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
            throw new CommandRefused(Cause.NOT_FOUND, "Device " + command.device() + " is on no chair.");
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

    private static Session session(Chair chair) {
        Session session = chair.session();
        if (session == null) {
            throw new CommandRefused(Cause.CONFLICT, "Chair " + chair.id() + " has no open session.");
        }
        return session;
    }
}
