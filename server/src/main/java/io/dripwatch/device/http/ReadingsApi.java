package io.dripwatch.device.http;

import io.dripwatch.device.Counters;
import io.dripwatch.device.Decoded;
import io.dripwatch.device.Intake;
import io.dripwatch.device.Refusal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /api/v1/readings}. 200 when all readings are durable; 422 when some were refused, named one by one, and
 * all others are durable; 400 when nothing could be read; 503 when nothing new could be kept and all must be sent
 * again.
 */
public final class ReadingsApi {
    private static final Logger LOG = LoggerFactory.getLogger(ReadingsApi.class);
    private static final int LARGEST_BODY = 1024 * 1024;

    private final Intake intake;
    private final Counters counters;
    private final InstantSource clock;

    public ReadingsApi(Intake intake, Counters counters, InstantSource clock) {
        this.intake = intake;
        this.counters = counters;
        this.clock = clock;
    }

    public void mount(Router router) {
        router.post("/api/v1/readings")
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
                .handler(this::take);
    }

    private void take(RoutingContext http) {
        byte[] body = http.body().buffer() == null
                ? new byte[0]
                : http.body().buffer().getBytes();
        List<Refusal> refusals = new ArrayList<>();
        List<Future<Void>> kept = new ArrayList<>();
        int readings = 0;
        for (Decoded decoded : ReadingsDecoder.decode(body, clock.instant())) {
            if (decoded instanceof Decoded.Read read) {
                refusals.addAll(read.refusals());
                if (!read.report().readings().isEmpty()) {
                    int count = read.report().readings().size();
                    readings += count;
                    kept.add(intake.offer(read.report())
                            .onSuccess(done -> counters.kept(count))
                            .onFailure(lost -> counters.notKept()));
                }
            } else if (decoded instanceof Decoded.Rejected rejected) {
                refusals.add(rejected.refusal());
            }
        }
        refusals.forEach(counters::refused);
        int count = readings;
        Future.join(kept).onComplete(all -> answer(http, count, refusals, all.failed()));
    }

    private static void answer(RoutingContext http, int readings, List<Refusal> refusals, boolean lost) {
        int status = lost ? 503 : readings == 0 ? 400 : refusals.isEmpty() ? 200 : 422;
        JsonArray refused = new JsonArray();
        for (Refusal refusal : refusals) {
            refused.add(new JsonObject()
                    .put("reason", refusal.reason().name())
                    .put("where", refusal.where())
                    .put("detail", refusal.detail()));
        }
        JsonObject body = new JsonObject().put("kept", lost ? 0 : readings).put("refused", refused);
        if (lost) {
            LOG.debug("Readings could not be kept and must be sent again; readings={}", readings);
            body.put("error", "The readings could not be kept; send them again.");
        }
        http.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(body.encode());
    }
}
