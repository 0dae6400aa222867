package io.dripwatch.dashboard;

import io.dripwatch.record.JournalReader;
import io.dripwatch.report.KeptReports;
import io.dripwatch.trend.History;
import io.dripwatch.trend.Minutes;
import io.dripwatch.trend.Trend;
import io.dripwatch.vitals.Reach;
import io.dripwatch.wording.Wording;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses of the dashboard: pages, live feed, commands, history of a session. */
public final class Screens {
    private static final Logger LOG = LoggerFactory.getLogger(Screens.class);

    private final Vertx vertx;
    private final LiveFeed feed;
    private final CommandApi commands;
    private final Reaches reaches;
    private final Kept kept;
    private final InstantSource clock;

    /** What was kept, read by both ports, the reports that are made of it, and in which words it is told. */
    public record Kept(JournalReader journal, History history, Minutes minutes, KeptReports reports, Wording words) {}

    /** What screens press and see, as far as whoever is there may. */
    public record Rights(Signer signer, Reaches reaches) {}

    public Screens(Vertx vertx, LiveFeed feed, Control control, Rights rights, Kept kept, InstantSource clock) {
        this.vertx = vertx;
        this.feed = feed;
        this.commands = new CommandApi(control, rights.signer, clock, kept.words);
        this.reaches = rights.reaches;
        this.kept = kept;
        this.clock = clock;
    }

    /** Adds the dashboard's addresses; the static pages must come last. */
    public void mount(Router router) {
        router.get("/api/v1/live").handler(this::live);
        new SessionApi(vertx, kept, reaches, clock).mount(router);
        Trend trend = new Trend(kept.history, kept.minutes);
        new TrendApi(vertx, kept, trend, reaches, clock).mount(router);
        new ReportApi(vertx, kept.reports, kept.words).mount(router);
        commands.mount(router);
        Pages pages = new Pages(kept.words.language());
        router.get("/administration").handler(pages::showFirst);
        router.get("/review").handler(pages::showFirst);
        router.get("/chair/:chair").handler(pages::showFirst);
        router.get("/session/:session/report").handler(pages::showFirst);
        router.get("/session/:session/readings").handler(pages::showFirst);
        router.get().handler(pages::show);
    }

    private void live(RoutingContext http) {
        Reach reach = reaches.of(http);
        String room = http.queryParams().get("room");
        http.request()
                .toWebSocket()
                .onSuccess(socket -> feed.connect(socket, reach, room))
                .onFailure(failure -> LOG.debug("A screen did not complete its connection", failure));
    }
}
