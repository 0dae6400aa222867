package io.dripwatch.dashboard;

import io.dripwatch.flow.RoomEvent;
import io.dripwatch.record.JournalReader;
import io.dripwatch.report.KeptReports;
import io.dripwatch.trend.History;
import io.dripwatch.trend.Minutes;
import io.dripwatch.trend.Trend;
import io.dripwatch.wording.Wording;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses of the dashboard: pages, live feed, commands, history of a session. */
public final class Screens {
    private static final Logger LOG = LoggerFactory.getLogger(Screens.class);

    private final Vertx vertx;
    private final LiveFeed feed;
    private final CommandApi commands;
    private final Kept kept;
    private final InstantSource clock;

    /** What was kept, read by both ports, the reports that are made of it, and in which words it is told. */
    public record Kept(JournalReader journal, History history, Minutes minutes, KeptReports reports, Wording words) {}

    public Screens(Vertx vertx, LiveFeed feed, Control control, Signer signer, Kept kept, InstantSource clock) {
        this.vertx = vertx;
        this.feed = feed;
        this.commands = new CommandApi(control, signer, clock, kept.words);
        this.kept = kept;
        this.clock = clock;
    }

    /** Adds the dashboard's addresses; the static pages must come last. */
    public void mount(Router router) {
        router.get("/api/v1/live").handler(this::live);
        router.get("/api/v1/chairs/:chair/history").handler(this::session);
        Trend trend = new Trend(kept.history, kept.minutes);
        new TrendApi(vertx, kept.journal, kept.history, trend, clock, kept.words).mount(router);
        new ReportApi(vertx, kept.reports, kept.words).mount(router);
        commands.mount(router);
        Pages pages = new Pages(kept.words.language());
        router.get("/administration").handler(pages::showFirst);
        router.get("/chair/:chair").handler(pages::showFirst);
        router.get("/session/:session/report").handler(pages::showFirst);
        router.get().handler(pages::show);
    }

    private void live(RoutingContext http) {
        http.request()
                .toWebSocket()
                .onSuccess(feed::connect)
                .onFailure(failure -> LOG.debug("A screen did not complete its connection", failure));
    }

    private void session(RoutingContext http) {
        String chair = http.pathParam("chair");
        vertx.executeBlocking(() -> read(chair), false)
                .onSuccess(json -> answer(
                        http,
                        json == null ? 404 : 200,
                        json == null ? error("No session was ever opened in this chair.") : json))
                .onFailure(failure -> {
                    LOG.error("The history of a session could not be read", failure);
                    answer(http, 503, error("The history cannot be read now."));
                });
    }

    private @Nullable String read(String chair) throws Exception {
        String session = kept.journal.lastSession(chair);
        if (session == null) {
            return null;
        }
        List<RoomEvent> events = kept.journal.ofSession(session);
        return new SessionHistory(kept.history, kept.minutes, events, kept.words).json(clock.instant());
    }

    private String error(String sentence) {
        return new JsonObject().put("error", kept.words.say(sentence)).encode();
    }

    private static void answer(RoutingContext http, int status, String json) {
        http.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(json);
    }
}
