package io.dripwatch.dashboard;

import io.dripwatch.flow.Command;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Knows who has pressed. */
public interface Signer {

    /** How they sign; null where nobody has to say who they are, so that the request says it itself. */
    @Nullable
    String signature(RoutingContext http);

    /** Whether they may do this, now that it is known what it is. */
    boolean may(RoutingContext http, Command command);
}
