package io.dripwatch.access.web;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bodies of small JSON objects with texts, as the pages send them at the sign-in and in the administration. */
final class TextBodies {
    private static final Logger LOG = LoggerFactory.getLogger(TextBodies.class);
    private static final int LARGEST = 4 * 1024;

    private TextBodies() {}

    /** What is done with a body. */
    interface Taking {
        void take(RoutingContext http, JsonObject body);
    }

    /** Takes what is posted to an address; other than an object of texts, or nothing at all, is refused. */
    static void post(Router router, String path, Taking taking) {
        router.post(path)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST))
                .handler(http -> {
                    JsonObject body = body(http);
                    if (body == null) {
                        Answers.refuse(http, 400, "expected a JSON object with texts");
                    } else {
                        taking.take(http, body);
                    }
                });
    }

    private static @Nullable JsonObject body(RoutingContext http) {
        try {
            JsonObject body = http.body().asJsonObject();
            boolean texts = body != null && body.stream().allMatch(each -> each.getValue() instanceof String);
            return body == null ? new JsonObject() : texts ? body : null;
        } catch (DecodeException | ClassCastException e) {
            LOG.debug("A body was no JSON", e);
            return null;
        }
    }
}
