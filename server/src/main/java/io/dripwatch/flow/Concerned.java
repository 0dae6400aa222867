package io.dripwatch.flow;

import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Reach;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The chairs that are concerned by more than what says their name: what a command changes beside, what waits. */
public final class Concerned {
    private Concerned() {}

    /** The chair that held readings may come from; null where nobody knows. */
    public static @Nullable ChairId chairOf(Room room, Hold hold) {
        ChairId bound = room.chairOf(hold.device());
        return bound == null ? room.plan().rooms().chairAt(hold.place()) : bound;
    }

    /**
     * Looks whether a command stays within somebody's reach, also where it changes something at another chair than its
     * address names.
     *
     * @throws CommandRefused where it does not
     */
    public static void check(Room room, Command command, Reach reach) {
        if (!chairs(room, command).stream().allMatch(reach::covers)) {
            throw new CommandRefused(CommandRefused.Cause.NOT_ALLOWED, "Your role does not allow this.");
        }
    }

    private static List<ChairId> chairs(Room room, Command command) {
        return switch (command.kind()) {
            case ASSIGN_DEVICE -> {
                Command.AssignDevice assign = (Command.AssignDevice) command;
                List<ChairId> both = new ArrayList<>(some(room.chairOf(assign.device())));
                both.add(assign.chair());
                yield both;
            }
            case RELEASE_DEVICE -> some(room.chairOf(((Command.ReleaseDevice) command).device()));
            case ASSIGN_HOLD -> {
                Hold hold = room.holds().byId(((Command.AssignHold) command).hold());
                yield some(hold == null ? null : chairOf(room, hold));
            }
            case OPEN_SESSION,
                    MOVE_STAGE,
                    CONFIRM_STAGE,
                    NAME_NURSE,
                    ANSWER_CHECK,
                    WEIGH,
                    OVERRIDE_BLOCK,
                    CHART,
                    SIGN_DISCHARGE,
                    ACKNOWLEDGE,
                    ACCEPT,
                    CONFIRM_SHOWN,
                    SET_LIMIT,
                    CLEAR_LIMIT,
                    PAUSE_AUDIO,
                    PAUSE_ALARM,
                    TURN_OFF,
                    TURN_ON,
                    START_COURSE,
                    EDIT_COURSE,
                    END_COURSE -> List.of();
        };
    }

    private static List<ChairId> some(@Nullable ChairId chair) {
        return chair == null ? List.of() : List.of(chair);
    }
}
