package io.dripwatch.app;

import io.dripwatch.access.Action;
import io.dripwatch.access.web.Guard;
import io.dripwatch.dashboard.Signer;
import io.dripwatch.flow.Command;
import io.dripwatch.vitals.Reach;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * What each command is in the table of who may do what. The guard has looked at the address before; here it is looked
 * at what was made of it, so that no command can be added without a place in the table.
 */
record CommandActions(Guard guard) implements Signer {
    @Override
    public @Nullable String signature(RoutingContext http) {
        return Guard.signature(http);
    }

    @Override
    public boolean may(RoutingContext http, Command command) {
        return guard.may(http, of(command));
    }

    @Override
    public Reach reach(RoutingContext http, Command command) {
        return guard.reach(http, of(command));
    }

    @Override
    public void refused(RoutingContext http, Command command) {
        guard.refused(http, of(command));
    }

    static Action of(Command command) {
        return switch (command.kind()) {
            case OPEN_SESSION, MOVE_STAGE, CONFIRM_STAGE, NAME_NURSE, ANSWER_CHECK, WEIGH -> Action.LEAD_SESSION;
            case OVERRIDE_BLOCK -> Action.OVERRIDE;
            case CHART -> ((Command.Chart) command).amends() == null ? Action.LEAD_SESSION : Action.CORRECT;
            case SIGN_DISCHARGE ->
                ((Command.SignDischarge) command).overrideReason().isEmpty() ? Action.SIGN_DISCHARGE : Action.OVERRIDE;
            case ACKNOWLEDGE, ACCEPT -> Action.ACKNOWLEDGE;
            case CONFIRM_SHOWN -> Action.SEE_ROOM;
            case SET_LIMIT, CLEAR_LIMIT -> Action.SET_LIMITS;
            case PAUSE_AUDIO, PAUSE_ALARM -> Action.PAUSE;
            case TURN_OFF, TURN_ON -> Action.TURN_OFF;
            case START_COURSE, EDIT_COURSE, END_COURSE -> Action.PLAN_COURSE;
            case ASSIGN_DEVICE, RELEASE_DEVICE -> Action.BIND_DEVICE;
            case ASSIGN_HOLD -> Action.PLACE_READINGS;
        };
    }
}
