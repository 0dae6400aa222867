package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.fhir.FhirApi;
import io.dripwatch.fhir.Receiver;
import io.dripwatch.fhir.observation.GivenHistory;
import io.dripwatch.fhir.rest.Outside;
import io.dripwatch.fhir.rest.Rights;
import io.dripwatch.fhir.subscription.Hooks;
import io.dripwatch.fhir.subscription.Patience;
import io.dripwatch.fhir.subscription.Subscriptions;
import io.dripwatch.fhir.subscription.Topic;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A story is told to a room; whoever has subscribed to a topic is told over the wire what the chart then shows. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
final class ToldSubscribersIT {
    private final Vertx vertx = Vertx.vertx();
    private final Map<Topic, Receiver> receivers = new EnumMap<>(Topic.class);
    private @Nullable FhirApi opened;

    @Test
    void eachTopicOfAStoryReachesWhoHasSubscribedToIt(@TempDir Path directory) throws Exception {
        try (GivenHistory given = new GivenHistory(directory)) {
            for (Topic topic : Topic.values()) {
                receivers.put(topic, new Receiver(vertx));
            }
            GivenChart chart = serve(given, directory);
            for (Topic topic : Topic.values()) {
                subscribe(chart, topic);
            }
            GivenChart.tell(given, List.of("desaturation", "nurse-forgot-to-end"));

            reaches(Topic.STAGE_CHANGED, Set.copyOf(chart.ids("Encounter")));
            reaches(Topic.ALARM_RAISED, Set.copyOf(chart.ids("DetectedIssue?_count=200")));
            Set<String> ended = new HashSet<>();
            for (Resource alarm : chart.all("DetectedIssue?_count=200")) {
                if (((DetectedIssue) alarm).getStatus() == DetectedIssueStatus.FINAL) {
                    ended.add(GivenChart.id(alarm));
                }
            }
            assertThat(told(Topic.ALARM_RAISED)).as("some go on").hasSizeGreaterThan(ended.size());
            reaches(Topic.ALARM_ENDED, ended);
            Set<String> measured = new HashSet<>();
            for (String patient : chart.ids("Patient")) {
                measured.addAll(chart.ids("Observation?_count=1000&patient=" + patient));
            }
            reaches(Topic.VITALS, measured);
            Objects.requireNonNull(opened).close();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private GivenChart serve(GivenHistory given, Path directory) throws Exception {
        List<URI> allowed = receivers.values().stream()
                .map(receiver -> URI.create(receiver.url("/")))
                .toList();
        Subscriptions.Plan plan = new Subscriptions.Plan(
                directory.resolve("subscriptions"), new Hooks(allowed, null), Patience.USUAL, account -> Rights.ALL);
        Router router = Router.router(vertx);
        FhirApi api = new FhirApi(vertx, given.content(plan), InstantSource.system(), Outside.open("1.2.3"));
        api.mount(router);
        HttpServer server = vertx.createHttpServer().requestHandler(router);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        opened = api;
        return new GivenChart(vertx, given, "http://127.0.0.1:" + server.actualPort() + "/fhir");
    }

    private void subscribe(GivenChart chart, Topic topic) throws Exception {
        String body = """
                {"resourceType": "Subscription", "status": "requested", "reason": "Synthetic", "criteria": "%s",
                 "channel": {"type": "rest-hook", "endpoint": "%s", "payload": "application/fhir+json",
                  "_payload": {"extension": [{"url": "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition\
                /backport-payload-content", "valueCode": "id-only"}]}}}
                """.formatted(topic.url(), receiver(topic).url("/hook"));
        HttpResponse<String> made = chart.send(HttpRequest.newBuilder(URI.create(chart.base() + "/Subscription"))
                .header("Content-Type", "application/fhir+json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        receiver(topic).await(1);
    }

    private Receiver receiver(Topic topic) {
        return Objects.requireNonNull(receivers.get(topic));
    }

    private void reaches(Topic topic, Set<String> wanted) throws Exception {
        assertThat(wanted).as(topic.url()).isNotEmpty();
        Receiver.await(() -> told(topic).containsAll(wanted), topic.url());
        assertThat(told(topic)).as(topic.url()).isEqualTo(wanted);
    }

    private Set<String> told(Topic topic) {
        Set<String> told = new HashSet<>();
        for (JsonNode bundle : receiver(topic).bundles()) {
            for (JsonNode event : bundle.findValues("part")) {
                String focus =
                        event.path(2).path("valueReference").path("reference").asText();
                told.add(focus.substring(focus.lastIndexOf('/') + 1));
            }
        }
        return told;
    }
}
