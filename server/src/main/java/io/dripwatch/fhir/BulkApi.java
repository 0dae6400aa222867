package io.dripwatch.fhir;

import io.dripwatch.fhir.bulk.Exports;
import io.dripwatch.fhir.bulk.Order;
import io.dripwatch.fhir.bulk.Unpacked;
import io.dripwatch.fhir.chart.ChartType;
import io.dripwatch.fhir.rest.Exchange;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Problem.Issue;
import io.dripwatch.fhir.rest.Rendering;
import io.dripwatch.fhir.rest.Search;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.TreeSet;

/** Exports over HTTP: asked for, asked after, fetched, given up. */
final class BulkApi {
    private static final String SECONDS_TO_WAIT = "5";
    private static final int LARGEST_BODY = 64 * 1024;
    private static final String ENDING = ".ndjson";

    private final Answering answering;
    private final Exports exports;
    private final Reads reads;
    private final InstantSource clock;

    BulkApi(Answering answering, Exports exports, Reads reads, InstantSource clock) {
        this.answering = answering;
        this.exports = exports;
        this.reads = reads;
        this.clock = clock;
    }

    /** Adds its addresses, and goes on with what was cut off. */
    void mount(Router router) {
        export(router, "/fhir/$export", "$export");
        export(router, "/fhir/Patient/$export", "Patient/$export");
        export(router, "/fhir/Group/:id/$export", this::exportGroup);
        String status = "/fhir/$export-status/:id";
        router.get(status).handler(answering.guarded(this::status));
        router.delete(status).handler(answering.guarded(this::cancel));
        answering.get(router, "/fhir/$export-file/:id/:file", this::file);
        exports.resume();
    }

    private void export(Router router, String path, String under) {
        export(router, path, exchange -> {
            check(exchange);
            answering.work(exchange, () -> begin(order(exchange, under)), id -> begun(exchange, id));
        });
    }

    /** Parameters stand in the address, or in a resource that is sent. */
    private void export(Router router, String path, Answering.Handling handler) {
        router.post(path).handler(answering.guarded(BulkApi::checkBody));
        router.post(path)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
                .handler(answering.guarded(handler));
        router.get(path).handler(answering.guarded(handler));
        router.route(path).handler(answering.guarded(exchange -> Answering.wrongMethod(exchange, "GET and POST")));
    }

    private static void checkBody(Exchange exchange) {
        exchange.bringsJson("An export by POST");
        exchange.http().next();
    }

    private void exportGroup(Exchange exchange) {
        exchange.read("Group");
        check(exchange);
        String group = exchange.http().pathParam("id");
        answering.work(exchange, () -> beginOf(exchange, group), id -> begun(exchange, id));
    }

    /** Checks what can be checked without the store. */
    private static void check(Exchange exchange) {
        if (!exchange.prefers("respond-async")) {
            throw new Problem(400, Issue.INVALID, "An export needs the header Prefer: respond-async");
        }
        if (exchange.rendering().xml()) {
            throw new Problem(406, Issue.NOT_SUPPORTED, "An export needs the header Accept: application/fhir+json");
        }
    }

    /**
     * The id of an export of the members of a Group that has been begun; blocks.
     *
     * @throws Problem where there is none of this id
     */
    private String beginOf(Exchange exchange, String group) {
        if (reads.members(group) == null) {
            throw Problem.notFound("There is no Group of this id");
        }
        return begin(order(exchange, "Group/" + group + "/$export").ofGroup(group));
    }

    private Order order(Exchange exchange, String under) {
        boolean inBody = exchange.http().request().method().equals(HttpMethod.POST);
        Search search = inBody
                ? exchange.search(
                        under, BodyParameters.of(exchange.http().body().buffer()))
                : exchange.search(under);
        return Order.read(search, inBody, exchange.base(), types(), exchange.rights(), clock.instant(), reads.end());
    }

    private String begin(Order order) {
        reads.bulk().check(order);
        try {
            return exports.begin(order);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All types that there are. */
    static Set<String> types() {
        Set<String> types = new TreeSet<>(Set.of("Patient", "Observation"));
        ChartType.all().forEach(type -> types.add(type.name()));
        return types;
    }

    private static void begun(Exchange exchange, String id) {
        exchange.answer(202, Rendering.JSON)
                .putHeader(HttpHeaders.CONTENT_LOCATION, exchange.base() + "/$export-status/" + id)
                .end();
    }

    private void status(Exchange exchange) throws IOException {
        String id = exchange.http().pathParam("id");
        byte[] manifest = exports.manifest(id, exchange.rights().account());
        if (manifest == null) {
            exchange.answer(202, Rendering.JSON)
                    .putHeader("X-Progress", "in progress")
                    .putHeader(HttpHeaders.RETRY_AFTER, SECONDS_TO_WAIT)
                    .end();
            return;
        }
        exchange.answer(200, Rendering.JSON)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(
                        HttpHeaders.EXPIRES,
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                exports.expires(id, exchange.rights().account()).atZone(ZoneOffset.UTC)))
                .end(Buffer.buffer(manifest));
    }

    private void cancel(Exchange exchange) throws IOException {
        exports.cancel(exchange.http().pathParam("id"), exchange.rights().account());
        exchange.answer(202, Rendering.JSON).end();
    }

    /** Files are kept compressed and sent so; for those who cannot read that they are unpacked. */
    private void file(Exchange exchange) throws IOException {
        String name = exchange.http().pathParam("file");
        String type = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : "";
        Path file =
                exports.file(exchange.http().pathParam("id"), exchange.rights().account(), type);
        exchange.searchIn(type);
        HttpServerResponse response =
                exchange.answer(200, Rendering.JSON).putHeader(HttpHeaders.CONTENT_TYPE, "application/fhir+ndjson");
        String accepts = exchange.http().request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        if (accepts == null || !(accepts.contains("gzip") || accepts.contains("*"))) {
            answering.work(exchange, () -> answering.begun(new Unpacked(file)), stream -> stream.into(response));
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip").sendFile(file.toString());
    }
}
