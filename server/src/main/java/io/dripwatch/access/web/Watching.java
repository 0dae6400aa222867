package io.dripwatch.access.web;

import io.dripwatch.access.Grant;
import io.dripwatch.access.Person;
import io.dripwatch.access.keys.WallScreen;
import io.dripwatch.access.people.Session;
import io.dripwatch.access.people.Sessions;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The connections over which a room is being watched; each ends with what it was opened by. Any thread. */
final class Watching {
    private final Sessions sessions;
    private final Known known;
    private final InstantSource clock;
    private final Map<HttpConnection, Predicate<Instant>> open = new ConcurrentHashMap<>();

    Watching(Sessions sessions, Known known, InstantSource clock) {
        this.sessions = sessions;
        this.known = known;
        this.clock = clock;
    }

    /**
     * One more.
     *
     * @param session by which it was opened; null for a screen on the wall
     * @param left told when it is over
     */
    void add(RoutingContext http, @Nullable String session, Runnable left) {
        HttpConnection connection = http.request().connection();
        WallScreen screen = session == null ? known.screens().of(SessionCookie.ofScreen(http)) : null;
        open.put(connection, stands(session, screen));
        connection.closeHandler(closed -> {
            open.remove(connection);
            left.run();
        });
    }

    private Predicate<Instant> stands(@Nullable String session, @Nullable WallScreen screen) {
        if (session != null) {
            List<Grant> grants = grants(session, clock.instant());
            return now -> !grants.isEmpty() && grants.equals(grants(session, now));
        }
        return now -> screen != null && known.screens().stands(screen.hash());
    }

    /** What the person is whose session it is; whoever may see other rooms by now connects anew. */
    private List<Grant> grants(String hash, Instant now) {
        Session session = sessions.standing(hash, now);
        Person person = session == null ? null : sessions.person(session);
        return person == null ? List.of() : person.grants();
    }

    void look() {
        Instant now = clock.instant();
        open.forEach((connection, stands) -> {
            if (!stands.test(now) && open.remove(connection, stands)) {
                connection.close();
            }
        });
    }
}
