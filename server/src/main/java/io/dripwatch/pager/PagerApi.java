package io.dripwatch.pager;

import io.dripwatch.access.Access;
import io.dripwatch.access.Witness;
import io.dripwatch.access.web.Caller;
import io.dripwatch.access.web.Guard;
import io.dripwatch.access.web.Spoken;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where somebody who is signed in asks that their browser be told of high alarms, for one shift, or no more. */
final class PagerApi {
    private static final Logger LOG = LoggerFactory.getLogger(PagerApi.class);
    private static final String PATH = "/api/v1/pager";
    private static final int LARGEST_BODY = 4 * 1024;
    private static final int SECRET = 16;
    private static final Duration SHIFT = Duration.ofHours(12);

    private final Services services;
    private final @Nullable ServerKey key;
    private final Browsers browsers;
    private final Witness witness;
    private final InstantSource clock;

    /** @param key null where nobody is told of anything */
    PagerApi(Services services, @Nullable ServerKey key, Browsers browsers, Witness witness, InstantSource clock) {
        this.services = services;
        this.key = key;
        this.browsers = browsers;
        this.witness = witness;
        this.clock = clock;
    }

    private interface Asked {
        /** What is answered once it is durable. */
        Future<JsonObject> by(Caller who, JsonObject body);
    }

    void mount(Router router) {
        router.get(PATH).handler(http -> answer(http, 200, offer(http)));
        post(router, PATH, "pager-on", this::begin);
        post(router, PATH + "/end", "pager-off", this::end);
    }

    private JsonObject offer(RoutingContext http) {
        String known = key == null || Guard.caller(http) == null ? "" : key.known();
        return new JsonObject().put("offered", !known.isEmpty()).put("key", known);
    }

    private Future<JsonObject> begin(Caller who, JsonObject body) {
        Instant now = clock.instant();
        String endpoint = services.endpoint(body.getString("endpoint", "")).toString();
        String point = body.getString("key", "");
        String secret = body.getString("secret", "");
        Curve.point(decoded("key", point));
        if (decoded("secret", secret).length != SECRET) {
            throw new IllegalArgumentException("secret: expected " + SECRET + " bytes in base64url");
        }
        PagedBrowser browser = new PagedBrowser(who.account(), endpoint, point, secret, now.plus(SHIFT));
        return browsers.add(browser, now)
                .map(kept -> new JsonObject().put("until", browser.until().toEpochMilli()));
    }

    private static byte[] decoded(String name, String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": expected base64url", e);
        }
    }

    private Future<JsonObject> end(Caller who, JsonObject body) {
        return browsers.end(who.account(), body.getString("endpoint", "")).map(gone -> new JsonObject());
    }

    private void post(Router router, String path, String what, Asked asked) {
        router.post(path)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
                .handler(http -> take(http, what, asked));
    }

    private void take(RoutingContext http, String what, Asked asked) {
        Caller who = Guard.caller(http);
        if (who == null) {
            refuse(http, 403, "Only somebody who is signed in can be told.");
            return;
        }
        Future<JsonObject> done;
        try {
            JsonObject body = http.body().asJsonObject();
            done = asked.by(who, body == null ? new JsonObject() : body);
        } catch (IllegalArgumentException | DecodeException | ClassCastException e) {
            LOG.debug("A browser cannot be told", e);
            refuse(http, 400, e instanceof IllegalArgumentException ? String.valueOf(e.getMessage()) : "expected JSON");
            return;
        }
        done.onSuccess(told -> {
                    String from = http.request().remoteAddress().hostAddress();
                    witness.saw(new Access(who.account(), who.name(), what, "", "", from, false), true);
                    answer(http, 200, told);
                })
                .onFailure(failure -> {
                    LOG.error("Who is told of high alarms could not be kept", failure);
                    refuse(http, 503, "This cannot be kept now.");
                });
    }

    private static void refuse(RoutingContext http, int status, String sentence) {
        answer(http, status, new JsonObject().put("error", Spoken.of(http).tell(sentence)));
    }

    private static void answer(RoutingContext http, int status, JsonObject body) {
        http.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(body.encode());
    }
}
