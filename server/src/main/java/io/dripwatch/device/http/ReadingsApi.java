package io.dripwatch.device.http;

import io.dripwatch.device.Counters;
import io.dripwatch.device.Presence;
import io.dripwatch.device.Speaker;
import io.dripwatch.device.json.Outcome;
import io.dripwatch.device.json.ReadingsDoor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.util.function.Function;
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
    private static final String TOPIC = "topic";

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
        if (!entrance.lets(http) || !entrance.identifies(http)) {
            return;
        }
        if (topic(http).isEmpty() || door.maps(topic(http))) {
            http.next();
        } else {
            http.response().setStatusCode(404).end("{\"error\":\"There is no template for messages of this topic.\"}");
        }
    }

    /** What the message is about, for whom it is not in our own shape; nothing where it is. */
    private static String topic(RoutingContext http) {
        String topic = http.request().getParam(TOPIC);
        return topic == null ? "" : topic;
    }

    private void connect(RoutingContext http) {
        if (!"websocket".equalsIgnoreCase(http.request().getHeader(HttpHeaders.UPGRADE))) {
            http.response()
                    .setStatusCode(426)
                    .putHeader(HttpHeaders.UPGRADE, "websocket")
                    .end("{\"error\":\"Readings are pushed by POST or over a WebSocket.\"}");
            return;
        }
        Function<byte[], Future<Outcome>> taking = taking(http);
        http.request()
                .toWebSocket()
                .onSuccess(socket ->
                        new PushSocket(vertx, socket, http, taking, presence, counters, limits, entrance).start())
                .onFailure(failure -> LOG.debug("A device did not complete its connection", failure));
    }

    private void take(RoutingContext http) {
        Buffer body = http.body().buffer();
        taking(http).apply(body == null ? new byte[0] : body.getBytes()).onSuccess(outcome -> answer(http, outcome));
    }

    /** How what this device says is taken. */
    private Function<byte[], Future<Outcome>> taking(RoutingContext http) {
        Speaker speaker = entrance.admitted(http).speaker();
        String topic = topic(http);
        return topic.isEmpty() ? message -> door.take(message, speaker) : message -> door.take(message, topic, speaker);
    }

    private static void answer(RoutingContext http, Outcome outcome) {
        int status = outcome.lost()
                ? 503
                : outcome.isUseless() ? 400 : outcome.refused().isEmpty() ? 200 : 422;
        http.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(outcome.json());
    }
}
