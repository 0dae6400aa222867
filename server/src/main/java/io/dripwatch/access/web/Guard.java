package io.dripwatch.access.web;

import io.dripwatch.access.Action;
import io.dripwatch.access.Person;
import io.dripwatch.access.Witness;
import io.dripwatch.access.people.Accounts;
import io.dripwatch.access.people.Session;
import io.dripwatch.access.people.Sessions;
import io.dripwatch.vitals.Reach;
import io.dripwatch.vitals.Rooms;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where it is decided whether a request may go on. As long as there is no account nobody has to say who
 * they are, and nobody is heard who did not ask this machine by a name of its own. From the first account on everything
 * is refused that {@link Addresses} does not allow.
 */
public final class Guard {
    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
    private static final String CALLER = "dripwatch.caller";
    private static final String ACTION = "dripwatch.action";
    private static final String CHAIR = "dripwatch.chair";
    private static final String ROOM = "dripwatch.room";
    private static final String OWN_PAGES = "X-Dripwatch";

    private final Accounts accounts;
    private final Sessions sessions;
    private final Known known;
    private final Whereabouts whereabouts;
    private final InstantSource clock;
    private final Addresses addresses = new Addresses();
    private final Watching watching;
    private final Notes notes;

    /**
     * @param known who is known that is no person
     * @param whereabouts of what is asked for: each room has its rules
     * @param witness is told of everything
     */
    public Guard(
            Accounts accounts,
            Sessions sessions,
            Known known,
            Whereabouts whereabouts,
            Witness witness,
            InstantSource clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.known = known;
        this.whereabouts = whereabouts;
        this.clock = clock;
        this.watching = new Watching(sessions, known, clock);
        this.notes = new Notes(witness);
    }

    /** Stands before all other addresses. */
    public void mount(Router router) {
        router.route().order(Integer.MIN_VALUE + 1).handler(Hardening::harden).handler(this::check);
        router.route().order(Integer.MAX_VALUE).failureHandler(Unanswered::failed);
    }

    /** Who has come; null where nobody has to say so, or has not. */
    public static @Nullable Caller caller(RoutingContext http) {
        return http.get(CALLER);
    }

    /** How whoever has come signs what they do; null where nobody has to say who they are. */
    public static @Nullable String signature(RoutingContext http) {
        Caller caller = caller(http);
        return caller == null ? null : signature(http, caller, http.get(ACTION));
    }

    static String signature(RoutingContext http, Caller caller, @Nullable Action action) {
        return caller.signature(action, http.get(ROOM));
    }

    /** The chair that is meant, where an address names it or its session; null otherwise. */
    static @Nullable String chair(RoutingContext http) {
        String known = http.get(CHAIR);
        return known == null ? Whereabouts.chair(http) : known;
    }

    /** At which chairs whoever has come may do what they ask for; at all where nobody has to say who they are. */
    public Reach reach(RoutingContext http) {
        Action action = http.get(ACTION);
        return action == null ? Reach.EVERYWHERE : reach(http, action);
    }

    /** At which chairs whoever has come may do something. */
    public Reach reach(RoutingContext http, Action action) {
        Caller caller = caller(http);
        return caller == null || caller.may(action, null)
                ? Reach.EVERYWHERE
                : chair -> caller.may(action, whereabouts.room(chair));
    }

    /** Whether whoever has come may do something more, at the chair that is meant. */
    public boolean may(RoutingContext http, Action action) {
        Caller caller = caller(http);
        boolean somewhere = chair(http) == null;
        return caller == null
                || (somewhere ? caller.may(action) : caller.may(action, http.<@Nullable String>get(ROOM)));
    }

    /** Tells the witness that whoever has come may not do what their request turned out to be. */
    public void refused(RoutingContext http, Action action) {
        notes.refused(http, Notes.word(action));
    }

    /**
     * Tells the witness of one of many things that whoever has come asks for at once.
     *
     * @param asked for resources of which type
     * @param whose which of them
     */
    public void part(RoutingContext http, Action asked, String whose, boolean refused) {
        if (accounts.claimed()) {
            notes.part(http, asked, whose, refused);
        }
    }

    /** Ends the connections of screens that may see the room no more. */
    public void look() {
        watching.look();
    }

    private void check(RoutingContext http) {
        HttpServerRequest request = http.request();
        Need need = addresses.need(request.method().name(), http.normalizedPath());
        if (!Origins.ownPage(request)) {
            refuse(http, 403, "A page of another site asked.", "ask from another site");
        } else if (!accounts.claimed()) {
            unclaimed(http, need);
        } else if (need == null) {
            refuse(http, 404, "There is nothing at this address.", "ask for an unknown address");
        } else if (need.of() == Need.Of.DEVICES) {
            http.next();
        } else if (!Origins.unread(request)) {
            refuse(http, 403, "This server is asked by https.", "ask in the clear");
        } else if (need.of() == Need.Of.PROGRAMS) {
            http.next();
        } else {
            meet(http, need);
        }
    }

