package io.dripwatch.app;

import io.dripwatch.access.Action;
import io.dripwatch.access.Bearer;
import io.dripwatch.access.web.Caller;
import io.dripwatch.access.web.Guard;
import io.dripwatch.fhir.rest.Rights;
import io.vertx.ext.web.RoutingContext;

/** What whoever has come may see of the chart, as the table of actions and the scopes of programs say. */
record ChartRights(Guard guard, RoutingContext http, Caller caller) implements Rights {

    /** Of whoever has come; all of it where nobody has to say who they are. */
    static Rights of(Guard guard, RoutingContext http) {
        Caller caller = Guard.caller(http);
        return caller == null ? Rights.ALL : new ChartRights(guard, http, caller);
    }

    @Override
    public String account() {
        return caller.account();
    }

    @Override
    public boolean reads(String type) {
        return caller.reads(type);
    }

    @Override
    public boolean searches(String type) {
        return caller.searches(type);
    }

    @Override
    public boolean subscribes() {
        Bearer program = caller.program();
        return program != null && program.subscribes();
    }

    @Override
    public boolean full() {
        Bearer program = caller.program();
        return program != null && program.full();
    }

    @Override
    public void part(String type, String what, boolean refused) {
        guard.part(http, Action.reading(type), what, refused);
    }
}
