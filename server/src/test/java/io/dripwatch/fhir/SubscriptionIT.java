package io.dripwatch.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.fhir.observation.Oracle;
import io.dripwatch.fhir.observation.Validators;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Somebody subscribes and is told, by a receiver that is there, away, slow or wrong, over restarts. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
final class SubscriptionIT {
    private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private Subscriber room;

    @SuppressWarnings("NullAway.Init")
    SubscriptionIT() {}

    @BeforeEach
    void start() throws Exception {
        room = new Subscriber(directory);
    }

    @AfterEach
    void stop() throws Exception {
        room.close();
    }

    @Test
    void whatComesIntoTheChartIsToldOnceInOrderAsASearchFindsIt() throws Exception {
        String id = room.subscribe("vitals", "full-resource", "/hook");
        room.hook.await(1);
        assertThat(type(room.hook.taken(0))).isEqualTo("handshake");
        room.awaitStatus(id, "active");
        measure(0, 20);
        Set<String> found = room.found();
        room.awaitTold(id, found.size());

        List<JsonNode> events = room.events();
        assertThat(events)
                .extracting(event -> part(event, "event-number"))
                .containsExactlyElementsOf(numbers(events.size()));
        assertThat(new TreeSet<>(events.stream().map(SubscriptionIT::focus).toList()))
                .isEqualTo(found);
        for (JsonNode bundle : room.hook.bundles()) {
            Bundle read = Oracle.CONTEXT.newJsonParser().parseResource(Bundle.class, bundle.toString());
            assertThat(read.getType()).isEqualTo(Bundle.BundleType.HISTORY);
            assertThat(read.getEntryFirstRep().getResource()).isInstanceOf(Parameters.class);
            assertThat(read.getEntry().stream().skip(1).map(Bundle.BundleEntryComponent::getResource))
                    .allMatch(Observation.class::isInstance);
        }
        valid(room.hook.taken(0));
        valid(room.hook.taken(1));
    }

    private static void valid(JsonNode bundle) throws Exception {
        assertThat(Validators.errors(
                        Validators.plain(),
                        bundle.toString()
                                .replaceAll("\"meta\":\\{\"profile\":\\[[^]]*\\]\\},", "")
                                .replaceAll(",?\"profile\":\\[[^]]*\\]", ""),
                        "Bundle"))
                .isEmpty();
    }

    @Test
    void aReceiverThatIsAwayMissesNothingAndASecondServerGoesOn() throws Exception {
        String id = room.subscribe("vitals", "id-only", "/hook");
        room.awaitStatus(id, "active");
        measure(0, 5);
        room.awaitTold(id, room.found().size());
        room.hook.answer(500);
        measure(5, 5);
        room.hook.awaitRefused(2);
        room.restart();
        measure(10, 5);
        room.hook.awaitRefused(3);
        room.hook.answer(200);
        room.awaitTold(id, room.found().size());

        List<JsonNode> events = room.events();
        assertThat(events.stream()
                        .map(event -> part(event, "event-number"))
                        .distinct()
                        .toList())
                .containsExactlyElementsOf(numbers(room.found().size()));
        assertThat(new TreeSet<>(events.stream().map(SubscriptionIT::focus).toList()))
                .isEqualTo(room.found());
        JsonNode asked = room.get("Subscription/" + id + "/$events?eventsSinceNumber=2&eventsUntilNumber=3");
        assertThat(asked.path("entry").path(0).path("resource").findValuesAsText("name"))
                .filteredOn("notification-event"::equals)
                .hasSize(2);
    }

    @Test
    void whoNeverAnswersOrSendsElsewhereComesIntoErrorAndGoesOnWhenAskedTo() throws Exception {
        room.hook.answer(500);
        String id = room.subscribe("vitals", "empty", "/hook");
        room.awaitStatus(id, "error");
        assertThat(room.get("Subscription/" + id).path("error").asText()).contains("500");
        measure(0, 4);
        room.hook.answer(200);
        room.hook.forget();
        room.reactivate(id);
        room.awaitStatus(id, "active");
        room.awaitTold(id, room.found().size());
        assertThat(room.events()).noneMatch(event -> event.toString().contains("Observation"));

        room.hook.answer(303);
        measure(4, 3);
        room.hook.awaitRefused(2);
        room.pass(Duration.ofHours(25));
        room.awaitStatus(id, "error");
        assertThat(room.hook.elsewhere()).isZero();
    }

    @Test
    void aReceiverThatIsSlowHoldsUpNobodyElse() throws Exception {
        String slow = room.subscribe("vitals", "id-only", "/slow");
        String quick = room.subscribe("vitals", "id-only", "/hook");
        room.awaitStatus(quick, "active");
        measure(0, 5);
        room.awaitTold(quick, room.found().size());
        room.awaitStatus(slow, "error");
        assertThat(room.get("Subscription/" + quick).path("status").asText()).isEqualTo("active");
    }

