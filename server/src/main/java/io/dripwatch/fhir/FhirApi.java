package io.dripwatch.fhir;

import io.dripwatch.fhir.chart.Hapi;
import io.dripwatch.fhir.chart.Patients;
import io.dripwatch.fhir.observation.ObservationPage;
import io.dripwatch.fhir.observation.PageStream;
import io.dripwatch.fhir.rest.Exchange;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Problem.Issue;
import io.dripwatch.fhir.rest.Search;
import io.dripwatch.trend.History;
import io.dripwatch.trend.HistoryUnavailable;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Instant;
import java.time.InstantSource;
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
public final class FhirApi {
    private static final Logger LOG = LoggerFactory.getLogger(FhirApi.class);
    private static final int WORKERS = 4;
    private static final int MOST_WAITING = 64;
    private static final int LARGEST_FORM = 64 * 1024;

    private final WorkerExecutor workers;
    private final AtomicInteger waiting = new AtomicInteger();
    private final History history;
    private final InstantSource clock;
    private final String version;
    private final @Nullable String publicBase;
    private final Instant since;
    private final Hapi hapi = new Hapi();
    private final Patients patients;

    /**
     * The API, not yet reachable.
     *
     * @param version of this server
     * @param publicBase the absolute address of {@code /fhir} as the outside knows it, for links behind a proxy;
     *     null to go by each request's scheme and host
     */
    public FhirApi(Vertx vertx, History history, InstantSource clock, String version, @Nullable String publicBase) {
        this.workers = vertx.createSharedWorkerExecutor("dripwatch-fhir", WORKERS);
        this.history = history;
        this.clock = clock;
        this.version = version;
        this.publicBase = publicBase;
        this.since = clock.instant();
        this.patients = new Patients(history, hapi);
    }

    /** Adds everything under {@code /fhir}. */
    public void mount(Router router) {
        get(router, "/fhir/metadata", this::metadata);
        search(router, "/fhir/Patient", this::patients);
        search(router, "/fhir/Observation", this::observations);
        get(router, "/fhir/Patient/:id", this::patient);
        get(router, "/fhir/Observation/:id", this::observation);
        router.route("/fhir").handler(guarded(FhirApi::unknown));
        router.route("/fhir/*").handler(guarded(FhirApi::unknown)).failureHandler(this::failed);
    }

    private void get(Router router, String path, Consumer<Exchange> handler) {
        router.get(path).handler(guarded(handler));
        router.route(path).handler(guarded(exchange -> wrongMethod(exchange, "GET")));
    }

    private void search(Router router, String path, Consumer<Exchange> handler) {
        router.get(path).handler(guarded(handler));
        router.post(path + "/_search").handler(guarded(FhirApi::checkForm));
        router.post(path + "/_search")
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_FORM))
                .handler(guarded(handler));
        router.route(path).handler(guarded(exchange -> wrongMethod(exchange, "GET")));
    }

    /** Answers what the handler throws. */
    private Handler<RoutingContext> guarded(Consumer<Exchange> handler) {
        return http -> {
            Exchange exchange = new Exchange(http, publicBase);
            try {
                handler.accept(exchange);
            } catch (Problem problem) {
                exchange.answer(problem);
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
        exchange.checkFormat();
        String base = exchange.base();
        work(exchange, () -> hapi.json(Capabilities.of(base, version, since)), resource -> end(exchange, resource));
    }

    private void patient(Exchange exchange) {
        exchange.checkFormat();
        String id = exchange.http().pathParam("id");
        work(exchange, () -> found("Patient", patients.read(id)), resource -> end(exchange, resource));
    }

    private void patients(Exchange exchange) {
        exchange.checkFormat();
        Search search = exchange.search("Patient");
        work(exchange, () -> patients.search(search, clock.instant()), bundle -> end(exchange, bundle));
    }

    private void observation(Exchange exchange) {
        exchange.checkFormat();
        String id = exchange.http().pathParam("id");
        work(
                exchange,
                () -> found("Observation", ObservationPage.read(history, id)),
                resource -> end(exchange, resource));
    }

    private void observations(Exchange exchange) {
        exchange.checkFormat();
        Search search = exchange.search("Observation");
        work(
                exchange,
                () -> new PageStream(workers, new ObservationPage(history, search, clock.instant())).begin(),
                stream -> stream.into(exchange));
    }

    private static Buffer found(String type, @Nullable Buffer resource) {
        if (resource == null) {
            throw Problem.notFound("There is no " + type + " of this id");
        }
        return resource;
    }

    private static void end(Exchange exchange, Buffer resource) {
        HttpServerResponse response = exchange.answer(200);
        response.end(resource);
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
        return failure instanceof HistoryUnavailable
                ? new Problem(503, Issue.TRANSIENT, "The history cannot be read now; ask again")
                : new Problem(500, Issue.EXCEPTION, "This server made a mistake; its log says more");
    }
}
