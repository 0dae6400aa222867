package io.dripwatch.dashboard;

import io.dripwatch.flow.RoomEvent;
import io.dripwatch.trend.Trend.Range;
import io.dripwatch.vitals.Reach;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was kept of sessions, one at a time: the course of one, those before it, every single reading. */
final class SessionApi {
    private static final Logger LOG = LoggerFactory.getLogger(SessionApi.class);
    private static final String CHAIR = "/api/v1/chairs/:chair/";
    private static final String SESSION = "/api/v1/sessions/:session/";
    private static final Set<RoomEvent.Kind> OPENING = EnumSet.of(RoomEvent.Kind.SESSION_OPENED);
    private static final String NEVER = "No session was ever opened in this chair.";
    private static final String UNKNOWN = "There is no such session.";

    private final Vertx vertx;
    private final Screens.Kept kept;
    private final Reaches reaches;
    private final InstantSource clock;

    SessionApi(Vertx vertx, Screens.Kept kept, Reaches reaches, InstantSource clock) {
        this.vertx = vertx;
        this.kept = kept;
        this.reaches = reaches;
        this.clock = clock;
    }

    void mount(Router router) {
        router.get(CHAIR + "history").handler(http -> {
            String chair = http.pathParam("chair");
            course(http, NEVER, () -> kept.journal().lastSession(chair));
        });
        router.get(CHAIR + "earlier").handler(http -> {
            String chair = http.pathParam("chair");
            Reach reach = reaches.of(http);
            answer(http, NEVER, () -> earlier(kept.journal().lastSession(chair), reach));
        });
        router.get(SESSION + "history").handler(http -> {
            String session = http.pathParam("session");
            course(http, UNKNOWN, () -> session);
        });
        router.get(SESSION + "readings").handler(this::readings);
    }

    private void course(RoutingContext http, String nothing, Callable<@Nullable String> asked) {
        try {
            Range part = new Asked(http.queryParams(), Set.of("from", "to")).range(clock.instant());
            answer(http, nothing, () -> course(asked.call(), part));
        } catch (Asked.Unclear e) {
            send(http, 400, error(String.valueOf(e.getMessage())));
        }
    }

    private @Nullable String course(@Nullable String session, @Nullable Range part) throws Exception {
        List<RoomEvent> events = session == null ? List.of() : kept.journal().ofSession(session);
        return opened(events)
                ? new SessionHistory(kept.history(), kept.minutes(), events, kept.words(), part).json(clock.instant())
                : null;
    }

    private @Nullable String earlier(@Nullable String session, Reach reach) throws Exception {
        return session == null
                ? null
                : new EarlierSessions(kept.journal(), kept.history(), reach, kept.words()).json(session);
    }

    private void readings(RoutingContext http) {
        String session = http.pathParam("session");
        try {
            EveryReading.Question question = EveryReading.Question.of(http.queryParams());
            answer(
                    http,
                    UNKNOWN,
                    () -> opened(kept.journal().ofSession(session, OPENING))
                            ? new EveryReading(
                                            kept.history(),
                                            kept.minutes(),
                                            kept.words().units())
                                    .json(session, question)
                            : null);
        } catch (Asked.Unclear e) {
            send(http, 400, error(String.valueOf(e.getMessage())));
        }
    }

    private static boolean opened(List<RoomEvent> events) {
        return events.stream().anyMatch(event -> event.kind() == RoomEvent.Kind.SESSION_OPENED);
    }

    private void answer(RoutingContext http, String nothing, Callable<@Nullable String> question) {
        vertx.executeBlocking(question, false)
                .onSuccess(json -> send(http, json == null ? 404 : 200, json == null ? error(nothing) : json))
                .onFailure(failure -> {
                    LOG.error("The history of a session could not be read", failure);
                    send(http, 503, error("The history cannot be read now."));
                });
    }

    private String error(String sentence) {
        return new JsonObject().put("error", kept.words().say(sentence)).encode();
    }

    private static void send(RoutingContext http, int status, String json) {
        http.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(json);
    }
}