    /** Whoever sits at this machine may do everything, and the record says what was seen and done. */
    private void unclaimed(RoutingContext http, @Nullable Need need) {
        if (!Origins.askedAsThisMachine(http.request())) {
            refuse(
                    http,
                    403,
                    "As long as there are no accounts, this server is asked as 127.0.0.1 or localhost.",
                    "ask by another name");
            return;
        }
        Action action = need == null ? null : need.action();
        if (action != null) {
            notes.allowed(http, action, changes(http.request()));
        }
        http.next();
    }

    private void meet(RoutingContext http, Need need) {
        String token = Origins.bearer(http.request());
        if (token == null
                && changes(http.request())
                && !http.request().headers().contains(OWN_PAGES)) {
            refuse(
                    http,
                    403,
                    "A page of this server says so in the header " + OWN_PAGES + ".",
                    "press without the header of our pages");
            return;
        }
        Session session = token == null ? session(http) : null;
        http.put(CALLER, token == null ? sitting(http, session) : known.program(token, clock.instant()));
        switch (need.of()) {
            case ANYBODY, DEVICES, PROGRAMS -> http.next();
            case WHO_IS_SIGNED_IN, WHO_MAY -> letIn(http, need, session);
        }
    }

    private @Nullable Caller sitting(RoutingContext http, @Nullable Session session) {
        Person person = session == null ? null : sessions.person(session);
        return session != null && person != null
                ? Caller.of(
                        person,
                        whereabouts.rooms().names(),
                        session.acts(clock.instant(), sessions.idle()),
                        session.emergency(clock.instant()))
                : known.screen(SessionCookie.ofScreen(http), whereabouts.rooms().names());
    }

    private void letIn(RoutingContext http, Need need, @Nullable Session session) {
        Caller caller = caller(http);
        Action action = need.action();
        if (caller == null || (action == null && session == null)) {
            http.response().putHeader("WWW-Authenticate", "Bearer");
            refuse(http, 401, "Sign in first.", action == null ? "act" : Notes.word(action));
        } else if (!caller.there() && (action == null || !action.onALockedScreen())) {
            refuse(http, 401, "This screen is locked. Unlock it first.", action == null ? "act" : Notes.word(action));
        } else if (action == null) {
            goesOn(http, null, session);
        } else if (!caller.may(action)) {
            notAllowed(http, action);
        } else {
            find(http, () -> letIn(http, caller, action, session));
        }
    }

    /** Goes on when it is known at which chair that is what is asked for. */
    private void find(RoutingContext http, Runnable found) {
        String asked = Whereabouts.session(http);
        if (asked == null) {
            put(http, Whereabouts.chair(http));
            found.run();
            return;
        }
        whereabouts
                .chairOf(asked)
                .onSuccess(chair -> {
                    put(http, chair);
                    found.run();
                })
                .onFailure(failure -> {
                    LOG.error("The chair of a session could not be looked up", failure);
                    Answers.refuse(http, 503, "The record cannot be read now.");
                });
    }

    private void put(RoutingContext http, @Nullable String chair) {
        http.put(CHAIR, chair).put(ROOM, chair == null ? null : whereabouts.room(chair));
    }

    private void letIn(RoutingContext http, Caller caller, Action action, @Nullable Session session) {
        if (http.get(CHAIR) != null && !caller.may(action, http.<@Nullable String>get(ROOM))) {
            notAllowed(http, action);
        } else {
            http.put(ACTION, action);
            goesOn(http, action, session);
        }
    }

    private void notAllowed(RoutingContext http, Action action) {
        refuse(http, 403, "Your role does not allow this: " + action.words() + ".", Notes.word(action));
    }

    private void goesOn(RoutingContext http, @Nullable Action action, @Nullable Session session) {
        boolean changes = changes(http.request());
        if (changes && session != null) {
            sessions.acted(session, clock.instant());
        }
        if (action != null) {
            notes.allowed(http, action, changes);
        }
        if ("websocket".equalsIgnoreCase(http.request().getHeader(HttpHeaders.UPGRADE))) {
            watching.add(http, session == null ? null : session.hash(), () -> notes.left(http));
        }
        http.next();
    }

    private void refuse(RoutingContext http, int status, String sentence, String what) {
        notes.refused(http, what);
        Answers.refuse(http, status, sentence);
    }

    private static boolean changes(HttpServerRequest request) {
        return !request.method().name().equals("GET");
    }

    /** The session of the browser that asks; null where there is none. */
    @Nullable
    Session session(RoutingContext http) {
        return sessions.of(SessionCookie.ofPerson(http), clock.instant());
    }

    /** Tells what else the record has to know. */
    public Notes notes() {
        return notes;
    }

    Rooms rooms() {
        return whereabouts.rooms();
    }

    Known known() {
        return known;
    }

    Instant now() {
        return clock.instant();
    }

    /** Whoever is signed in. */
    static Caller present(RoutingContext http) {
        return Objects.requireNonNull(caller(http), "nobody asked who it is");
    }
}
