package io.dripwatch.dashboard;

import io.dripwatch.flow.Command;
import io.dripwatch.vitals.Reach;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Knows who has pressed. */
public interface Signer {

    /** How they sign; null where nobody has to say who they are, so that the request says it itself. */
    @Nullable
    String signature(RoutingContext http);

    /** Whether they may do this, now that it is known what it is. */
    boolean may(RoutingContext http, Command command);

    /** At which chairs they may do this. */
    Reach reach(RoutingContext http, Command command);

    /** Puts down that they may not. */
    void refused(RoutingContext http, Command command);
}
