package io.dripwatch.flow;

import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Nothing crosses chairs. */
final class WardChairs implements WardRule {
    private final Set<ChairId> concerned = new HashSet<>();

    @Override
    public void before(WardInput input, Room room) {
        concerned.clear();
        if (input instanceof WardInput.Told told) {
            add(room.chairOf(told.report().device()));
        } else if (input instanceof WardInput.Wanted wanted) {
            add(chair(wanted.command(), room));
        }
    }

    @Override
    public void after(WardInput input, List<RoomEvent> events, Room room) {
        if (input instanceof WardInput.Ticked) {
            return;
        }
        ChairId moved = input instanceof WardInput.Told told
                ? room.chairOf(told.report().device())
                : null;
        for (RoomEvent event : events) {
            ChairId chair = event.chair();
            boolean move = event instanceof RoomEvent.DeviceReleased || event instanceof RoomEvent.DeviceAssigned;
            WardRule.must(
                    chair == null || move || concerned.contains(chair) || chair.equals(moved),
                    "nothing crosses chairs",
                    event);
        }
    }

    private void add(@Nullable ChairId chair) {
        if (chair != null) {
            concerned.add(chair);
        }
    }

    /** The chair that a command is for; null where it is for none. */
    static @Nullable ChairId chair(Command command, Room room) {
        return switch (command.kind()) {
            case OPEN_SESSION -> ((Command.OpenSession) command).chair();
            case MOVE_STAGE -> ((Command.MoveStage) command).chair();
            case CONFIRM_STAGE -> ((Command.ConfirmStage) command).chair();
            case NAME_NURSE -> ((Command.NameNurse) command).chair();
            case ANSWER_CHECK -> ((Command.AnswerCheck) command).chair();
            case WEIGH -> ((Command.Weigh) command).chair();
            case OVERRIDE_BLOCK -> ((Command.OverrideBlock) command).chair();
            case CHART -> ((Command.Chart) command).chair();
            case SIGN_DISCHARGE -> ((Command.SignDischarge) command).chair();
            case ACKNOWLEDGE -> ((Command.Acknowledge) command).chair();
            case ACCEPT -> ((Command.Accept) command).chair();
            case CONFIRM_SHOWN -> ((Command.ConfirmShown) command).chair();
            case SET_LIMIT -> ((Command.SetLimit) command).chair();
            case CLEAR_LIMIT -> ((Command.ClearLimit) command).chair();
            case PAUSE_AUDIO -> ((Command.PauseAudio) command).chair();
            case PAUSE_ALARM -> ((Command.PauseAlarm) command).chair();
            case TURN_OFF -> ((Command.TurnOff) command).chair();
            case TURN_ON -> ((Command.TurnOn) command).chair();
            case ASSIGN_DEVICE -> ((Command.AssignDevice) command).chair();
            case RELEASE_DEVICE -> room.chairOf(((Command.ReleaseDevice) command).device());
            case START_COURSE, EDIT_COURSE, END_COURSE, ASSIGN_HOLD -> null;
        };
    }

    /** Whether this device stands at this chair by its name, as every device does where none is moved. */
    static boolean belongs(DeviceId device, ChairId chair) {
        return device.value().endsWith("-" + chair.value());
    }
}
