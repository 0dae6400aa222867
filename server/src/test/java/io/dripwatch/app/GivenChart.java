package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.fhir.FhirApi;
import io.dripwatch.fhir.observation.GivenHistory;
import io.dripwatch.fhir.observation.Oracle;
import io.dripwatch.fhir.rest.Outside;
import io.dripwatch.flow.Decision;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.vitals.ChairId;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;

/** The chart of some stories of the simulator, told to a room one after the other, as FHIR over a real socket. */
record GivenChart(Vertx vertx, GivenHistory given, String base) implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Tells stories, each at a chair of its own, and then what else happened. */
    static GivenChart of(Path directory, List<String> stories, List<RoomEvent> more) throws Exception {
        Vertx vertx = Vertx.vertx();
        GivenHistory given = new GivenHistory(directory);
        tell(given, stories);
        given.keep(new Decision(more, null));
        Router router = Router.router(vertx);
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-03-02T00:00:00Z"));
        new FhirApi(vertx, given.content(), clock, Outside.open("1.2.3")).mount(router);
        HttpServer server = vertx.createHttpServer().requestHandler(router);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        return new GivenChart(vertx, given, "http://127.0.0.1:" + server.actualPort() + "/fhir");
    }

    /** Keeps what comes of stories, each at a chair of its own; the first session is ended. */
    static void tell(GivenHistory given, List<String> stories) throws Exception {
        int chair = 1;
        for (String story : stories) {
            List<CompletableFuture<Boolean>> kept = new ArrayList<>();
            ToldStory told = new ToldStory(story, 7, chair, decision -> kept.add(given.file(decision)));
            told.tell();
            if (chair++ == 1) {
                told.transfer();
            }
            kept.forEach(CompletableFuture::join);
        }
    }

    /** Somebody saw or did something. */
    static RoomEvent access(Instant at, String what, String whose, boolean refused, long times) {
        ChairId chair = what.equals("see-course") ? new ChairId("1") : null;
        String by = "Synthetic Ada, physician";
        return new RoomEvent.Accessed(at, by, chair, "ada", what, whose, "127.0.0.1", refused, times);
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        given.close();
    }

    static String id(Resource resource) {
        return resource.getIdElement().getIdPart();
    }

    /** Hands over what an export holds, type by type; where to ask after it. */
    String export(String address, BiConsumer<String, List<Resource>> taker) throws Exception {
        HttpResponse<String> begun = export(address);
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        String status = begun.headers().firstValue("content-location").orElseThrow();
        fetch(status, taker);
        return status;
    }

    /** Waits for an export and hands over what it holds, type by type; its manifest. */
    JsonNode fetch(String status, BiConsumer<String, List<Resource>> taker) throws Exception {
        HttpResponse<String> ready = send(status);
        while (ready.statusCode() == 202) {
            ready = send(status);
        }
        assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
        JsonNode manifest = Oracle.tree(ready.body());
        for (JsonNode output : manifest.path("output")) {
            List<String> lines = lines(output.path("url").asText());
            assertThat(lines).hasSize(output.path("count").asInt());
            taker.accept(
                    output.path("type").asText(),
                    lines.stream()
                            .map(line ->
                                    (Resource) Oracle.CONTEXT.newJsonParser().parseResource(line))
                            .toList());
        }
        return manifest;
    }

    HttpResponse<String> export(String address) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/" + address))
                .header("Prefer", "respond-async")
                .header("Accept", "application/fhir+json")
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    List<String> lines(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Accept-Encoding", "gzip")
                .build();
        HttpResponse<InputStream> file = HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (GZIPInputStream in = new GZIPInputStream(file.body())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    List<Resource> all(String address) throws Exception {
        List<Resource> all = new ArrayList<>();
        Bundle page = bundle(address);
        while (true) {
            page.getEntry().forEach(entry -> all.add(entry.getResource()));
            Bundle.BundleLinkComponent next = page.getLink(Bundle.LINK_NEXT);
            if (next == null) {
                return all;
            }
            page = Oracle.CONTEXT
                    .newJsonParser()
                    .parseResource(Bundle.class, send(next.getUrl()).body());
        }
    }

    List<String> ids(String address) throws Exception {
        return all(address).stream().map(GivenChart::id).toList();
    }

    Bundle bundle(String address) throws Exception {
        HttpResponse<String> response = get(address);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Oracle.CONTEXT.newJsonParser().parseResource(Bundle.class, response.body());
    }

    HttpResponse<String> get(String address) throws Exception {
        return send(base + "/" + address);
    }

    HttpResponse<String> send(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return send(request);
    }

    HttpResponse<String> send(HttpRequest request) throws Exception {
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
