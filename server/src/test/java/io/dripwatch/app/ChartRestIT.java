package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import io.dripwatch.fhir.observation.Oracle;
import io.dripwatch.flow.RoomEvent;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be asked of the chart beyond reading and searching: many things at once, of many patients, by whom. */
final class ChartRestIT {
    private static GivenChart chart;

    @BeforeAll
    static void tell(@TempDir Path directory) throws Exception {
        chart = GivenChart.of(directory, List.of("desaturation-probe-off", "hypertensive-response"), accesses());
    }

    /** More than are read at once. */
    private static List<RoomEvent> accesses() {
        Instant at = Instant.parse("2026-03-01T20:00:00Z");
        List<RoomEvent> accesses = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            accesses.add(GivenChart.access(at.plusSeconds(i), "see-course", "", false, 1));
        }
        accesses.add(GivenChart.access(at.plusSeconds(700), "export", "Patient/1", false, 3));
        accesses.add(GivenChart.access(at.plusSeconds(701), "export", "Observation of 1", false, 1));
        accesses.add(GivenChart.access(at.plusSeconds(702), "sign-in", "", true, 1));
        return accesses;
    }

    @AfterAll
    static void stop() throws Exception {
        chart.close();
    }

    @Test
    void whoSawWhatIsFoundByWhomWhenAndOfWhom() throws Exception {
        assertThat(chart.ids("AuditEvent?_count=7")).hasSize(603).doesNotHaveDuplicates();
        assertThat(chart.ids("AuditEvent?patient=1&altid=ada")).hasSize(2);
        assertThat(chart.ids("AuditEvent?outcome=4&type=110114")).hasSize(1);
        assertThat(chart.ids("AuditEvent?date=ge2026-03-01T20:11:40Z")).hasSize(3);
        assertThat(chart.ids("AuditEvent?date=lt2026-03-01")).isEmpty();
        assertThat(chart.bundle("AuditEvent?_summary=count&subtype=see-course").getTotal())
                .isEqualTo(600);
        AuditEvent read = (AuditEvent) chart.bundle("AuditEvent?patient=Patient/1&date=2026-03-01T20:11:40Z")
                .getEntryFirstRep()
                .getResource();
        assertThat(read.getAgentFirstRep().getName()).isEqualTo("Synthetic Ada, physician");
        assertThat(read.getAction()).isEqualTo(AuditEvent.AuditEventAction.R);
        assertThat(chart.get("AuditEvent/1").statusCode()).as("no access").isEqualTo(404);
    }

    @Test
    void eachEntryOfABatchIsAnsweredAsIfItWereAlone() throws Exception {
        String alarm = chart.ids("DetectedIssue").get(0);
        List<String> urls = List.of(
                "Patient/1",
                "DetectedIssue/" + alarm,
                "DetectedIssue/" + alarm + "/_history/" + alarm,
                "Observation?patient=1&_count=2",
                "Observation/$lastn?patient=1&category=vital-signs",
                "Patient/999999",
                "Observation?code=x",
                "Shoe/1",
                "Patient/1/$everything",
                "Flag?date=yesterday",
                "Flag?date=%zz");
        Bundle batch = new Bundle().setType(Bundle.BundleType.BATCH);
        for (String url : urls) {
            batch.addEntry().getRequest().setMethod(Bundle.HTTPVerb.GET).setUrl(url);
        }
        batch.addEntry().getRequest().setMethod(Bundle.HTTPVerb.GET).setUrl(chart.base() + "/Patient/1");
        batch.addEntry().getRequest().setMethod(Bundle.HTTPVerb.DELETE).setUrl("Patient/1");
        Bundle answer = client().transaction().withBundle(batch).execute();

        assertThat(answer.getType()).isEqualTo(Bundle.BundleType.BATCHRESPONSE);
        assertThat(answer.getEntry())
                .extracting(entry -> entry.getResponse().getStatus())
                .containsExactly(
                        "200", "200", "200", "200", "200", "404", "400", "404", "404", "400", "400", "200", "405");
        for (int i = 0; i < 5; i++) {
            assertThat(text(answer.getEntry().get(i).getResource())).isEqualTo(text((Resource) Oracle.CONTEXT
                    .newJsonParser()
                    .parseResource(chart.get(urls.get(i)).body())));
        }
        OperationOutcome outcome =
                (OperationOutcome) answer.getEntry().get(5).getResponse().getOutcome();
        assertThat(outcome.getIssueFirstRep().getDiagnostics()).contains("no Patient");
    }

    private static String text(Resource resource) {
        return Oracle.CONTEXT.newJsonParser().encodeResourceToString(resource);
    }

    private static IGenericClient client() {
        Oracle.CONTEXT.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
        return Oracle.CONTEXT.newRestfulGenericClient(chart.base());
    }

    @Test
    void whatIsNoBatchOrTooMuchOfOneIsRefused() throws Exception {
        String batch = "{\"resourceType\":\"Bundle\",\"type\":\"batch\"";
        assertThat(post(batch + "}").body()).isEqualTo("{\"resourceType\":\"Bundle\",\"type\":\"batch-response\"}");
        for (String body :
                List.of("", "[]", "{", "{\"resourceType\":\"Patient\"}", batch.replace("batch", "transaction") + "}")) {
            assertThat(post(body).statusCode()).as(body).isEqualTo(400);
        }
        String entry = "{\"request\":{\"method\":\"GET\",\"url\":\"Patient/1\"}}";
        String many = String.join(",", Collections.nCopies(101, entry));
        assertThat(post(batch + ",\"entry\":[" + many + "]}").statusCode()).isEqualTo(413);
    }

    private static HttpResponse<String> post(String body) throws Exception {
        return chart.send(HttpRequest.newBuilder(URI.create(chart.base()))
                .header("Content-Type", "application/fhir+json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    @Test
    void aGroupIsWhoWasTreatedByOneProtocolAndCanBeExportedAlone() throws Exception {
        Group group = (Group) chart.all("Group").get(0);
        Set<String> members = new HashSet<>();
        group.getMember().forEach(member -> members.add(member.getEntity().getReference()));
        assertThat(members).isNotEmpty();
        assertThat(chart.ids("Group?member=" + members.iterator().next())).contains(GivenChart.id(group));
        assertThat(chart.export("Group/nobody/$export").statusCode()).isEqualTo(404);
        Map<String, List<Resource>> exported = new TreeMap<>();
        chart.export("Group/" + GivenChart.id(group) + "/$export", exported::put);
        assertThat(exported.getOrDefault("Patient", List.of()))
                .extracting(patient -> "Patient/" + GivenChart.id(patient))
                .containsExactlyInAnyOrderElementsOf(members);
        assertThat(exported).containsKeys("Observation", "Encounter").doesNotContainKey("AuditEvent");
        assertThat(exported.getOrDefault("Encounter", List.of()))
                .extracting(visit -> ((Encounter) visit).getSubject().getReference())
                .allMatch(members::contains);
    }
}
