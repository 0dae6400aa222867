package io.dripwatch.fhir;

import io.dripwatch.fhir.bulk.Exports;
import io.dripwatch.fhir.chart.ChartType;
import io.dripwatch.fhir.chart.Premises;
import io.dripwatch.fhir.rest.Exchange;
import io.dripwatch.fhir.rest.Hapi;
import io.dripwatch.fhir.rest.PageStream;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Problem.Issue;
import io.dripwatch.fhir.rest.Rendering;
import io.dripwatch.fhir.rest.Search;
import io.dripwatch.record.Entries;
import io.dripwatch.record.RecordUnavailable;
import io.dripwatch.trend.History;
import io.dripwatch.trend.HistoryUnavailable;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chart as FHIR R4 under {@code /fhir}, read only. The store is asked on workers of its own, so that neither an
 * event loop nor a screen ever waits for a search; when too many wait already, further ones are turned away with 503.
 */
public final class FhirApi implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FhirApi.class);
    private static final int WORKERS = 4;
    private static final int MOST_WAITING = 64;
    private static final int LARGEST_FORM = 64 * 1024;

    private final WorkerExecutor workers;
    private final AtomicInteger waiting = new AtomicInteger();
    private final String version;
    private final @Nullable String publicBase;
    private final Instant since;
    private final Hapi hapi = new Hapi();
    private final Reads reads;
    private final Exports exports;
    private final BulkApi bulk;

    /**
     * The chart that is handed out.
     *
     * @param history of what was measured
     * @param entries of what happened
     * @param premises where it happens
     * @param exports a folder for the files of exports, kept for a day
     */
    public record Content(History history, Entries entries, Premises premises, Path exports) {}

    /**
     * The API, not yet reachable.
     *
     * @param version of this server
     * @param publicBase the absolute address of {@code /fhir} as the outside knows it, for links behind a proxy;
     *     null to go by each request's scheme and host
     */
    public FhirApi(Vertx vertx, Content content, InstantSource clock, String version, @Nullable String publicBase) {
        this.workers = vertx.createSharedWorkerExecutor("dripwatch-fhir", WORKERS);
        this.version = version;
        this.publicBase = publicBase;
        this.since = clock.instant();
        this.reads = new Reads(content.history(), content.entries(), content.premises(), clock, hapi);
        this.exports = new Exports(content.exports(), reads.bulk(), clock);
        this.bulk = new BulkApi(exports, reads, clock);
    }

    /** Adds everything under {@code /fhir}. */
    public void mount(Router router) {
        get(router, "/fhir/metadata", this::metadata);
        get(router, "/fhir/Observation/$lastn", this::latest);
        get(router, "/fhir/Patient/:id/$everything", this::everything);
        export(router, "/fhir/$export", "$export");
        export(router, "/fhir/Patient/$export", "Patient/$export");
        String status = "/fhir/$export-status/:id";
        router.get(status).handler(guarded(bulk::status));
        router.delete(status).handler(guarded(bulk::cancel));
        get(router, "/fhir/$export-file/:id/:file", bulk::file);
        exports.resume();
        type(router, "Patient");
        type(router, "Observation");
        for (ChartType<?> type : ChartType.all()) {
            type(router, type.name());
            if (type.from() != ChartType.From.EQUIPMENT) {
                get(
                        router,
                        "/fhir/" + type.name() + "/:id/_history/:version",
                        exchange -> version(exchange, type.name()));
            }
        }
        router.route("/fhir").handler(guarded(FhirApi::unknown));
        router.route("/fhir/*").handler(guarded(FhirApi::unknown)).failureHandler(this::failed);
    }

    /** Ends what is made in the background; it is made anew at the next start. */
    @Override
    public void close() {
        exports.close();
    }

    private void export(Router router, String path, String under) {
        get(router, path, exchange -> {
            BulkApi.check(exchange);
            work(exchange, () -> bulk.begin(exchange, under), id -> BulkApi.begun(exchange, id));
        });
    }

    private void type(Router router, String type) {
        search(router, "/fhir/" + type, exchange -> search(exchange, type));
        get(router, "/fhir/" + type + "/:id", exchange -> read(exchange, type));
    }

    private void get(Router router, String path, Handling handler) {
        router.get(path).handler(guarded(handler));
        router.route(path).handler(guarded(exchange -> wrongMethod(exchange, "GET")));
    }

    private void search(Router router, String path, Handling handler) {
        router.get(path).handler(guarded(handler));
        router.post(path + "/_search").handler(guarded(FhirApi::checkForm));
        router.post(path + "/_search")
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_FORM))
                .handler(guarded(handler));
        router.route(path).handler(guarded(exchange -> wrongMethod(exchange, "GET")));
    }

    /** What is done with a request. */
    private interface Handling {
        void accept(Exchange exchange) throws IOException;
    }

    /** Answers what the handler throws. */
    private Handler<RoutingContext> guarded(Handling handler) {
        return http -> {
            Exchange exchange = new Exchange(http, publicBase);
            try {
                handler.accept(exchange);
            } catch (Problem problem) {
                exchange.answer(problem);
            } catch (IOException e) {
                exchange.answer(problem(e));
            }
        };
    }

    private static void checkForm(Exchange exchange) {
        String type = exchange.http().request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !type.startsWith("application/x-www-form-urlencoded")) {
            throw new Problem(
                    415, Issue.NOT_SUPPORTED, "A search by POST needs content-type application/x-www-form-urlencoded");
        }
        exchange.http().next();
    }

    private static void wrongMethod(Exchange exchange, String allowed) {
        exchange.http().response().putHeader(HttpHeaders.ALLOW, allowed);
        throw new Problem(405, Issue.NOT_SUPPORTED, "This address takes " + allowed + " only: the chart is read only");
    }

    private static void unknown(Exchange exchange) {
        throw Problem.notFound("There is nothing at this address; see /fhir/metadata for what there is");
    }

    private void failed(RoutingContext http) {
        Exchange exchange = new Exchange(http, publicBase);
        if (http.response().headWritten()) {
            http.request().connection().close();
        } else if (http.statusCode() >= 400 && http.statusCode() < 500) {
            exchange.answer(new Problem(http.statusCode(), Issue.INVALID, "The request cannot be read"));
        } else {
            exchange.answer(problem(http.failure()));
        }
    }

    private void metadata(Exchange exchange) {
        Rendering rendering = exchange.rendering();
        String base = exchange.base();
        work(exchange, () -> hapi.text(Capabilities.of(base, version, since), rendering), resource -> exchange.answer(
                        200, rendering)
                .end(resource));
    }

    private void read(Exchange exchange, String type) {
        Rendering rendering = exchange.rendering();
        String id = exchange.http().pathParam("id");
        work(exchange, () -> reads.read(type, id, rendering), answer -> end(exchange, rendering, answer));
    }

    private void version(Exchange exchange, String type) {
        Rendering rendering = exchange.rendering();
        String id = exchange.http().pathParam("id");
        String wanted = exchange.http().pathParam("version");
        work(exchange, () -> reads.version(type, id, wanted, rendering), answer -> end(exchange, rendering, answer));
    }

    /** Observations are sent while they are read, where nobody wants them in another form. */
    private void search(Exchange exchange, String type) {
        Rendering rendering = exchange.rendering();
        Search search = exchange.search(type);
        if (type.equals("Observation") && rendering.plain()) {
            work(
                    exchange,
                    () -> new PageStream(workers, reads.observations(search)).begin(),
                    stream -> stream.into(exchange));
        } else {
            work(exchange, () -> reads.search(type, search, rendering), answer -> end(exchange, rendering, answer));
        }
    }

    private void latest(Exchange exchange) {
        Rendering rendering = exchange.rendering();
        Search search = exchange.search("Observation");
        work(exchange, () -> reads.latest(search, rendering), answer -> end(exchange, rendering, answer));
    }

    private void everything(Exchange exchange) {
        if (!exchange.rendering().plain()) {
            throw new Problem(406, Issue.NOT_SUPPORTED, "$everything is sent whole and as application/fhir+json only");
        }
        String id = exchange.http().pathParam("id");
        Search search = exchange.search("");
        work(
                exchange,
                () -> new PageStream(workers, reads.everything(id, search)).begin(),
                stream -> stream.into(exchange));
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

    /** Runs on a worker what blocks, then goes on with its result on the event loop. */
    private <T> void work(Exchange exchange, Callable<T> blocking, Consumer<T> then) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            throw new Problem(503, Issue.THROTTLED, "Too many searches wait already; ask again");
        }
        workers.executeBlocking(blocking, false).onComplete(result -> {
            waiting.decrementAndGet();
            if (result.succeeded()) {
                then.accept(result.result());
            } else {
                exchange.answer(problem(result.cause()));
            }
        });
    }

    private static Problem problem(@Nullable Throwable failure) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        LOG.error("A FHIR request failed", failure);
        return failure instanceof HistoryUnavailable || failure instanceof RecordUnavailable
                ? new Problem(503, Issue.TRANSIENT, "The store cannot be read now; ask again")
                : new Problem(500, Issue.EXCEPTION, "This server made a mistake; its log says more");
    }
}
