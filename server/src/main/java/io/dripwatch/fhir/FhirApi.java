package io.dripwatch.fhir;

import io.dripwatch.fhir.bulk.Exports;
import io.dripwatch.fhir.chart.ChartType;
import io.dripwatch.fhir.news.News;
import io.dripwatch.fhir.push.ChartPush;
import io.dripwatch.fhir.rest.Exchange;
import io.dripwatch.fhir.rest.Hapi;
import io.dripwatch.fhir.rest.Outside;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Problem.Issue;
import io.dripwatch.fhir.rest.Rendering;
import io.dripwatch.fhir.rest.Search;
import io.dripwatch.fhir.subscription.Subscriptions;
import io.dripwatch.record.Entries;
import io.dripwatch.trend.History;
import io.dripwatch.trend.Notables;
import io.dripwatch.vitals.Rooms;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** The chart as FHIR R4 under {@code /fhir}, read only but for subscriptions. */
public final class FhirApi implements AutoCloseable {
    private static final int LARGEST_FORM = 64 * 1024;
    private static final int LARGEST_BATCH = 256 * 1024;

    private final Answering answering;
    private final Outside outside;
    private final Instant since;
    private final Hapi hapi = new Hapi();
    private final Reads reads;
    private final Exports exports;
    private final BulkApi bulk;
    private final Subscriptions subscriptions;

    /**
     * The chart that is handed out.
     *
     * @param history of what was measured
     * @param notables what of it a chart may have to show, in the order in which it was kept
     * @param entries of what happened
     * @param rooms where it happens
     * @param documents of sessions
     * @param exports a folder for the files of exports, kept for a day
     * @param subscriptions what belongs to those who are told of what is new
     */
    public record Content(
            History history,
            Notables notables,
            Entries entries,
            Rooms rooms,
            Documents documents,
            Path exports,
            Subscriptions.Plan subscriptions) {}

    /**
     * The API, not yet reachable.
     *
     * @param outside how others see it
     */
    public FhirApi(Vertx vertx, Content content, InstantSource clock, Outside outside) {
        this.answering = new Answering(vertx, outside);
        this.outside = outside;
        this.since = clock.instant();
        this.reads = new Reads(content, clock, hapi);
        this.exports = new Exports(content.exports(), reads.bulk(), clock);
        this.bulk = new BulkApi(answering, exports, reads, clock);
        this.subscriptions = new Subscriptions(vertx, reads.news(), hapi, reads::json, content.subscriptions(), clock);
    }

