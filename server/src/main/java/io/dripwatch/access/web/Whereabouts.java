package io.dripwatch.access.web;

import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Rooms;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where that is what an address is about: at which chair, and so in which room. */
public final class Whereabouts {
    private static final List<String> CHAIRS = List.of("api", "v1", "chairs");
    private static final List<String> SESSIONS = List.of("api", "v1", "sessions");
    private static final List<String> TREND = List.of("api", "v1", "trend");

    private final Rooms rooms;
    private final Function<String, Future<@Nullable String>> chairOfSession;

    /**
     * Of one server.
     *
     * @param chairOfSession in which chair a session was; null where there never was such a session
     */
    public Whereabouts(Rooms rooms, Function<String, Future<@Nullable String>> chairOfSession) {
        this.rooms = rooms;
        this.chairOfSession = chairOfSession;
    }

    Rooms rooms() {
        return rooms;
    }

    /** The room of a chair; null where it stands in none that there is. */
    @Nullable
    String room(@Nullable ChairId chair) {
        return chair == null ? null : rooms.nameOf(chair);
    }

    /** The same of a chair as somebody wrote it. */
    @Nullable
    String room(String chair) {
        try {
            return room(new ChairId(chair));
        } catch (IllegalArgumentException noChair) {
            return null;
        }
    }

    /** The chair that an address names; null where it names none. */
    static @Nullable String chair(RoutingContext http) {
        return asked(http, CHAIRS, "chair");
    }

    /** The session that an address names; null where it names none. */
    static @Nullable String session(RoutingContext http) {
        return asked(http, SESSIONS, "session");
    }

    /** The chair of a session; asked only where it could be in one of several rooms. */
    Future<@Nullable String> chairOf(String session) {
        return rooms.several() ? chairOfSession.apply(session) : Future.succeededFuture();
    }

    private static @Nullable String asked(RoutingContext http, List<String> before, String parameter) {
        List<String> path = Addresses.parts(http.normalizedPath());
        if (path.equals(TREND)) {
            List<String> values = http.queryParam(parameter);
            return values.isEmpty() || values.get(0).isBlank() ? null : values.get(0);
        }
        int place = before.size();
        return path.size() > place && path.subList(0, place).equals(before) ? decoded(path.get(place)) : null;
    }

    /** As the router decodes it; what it cannot decode is the name of nothing. */
    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return part;
        }
    }
}
