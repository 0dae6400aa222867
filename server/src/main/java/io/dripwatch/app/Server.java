package io.dripwatch.app;

import static io.dripwatch.app.Awaited.at;
import static io.dripwatch.app.Awaited.await;
import static io.dripwatch.app.Awaited.onItsOwnLoop;
import static io.dripwatch.app.Awaited.quietly;

import io.dripwatch.access.web.Guard;
import io.dripwatch.app.config.ProtocolFile;
import io.dripwatch.app.config.Settings;
import io.dripwatch.backup.BackupPlan;
import io.dripwatch.backup.Rotation;
import io.dripwatch.dashboard.AccessSearch;
import io.dripwatch.dashboard.LiveFeed;
import io.dripwatch.dashboard.ReviewApi;
import io.dripwatch.dashboard.Screens;
import io.dripwatch.device.Counters;
import io.dripwatch.device.Doorkeeper;
import io.dripwatch.device.Presence;
import io.dripwatch.device.http.HttpDoor;
import io.dripwatch.device.http.PushLimits;
import io.dripwatch.device.http.ReadingsApi;
import io.dripwatch.device.json.ReadingsDoor;
import io.dripwatch.fhir.FhirApi;
import io.dripwatch.flow.Command;
import io.dripwatch.flow.Room;
import io.dripwatch.health.Health;
import io.dripwatch.health.HealthApi;
import io.dripwatch.pager.Pager;
import io.dripwatch.record.Entries;
import io.dripwatch.record.Journal;
import io.dripwatch.record.JournalReader;
import io.dripwatch.report.KeptReports;
import io.dripwatch.session.CheckItem;
import io.dripwatch.store.Database;
import io.dripwatch.store.GroupCommit;
import io.dripwatch.store.Readers;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import io.dripwatch.trend.embedded.ReadingTable;
import io.dripwatch.trend.embedded.Rehearsal;
import io.dripwatch.trend.embedded.Retention;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.Reach;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of a server, put together, started in order, stopped in the opposite order. */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final long START_SECONDS = 30;
    private static final int IDLE_SECONDS = 300;
    private static final int MOST_WAITING_CONNECTIONS = 4096;
    private static final int PAGER_LOOKS_MS = 250;
    private static final int MOST_IDLE_READERS = 16;

    private final Settings settings;
    private final InstantSource clock = InstantSource.system();
    private final DataDirectory directory;
    private final EventLoops loops;
    private final Vertx vertx;
    private final Counters counters = new Counters();
    private final Health health = new Health();
    private final Wire wire;
    private final People people;
    private final GroupCommit keeper;
    private final EmbeddedHistory history;
    private final ReadingTable readings;
    private final InfluxFeeding influx;
    private final ServerNumbers numbers;
    private final Retaining retaining;
    private final Room room;
    private final RoomLoop loop;
    private final LiveFeed feed;
    private final FhirApi chart;
    private final ReviewApi review;
    private final Pager pager;
    private final HttpServer http;
    private final Router router;
    private final AccessRecord accesses;
    private final ReadingsDoor door;
    private final Presence presence;
    private final Listeners listeners;
    private final Pushing pushing;
    private @Nullable ScheduledBackups backups;

    private Server(Settings settings) throws SQLException {
        this.settings = settings;
        this.people = new People(settings, clock);
        this.wire = new Wire(settings, people::claimed, clock);
        this.directory = DataDirectory.claim(settings.data());
        System.setProperty("org.sqlite.tmpdir", directory.scratch().toString());
        this.loops = new EventLoops(directory.scratch());
        this.vertx = loops.vertx();
        Database database = Database.in(settings.data());
        this.influx = new InfluxFeeding(settings.influx());
        Journal written = new Journal();
        this.readings = influx.readings(written);
        Retention retention = influx.retention(settings.retention());
        this.pushing = new Pushing(settings.push(), clock);
        this.keeper = new GroupCommit(database, List.of(written, readings, retention, pushing.marks()));
        this.retaining = new Retaining(settings.retention(), retention, settings.data(), keeper, clock);
        Readers readers = new Readers(database, MOST_IDLE_READERS);
        this.history = new EmbeddedHistory(readers, readings);
        JournalReader journal = new JournalReader(readers);
        this.room = new Room(settings.room());
        new Recall(journal, history).into(room);
        health.watch("store", Priority.HIGH, keeper::trouble);
        health.watch("unseen", Priority.HIGH, new Unseen(room)::sentence);
        wire.watch(vertx, health);
        people.watch(vertx, health);
        influx.prepare(database, journal, health, clock, this::numbers);
        if (settings.anchors() != null) {
            new DailyAnchor(settings.anchors(), journal, clock).start(vertx, health);
        }
        BackupPlan plan = settings.backups();
        if (plan != null) {
            backups = new ScheduledBackups(new Rotation(plan, database, Version.text()), plan.every(), clock);
            health.watch("backup", Priority.LOW, backups::trouble);
        }

        Context context = vertx.getOrCreateContext();
        this.loop = new RoomLoop(context, room, keeper, clock);
        this.feed = new LiveFeed(context, room, loop, health, clock, Version.text(), settings.wording());
        context.runOnContext(unused -> {
            loop.start();
            feed.start();
            vertx.setPeriodic(1000, timer -> {
                keeper.look();
                health.look(clock.instant());
            });
        });
        this.router = Router.router(vertx);
        this.door = new ReadingsDoor(settings.devices().templates(), loop, counters, clock);
        this.presence = new Presence(loop::linkLost);
        this.listeners =
                new Listeners(vertx, settings, wire, new Listeners.Behind(loop, door, presence, counters, clock));
        HttpDoor entrance =
                new HttpDoor(vertx, new Doorkeeper("http", wire.ofWeb(), counters, clock), MOST_WAITING_CONNECTIONS);
        new ReadingsApi(vertx, door, presence, counters, PushLimits.defaults(), entrance).mount(router);
        this.accesses = new AccessRecord(keeper, clock);
        accesses.start(vertx);
        Guard guard = people.mount(vertx, router, journal, accesses, health);
        new HealthApi(() -> keeper.trouble() == null, health::troubles, people::note, this::numbers).mount(router);
        Entries entries = new Entries(journal);
        KeptReports reports =
                new KeptReports(room.plan().rooms(), entries, history, history, clock, settings.wording());
        this.chart = new WholeChart(settings, influx.whole(history), history, entries, reports)
                .open(vertx, guard, people, accesses, clock);
        chart.mount(router);
        pushing.prepare(chart.push(), health, accesses);
        this.numbers = new ServerNumbers(
                counters, wire, listeners, keeper, readings, backups, influx, pushing, retaining, feed, people);
        this.pager = new Pager(vertx, settings.pager(), settings.data(), people::sees, accesses, clock);
        pager.mount(router);
        health.watch("pager", Priority.LOW, pager::trouble);
        context.runOnContext(unused -> vertx.setPeriodic(PAGER_LOOKS_MS, timer -> pager.look(room)));
        new AccessSearch(vertx, journal, clock, settings.wording()).mount(router);
        this.review = new ReviewApi(
                vertx, journal, history, settings.room().protocols().values(), guard::reach, clock, settings.wording());
        review.mount(router);
        Screens.Kept kept = new Screens.Kept(journal, history, history, reports, settings.wording());
        Screens.Rights rights = new Screens.Rights(new CommandActions(guard), guard::reach);
        new Screens(vertx, feed, loop, rights, kept, clock).mount(router);
        this.http = vertx.createHttpServer(new HttpServerOptions()
                .setCompressionSupported(true)
                .setCompressionLevel(Deflater.BEST_SPEED)
                .setHttp2ClearTextEnabled(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setWebSocketSubProtocols(List.of(ReadingsApi.SUB_PROTOCOL))
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxWebSocketFrameSize(PushLimits.defaults().largestMessageBytes() + 1));
        entrance.guard(http, router);
    }

    /**
     * Starts a server and waits until all of it listens.
     *
     * @throws StartFailed with one sentence on what is in the way
     */
    public static Server start(Settings settings) {
        Server server;
        try {
            server = new Server(settings);
        } catch (SQLException e) {
            throw new StartFailed("The store in " + settings.data() + " cannot be read: " + e.getMessage(), e);
        }
        try {
            server.listen();
            var unused = server.vertx.executeBlocking(() -> Rehearsal.draw(server.history), false);
            if (server.backups != null) {
                server.backups.start();
            }
            server.influx.start();
            server.pushing.start();
            server.retaining.start();
            server.people.announce();
            settings.room().protocols().values().forEach(ProtocolFile::inUse);
            return server;
        } catch (Exception e) {
            server.close();
            throw new StartFailed("The server cannot listen on " + e.getMessage(), e);
        }
    }

    /** Screens and devices get event loops of their own, so that neither holds up the room. */
    private void listen() throws Exception {
        String web =
                settings.listening().httpHost() + ":" + settings.listening().httpPort();
        await(
                at(
                        web,
                        onItsOwnLoop(
                                vertx,
                                () -> http.listen(
                                        settings.listening().httpPort(),
                                        settings.listening().httpHost()))),
                START_SECONDS);
        listeners.listen(START_SECONDS);
    }

    /** Every address of the web port. */
    List<Route> addresses() {
        return router.getRoutes();
    }

    private Map<String, Number> numbers() {
        Map<String, Number> all = numbers.now();
        all.putAll(chart.numbers());
        all.putAll(review.numbers());
        all.putAll(pager.numbers());
        return all;
    }

    /** Where it listens for browsers, programs and devices that push JSON. */
    public int httpPort() {
        return http.actualPort();
    }

    /** Where it listens for HL7. */
    public int mllpPort() {
        return listeners.mllpPort();
    }

    int mqttPort() {
        return listeners.mqttPort();
    }

    /** The protocol that is used where nobody names one. */
    public String firstProtocol() {
        return settings.room().protocols().keySet().iterator().next();
    }

    /** What that protocol asks before the drug. */
    public List<CheckItem> firstChecklist() {
        return settings.room().protocols().values().iterator().next().checklist();
    }

    /** Does what a person would press; done when it is durable. */
    public Future<Void> command(Command command) {
        return loop.command(command, Reach.EVERYWHERE);
    }

    /** The line that tells supervisors and tests that the server is up, and where. */
    public String readyLine() {
        return "dripwatch ready http=" + wire.scheme() + settings.listening().httpHost() + ":" + httpPort()
                + listeners.ready()
                + " data=" + settings.data().toAbsolutePath().normalize() + " store=embedded version="
                + Version.text();
    }

    /** Stops listening, makes durable and acknowledges what has come, and closes the store. */
    @Override
    public void close() {
        loops.end();
        listeners.close();
        quietly("web server", http.close());
        if (backups != null) {
            backups.close();
        }
        influx.close();
        pushing.close();
        retaining.close();
        chart.close();
        accesses.end();
        people.close();
        keeper.close();
        history.close();
        loops.close();
        try {
            directory.close();
        } catch (IOException e) {
            LOG.warn("The data directory was not let go", e);
        }
    }

    /** The server could not start; the message is one sentence. */
    public static final class StartFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public StartFailed(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }
}
