package io.dripwatch.access.web;

import io.dripwatch.access.Access;
import io.dripwatch.access.Action;
import io.dripwatch.access.Witness;
import io.dripwatch.vitals.ChairId;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells the witness what was seen, done and refused at the door. */
public final class Notes {
    private static final String SESSIONS = "/api/v1/sessions/";
    private static final String FHIR = "/fhir/";

    /** As long as there are no accounts nobody signs in, and nobody is heard who is elsewhere. */
    private static final String THIS_MACHINE = "nobody signed in, this machine";

    private static final String ADMINISTERED = "administered";

    private final Witness witness;

    Notes(Witness witness) {
        this.witness = witness;
    }

    static String word(Action action) {
        return action.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void allowed(RoutingContext http, Action action, boolean changes) {
        boolean searches = action == Action.EXPORT;
        saw(http, word(action), action, false, changes && !searches);
    }

    void refused(RoutingContext http, String what) {
        saw(http, what, null, true, false);
    }

    /** A screen that watched the room is gone. */
    void left(RoutingContext http) {
        saw(http, "leave-room", Action.SEE_ROOM, false, false);
    }

    /** Somebody signs in or out, or changes what they prove themselves with; or tries to. */
    void identity(RoutingContext http, String what, @Nullable String account, String name, boolean refused) {
        String from = Origins.address(http.request());
        witness.saw(
                account == null
                        ? Access.ofNobody(what, from, refused)
                        : new Access(account, name, what, "", "", from, refused),
                !refused);
    }

    /** Whoever has come has changed something about accounts, screens or tokens. */
    void administered(RoutingContext http, String change) {
        Caller caller = Guard.caller(http);
        String from = Origins.address(http.request());
        witness.saw(
                caller == null
                        ? new Access("", THIS_MACHINE, ADMINISTERED, "", change, from, false)
                        : new Access(
                                caller.account(),
                                Guard.signature(http, caller, Action.ADMINISTER),
                                ADMINISTERED,
                                "",
                                change,
                                from,
                                false),
                true);
    }

    /**
     * The same for others than people who have come.
     *
     * @param by the hospital's provider, or the console of this machine
     */
    public void administered(String by, String change) {
        witness.saw(new Access("", by, ADMINISTERED, "", change, "", false), true);
    }

    /** Somebody may do more than their role allows for a while. */
    void brokeGlass(RoutingContext http, Caller caller, String reason) {
        String signature = Guard.signature(http, caller, Action.BREAK_GLASS);
        String from = Origins.address(http.request());
        witness.saw(new Access(caller.account(), signature, "emergency", "", reason, from, false), true);
    }

    /** One of many things that are asked for at once. */
    void part(RoutingContext http, Action action, String whose, boolean refused) {
        saw(http, word(action), action, whose, refused, false);
    }

    private void saw(RoutingContext http, String what, @Nullable Action action, boolean refused, boolean each) {
        saw(http, what, action, whose(http), refused, each);
    }

    private void saw(
            RoutingContext http, String what, @Nullable Action action, String whose, boolean refused, boolean each) {
        Caller caller = Guard.caller(http);
        String from = Origins.address(http.request());
        if (caller == null && refused) {
            witness.saw(Access.ofNobody(what, from, true), each);
            return;
        }
        String account = caller == null ? "" : caller.account();
        String by = caller == null ? THIS_MACHINE : Guard.signature(http, caller, action);
        witness.saw(new Access(account, by, what, chair(http), whose, from, refused), each);
    }

    /** "" for none, and for what can be the name of none. */
    private static String chair(RoutingContext http) {
        String chair = Guard.chair(http);
        try {
            return chair == null ? "" : new ChairId(chair).value();
        } catch (IllegalArgumentException noChair) {
            return "";
        }
    }

    /** The session whose report was read, or what was asked for as FHIR. */
    private static String whose(RoutingContext http) {
        String path = http.normalizedPath();
        if (path.startsWith(SESSIONS)) {
            return path.substring(SESSIONS.length());
        }
        if (!path.startsWith(FHIR)) {
            return "";
        }
        List<String> patients = http.queryParam("patient");
        return path.substring(FHIR.length()) + (patients.isEmpty() ? "" : " of " + patients.get(0));
    }
}