    /** Adds everything under {@code /fhir}. */
    public void mount(Router router) {
        answering.get(router, "/fhir/metadata", this::metadata);
        answering.get(router, "/fhir/Observation/$lastn", this::latest);
        answering.get(router, "/fhir/Patient/:id/$everything", this::everything);
        answering.get(router, "/fhir/Encounter/:id/$samples", this::samples);
        answering.get(router, "/fhir/Binary/:id", this::document);
        bulk.mount(router);
        new SubscriptionApi(answering, subscriptions, hapi).mount(router);
        type(router, "Patient");
        type(router, "Observation");
        for (ChartType<?> type : ChartType.all()) {
            type(router, type.name());
            if (type.from().versioned()) {
                answering.get(
                        router,
                        "/fhir/" + type.name() + "/:id/_history/:version",
                        exchange -> version(exchange, type.name()));
            }
        }
        router.post("/fhir").handler(answering.guarded(FhirApi::checkBatch));
        router.post("/fhir")
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BATCH))
                .handler(answering.guarded(this::batch));
        router.route("/fhir").handler(answering.guarded(FhirApi::unknown));
        router.route("/fhir/*").handler(answering.guarded(FhirApi::unknown)).failureHandler(answering::failed);
    }

    /** For those who run the server; does not wait. */
    public Map<String, Number> numbers() {
        return subscriptions.numbers();
    }

    /** What is new in the chart, for whatever passes it on. */
    public News news() {
        return reads.news();
    }

    /** What it takes to tell others what is new in the chart. */
    public ChartPush push() {
        return reads.push();
    }

    /** Ends what is made in the background; it is made anew at the next start. */
    @Override
    public void close() {
        exports.close();
        subscriptions.close();
    }

    private void type(Router router, String type) {
        search(router, "/fhir/" + type, exchange -> search(exchange, type));
        answering.get(router, "/fhir/" + type + "/:id", exchange -> read(exchange, type));
    }

    private void search(Router router, String path, Answering.Handling handler) {
        router.get(path).handler(answering.guarded(handler));
        router.post(path + "/_search").handler(answering.guarded(FhirApi::checkForm));
        router.post(path + "/_search")
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_FORM))
                .handler(answering.guarded(handler));
        router.route(path).handler(answering.guarded(exchange -> Answering.wrongMethod(exchange, "GET")));
    }

    private static void checkForm(Exchange exchange) {
        String type = exchange.http().request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !type.startsWith("application/x-www-form-urlencoded")) {
            throw new Problem(
                    415, Issue.NOT_SUPPORTED, "A search by POST needs content-type application/x-www-form-urlencoded");
        }
        exchange.http().next();
    }

    private static void checkBatch(Exchange exchange) {
        exchange.bringsJson("A batch");
        exchange.http().next();
    }

    private void batch(Exchange exchange) {
        if (!exchange.rendering().plain()) {
            throw new Problem(406, Issue.NOT_SUPPORTED, "A batch is answered as application/fhir+json only");
        }
        Buffer body = exchange.http().body().buffer();
        byte[] bytes = body == null ? new byte[0] : body.getBytes();
        Batch batch = new Batch(reads, exchange, BulkApi.types(), bytes);
        answering.stream(exchange, () -> batch);
    }

    private static void unknown(Exchange exchange) {
        throw Problem.notFound("There is nothing at this address; see /fhir/metadata for what there is");
    }

    private void metadata(Exchange exchange) {
        Rendering rendering = exchange.rendering();
        String base = exchange.base();
        answering.work(
                exchange,
                () -> hapi.text(Capabilities.of(base, outside.version(), since), rendering),
                resource -> exchange.answer(200, rendering).end(resource));
    }

    private void read(Exchange exchange, String type) {
        exchange.read(type);
        Rendering rendering = exchange.rendering();
        String id = exchange.http().pathParam("id");
        answering.work(exchange, () -> reads.read(type, id, rendering), answer -> end(exchange, rendering, answer));
    }

    private void version(Exchange exchange, String type) {
        exchange.read(type);
        Rendering rendering = exchange.rendering();
        String id = exchange.http().pathParam("id");
        String wanted = exchange.http().pathParam("version");
        answering.work(
                exchange, () -> reads.version(type, id, wanted, rendering), answer -> end(exchange, rendering, answer));
    }

    /** Observations are sent while they are read, where nobody wants them in another form. */
    private void search(Exchange exchange, String type) {
        exchange.searchIn(type);
        Rendering rendering = exchange.rendering();
        Search search = exchange.search(type);
        if (type.equals("Observation") && rendering.plain()) {
            answering.stream(exchange, () -> reads.observations(search));
        } else {
            answering.work(
                    exchange,
                    () -> reads.search(type, search, exchange.rights(), rendering),
                    answer -> end(exchange, rendering, answer));
        }
    }

    /** Whoever may read a document may read what it leads to: the file as it is, unless a resource is asked for. */
    private void document(Exchange exchange) {
        exchange.read("DocumentReference");
        String id = exchange.http().pathParam("id");
        if (exchange.wantsFile(Documents.TYPE)) {
            answering.work(exchange, () -> Buffer.buffer(reads.document(id).getData()), file -> exchange.answer(
                            200, Rendering.JSON)
                    .putHeader(HttpHeaders.CONTENT_TYPE, Documents.TYPE)
                    .end(file));
        } else {
            Rendering rendering = exchange.rendering();
            answering.work(exchange, () -> hapi.text(reads.document(id), rendering), resource -> exchange.answer(
                            200, rendering)
                    .end(resource));
        }
    }

    private void latest(Exchange exchange) {
        exchange.searchIn("Observation");
        Rendering rendering = exchange.rendering();
        Search search = exchange.search("Observation");
        answering.work(exchange, () -> reads.latest(search, rendering), answer -> end(exchange, rendering, answer));
    }

    private void everything(Exchange exchange) {
        exchange.read("Patient");
        if (!exchange.rendering().plain()) {
            throw new Problem(406, Issue.NOT_SUPPORTED, "$everything is sent whole and as application/fhir+json only");
        }
        String id = exchange.http().pathParam("id");
        Search search = exchange.search("");
        answering.stream(exchange, () -> reads.everything(id, search, exchange.rights()));
    }

    private void samples(Exchange exchange) {
        exchange.read("Encounter");
        exchange.searchIn("Observation");
        if (!exchange.rendering().plain()) {
            throw new Problem(406, Issue.NOT_SUPPORTED, "$samples is sent whole and as application/fhir+json only");
        }
        String id = exchange.http().pathParam("id");
        Search search = exchange.search("Encounter");
        answering.stream(exchange, () -> reads.samples(id, search));
    }

    private static void end(Exchange exchange, Rendering rendering, Reads.Answer answer) {
        String tag = answer.tag();
        Instant changed = answer.changed();
        boolean known = tag != null && exchange.has(tag, changed);
        HttpServerResponse response = exchange.answer(known ? 304 : 200, rendering);
        if (tag != null) {
            response.putHeader(HttpHeaders.ETAG, tag);
        }
        if (changed != null) {
            ZonedDateTime date = changed.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneOffset.UTC);
            response.putHeader(HttpHeaders.LAST_MODIFIED, DateTimeFormatter.RFC_1123_DATE_TIME.format(date));
        }
        if (known) {
            response.end();
        } else {
            response.end(answer.body());
        }
    }
}
