package io.dripwatch.fhir;

import io.dripwatch.fhir.bulk.Exports;
import io.dripwatch.fhir.bulk.Order;
import io.dripwatch.fhir.chart.ChartType;
import io.dripwatch.fhir.rest.Exchange;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Problem.Issue;
import io.dripwatch.fhir.rest.Rendering;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
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

    private final Exports exports;
    private final Reads reads;
    private final InstantSource clock;

    BulkApi(Exports exports, Reads reads, InstantSource clock) {
        this.exports = exports;
        this.reads = reads;
        this.clock = clock;
    }

    /** Checks what can be checked without the store. */
    static void check(Exchange exchange) {
        if (!exchange.prefers("respond-async")) {
            throw new Problem(400, Issue.INVALID, "An export needs the header Prefer: respond-async");
        }
        if (exchange.rendering().xml()) {
            throw new Problem(406, Issue.NOT_SUPPORTED, "An export needs the header Accept: application/fhir+json");
        }
    }

    /** The id of an export that has been begun; blocks. */
    String begin(Exchange exchange, String under) {
        try {
            return exports.begin(
                    Order.read(exchange.search(under), exchange.base(), types(), clock.instant(), reads.end()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> types() {
        Set<String> types = new TreeSet<>(Set.of("Patient", "Observation"));
        ChartType.all().forEach(type -> types.add(type.name()));
        return types;
    }

    static void begun(Exchange exchange, String id) {
        exchange.answer(202, Rendering.JSON)
                .putHeader(HttpHeaders.CONTENT_LOCATION, exchange.base() + "/$export-status/" + id)
                .end();
    }

    void status(Exchange exchange) throws IOException {
        String id = exchange.http().pathParam("id");
        byte[] manifest = exports.manifest(id);
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
                                exports.expires(id).atZone(ZoneOffset.UTC)))
                .end(Buffer.buffer(manifest));
    }

    void cancel(Exchange exchange) throws IOException {
        exports.cancel(exchange.http().pathParam("id"));
        exchange.answer(202, Rendering.JSON).end();
    }

    /** Files are kept compressed and sent so; whoever cannot read that is told. */
    void file(Exchange exchange) {
        String name = exchange.http().pathParam("file");
        Path file = exports.file(
                exchange.http().pathParam("id"), name.endsWith(".ndjson") ? name.substring(0, name.length() - 7) : "");
        String accepts = exchange.http().request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        if (accepts == null || !(accepts.contains("gzip") || accepts.contains("*"))) {
            throw new Problem(406, Issue.NOT_SUPPORTED, "The files of an export need the header Accept-Encoding: gzip");
        }
        HttpServerResponse response = exchange.answer(200, Rendering.JSON)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/fhir+ndjson")
                .putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        response.sendFile(file.toString());
    }
}
