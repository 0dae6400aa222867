package io.dripwatch.dashboard;

import io.dripwatch.flow.Command;
import io.dripwatch.vitals.Reach;
import io.vertx.core.Future;

/** The door through which a screen's commands enter the room. */
public interface Control {

    /**
     * Hands over a command.
     *
     * @param reach at which chairs it may change something
     * @return succeeds when it is done and durable; fails with {@link io.dripwatch.flow.CommandRefused} where it cannot
     *     be done, with any other exception where it is done and not yet durable. Never throws.
     */
    Future<Void> command(Command command, Reach reach);
}
