package io.dripwatch.device.http;

import io.dripwatch.device.Counters;
import io.dripwatch.device.Presence;
import io.dripwatch.device.json.Outcome;
import io.dripwatch.device.json.ReadingsDoor;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /api/v1/readings}, by POST or as a WebSocket. A POST is answered 200 when all readings are durable; 422 when
 * some were refused, named one by one, and all others are durable; 400 when nothing could be read; 503 when nothing new
 * could be kept and all must be sent again.
 */
public final class ReadingsApi {
    private static final Logger LOG = LoggerFactory.getLogger(ReadingsApi.class);
    /** What a browser offers beside its token, for it must be answered with one of those it offers. */
    public static final String SUB_PROTOCOL = "dripwatch";

    private static final String PATH = "/api/v1/readings";

    private final Vertx vertx;
    private final ReadingsDoor door;
    private final Presence presence;
    private final Counters counters;
    private final PushLimits limits;
    private final HttpDoor entrance;

    public ReadingsApi(
            Vertx vertx,
            ReadingsDoor door,
            Presence presence,
            Counters counters,
            PushLimits limits,
            HttpDoor entrance) {
        this.vertx = vertx;
        this.door = door;
        this.presence = presence;
        this.counters = counters;
        this.limits = limits;
        this.entrance = entrance;
    }

    public void mount(Router router) {
        Buffer schema = vertx.fileSystem().readFileBlocking("schemas/readings.schema.json");
        router.get(PATH + ".schema.json").handler(http -> http.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/schema+json")
                .end(schema));
        router.route(PATH).handler(ReadingsApi::noPageOfAnotherSite).handler(this::enter);
        router.get(PATH).handler(this::connect);
        router.post(PATH)
                .handler(BodyHandler.create(false).setBodyLimit(limits.largestMessageBytes()))
                .handler(this::take);
    }

    /** Devices name no origin; a page of another site must not invent readings through a nurse's browser. */
    private static void noPageOfAnotherSite(RoutingContext http) {
        HttpServerRequest request = http.request();
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || ofThisSite(origin, request)) {
            http.next();
        } else {
            http.response().setStatusCode(403).end("{\"error\":\"This address is for devices.\"}");
        }
    }

    private static boolean ofThisSite(String origin, HttpServerRequest request) {
        try {
            String authority = URI.create(origin).getAuthority();
            return authority != null
                    && request.authority() != null
                    && authority.equalsIgnoreCase(request.authority().toString());
        } catch (IllegalArgumentException e) {
            LOG.debug("A request carried an origin that is no address", e);
            return false;
        }
    }

    private void enter(RoutingContext http) {
        if (entrance.lets(http) && entrance.identifies(http)) {
            http.next();
        }
    }

    private void connect(RoutingContext http) {
        if (!"websocket".equalsIgnoreCase(http.request().getHeader(HttpHeaders.UPGRADE))) {
            http.response()
                    .setStatusCode(426)
                    .putHeader(HttpHeaders.UPGRADE, "websocket")
                    .end("{\"error\":\"Readings are pushed by POST or over a WebSocket.\"}");
            return;
        }
        http.request()
                .toWebSocket()
                .onSuccess(socket -> new PushSocket(
                                vertx, socket, entrance.admitted(http), door, presence, counters, limits, entrance)
                        .start())
                .onFailure(failure -> LOG.debug("A device did not complete its connection", failure));
    }

    private void take(RoutingContext http) {
        Buffer body = http.body().buffer();
        door.take(
                        body == null ? new byte[0] : body.getBytes(),
                        entrance.admitted(http).speaker())
                .onSuccess(outcome -> answer(http, outcome));
    }

    private static void answer(RoutingContext http, Outcome outcome) {
        int status = outcome.lost()
                ? 503
                : outcome.kept() == 0 ? 400 : outcome.refused().isEmpty() ? 200 : 422;
        http.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(outcome.json());
    }
}
