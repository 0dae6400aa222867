package io.dripwatch.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.fhir.observation.BreakableHistory;
import io.dripwatch.fhir.observation.GivenHistory;
import io.dripwatch.fhir.rest.Outside;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client sees when the store fails before or amid an answer. */
final class BrokenStoreIT {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void aPageThatBreaksOffIsNeverTakenForAWholeOne(@TempDir Path directory) throws Exception {
        Vertx vertx = Vertx.vertx();
        try (GivenHistory given = new GivenHistory(directory)) {
            List<Reading> readings = new ArrayList<>();
            for (int second = 0; second < 5000; second++) {
                readings.add(Reading.of(Metric.SPO2, 97, START.plusSeconds(second)));
            }
            given.keep(GivenHistory.MONITOR, START.plusSeconds(9000), readings);
            BreakableHistory history = new BreakableHistory(given.history());
            FhirApi.Content whole = given.content();
            FhirApi.Content content = new FhirApi.Content(
                    history,
                    whole.notables(),
                    whole.entries(),
                    whole.rooms(),
                    session -> null,
                    directory.resolve("exports"),
                    whole.subscriptions());
            HttpRequest request = request(vertx, content, given.key(GivenHistory.SAM));

            assertThat(send(request).body()).endsWith("}]}");
            history.breakAfter(0);
            HttpResponse<String> refused = send(request);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("retry-after")).isPresent();
            assertThat(refused.body()).contains("\"code\":\"transient\"");
            history.breakAfter(1);
            assertThatThrownBy(() -> send(request)).isInstanceOf(IOException.class);
            history.mend();
            assertThat(send(request).body()).endsWith("}]}");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    /** A search of two stretches of time, so that the store is read again when much of the page is already sent. */
    private static HttpRequest request(Vertx vertx, FhirApi.Content content, long patient) throws Exception {
        Router router = Router.router(vertx);
        new FhirApi(vertx, content, InstantSource.fixed(START.plusSeconds(9999)), Outside.open("1")).mount(router);
        HttpServer server = vertx.createHttpServer().requestHandler(router);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.actualPort() + "/fhir/Observation?patient=" + patient
                                + "&resolution=full&_count=1000&date=lt2026-03-01T12:05,ge2026-03-01T13:10"))
                .build();
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
