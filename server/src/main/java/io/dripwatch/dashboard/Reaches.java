package io.dripwatch.dashboard;

import io.dripwatch.vitals.Reach;
import io.vertx.ext.web.RoutingContext;

/** Knows at which chairs whoever has come may see or do what they ask for. */
public interface Reaches {
    Reach of(RoutingContext http);
}