    @Test
    void whoMayNoLongerReadIsToldNothingMore() throws Exception {
        String id = room.subscribe("vitals", "full-resource", "/hook");
        room.awaitStatus(id, "active");
        room.revoke();
        int before = room.hook.bundles().size();
        measure(0, 5);
        room.awaitStatus(id, "error");
        assertThat(room.hook.bundles()).hasSize(before);
    }

    @Test
    void everyDeliveryOfPatientsIsAnAccess() throws Exception {
        String id = room.subscribe("vitals", "id-only", "/hook");
        room.awaitStatus(id, "active");
        measure(0, 2);
        room.awaitTold(id, room.found().size());
        assertThat(room.accesses()).contains("Subscription/" + id + " Observation of " + room.patient());
    }

    @Test
    void onlyWhatIsAllowedIsAgreedTo() throws Exception {
        assertThat(room.refused("vitals", "full-resource", "http://127.0.0.1:1/hook"))
                .contains("subscriptions.hooks");
        assertThat(room.refused("vitals", "full-resource", room.hook.url("/../admin")))
                .contains("endpoint");
        assertThat(room.refused("vitals", "full-resource", "file:///etc/passwd"))
                .contains("endpoint");
        assertThat(room.refused("vitals", "everything", room.hook.url("/hook"))).contains("payload");
        assertThat(room.refused("gossip", "empty", room.hook.url("/hook"))).contains("criteria");
        assertThat(room.refused("vitals", "empty", room.hook.url("/hook"), "Observation?colour=red"))
                .contains("colour");
        String id = room.subscribe("vitals", "id-only", "/hook", "Authorization: Bearer synthetic-secret");
        room.awaitStatus(id, "active");
        assertThat(room.get("Subscription/" + id).toString())
                .contains("Authorization: ***")
                .doesNotContain("synthetic");
        assertThat(room.hook.lastAuthorization()).isEqualTo("Bearer synthetic-secret");
        assertThat(room.delete(id).statusCode()).isEqualTo(204);
        assertThat(room.send("GET", "Subscription/" + id, "").statusCode()).isEqualTo(404);
    }

    @Test
    void filtersAndHeartbeatsAndTheEnd() throws Exception {
        String id = room.subscribe("vitals", "id-only", "/hook", "", "Observation?code=8867-4&patient=Patient/1");
        room.awaitStatus(id, "active");
        measure(0, 5);
        room.awaitTold(id, 5);
        assertThat(room.events()).allMatch(event -> focus(event).contains(".heartRate."));
        room.awaitPutDown();
        room.hook.forget();
        room.pass(Duration.ofSeconds(61));
        room.hook.await(1);
        assertThat(type(room.hook.taken(0))).isEqualTo("heartbeat");
        room.pass(Duration.ofDays(400));
        room.awaitStatus(id, "off");
    }

    @Test
    void byWebSocketNothingIsMissedBetweenTwoConnections() throws Exception {
        String id = room.subscribe("vitals", "id-only", "");
        measure(0, 3);
        try (Subscriber.Listener listener = room.listen(id)) {
            listener.await(1 + room.found().size());
            assertThat(type(listener.told().get(0))).isEqualTo("handshake");
        }
        measure(3, 3);
        room.restart();
        try (Subscriber.Listener listener = room.listen(id)) {
            listener.await(1);
            room.awaitTold(id, room.found().size());
            listener.awaitEvents(room.found().size() / 2);
        }
        HttpResponse<String> none = room.send("GET", "Subscription/999/$get-ws-binding-token", "");
        assertThat(none.statusCode()).isEqualTo(404);
        try (Subscriber.Listener stranger = room.connect()) {
            stranger.say("bind-with-token " + "0".repeat(64));
            stranger.awaitClosed();
        }
    }

    /** Minutes of two vital signs. */
    private void measure(int from, int minutes) {
        for (int minute = from; minute < from + minutes; minute++) {
            Instant at = START.plusSeconds(60L * minute);
            List<Reading> readings = new ArrayList<>();
            for (int second = 0; second < 60; second += 20) {
                readings.add(Reading.of(Metric.SPO2, 90 + minute % 9, at.plusSeconds(second)));
                readings.add(Reading.of(Metric.HEART_RATE, 60 + minute, at.plusSeconds(second)));
            }
            room.keep(at, readings);
        }
    }

    private static List<String> numbers(int count) {
        List<String> numbers = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            numbers.add(Integer.toString(i));
        }
        return numbers;
    }

    static String type(JsonNode bundle) {
        return Subscriber.parameter(
                bundle.path("entry").path(0).path("resource").path("parameter"), "type");
    }

    private static String part(JsonNode event, String name) {
        return Subscriber.parameter(event.path("part"), name);
    }

    private static String focus(JsonNode event) {
        String focus = part(event, "focus");
        return focus.substring(focus.lastIndexOf('/') + 1);
    }
}
