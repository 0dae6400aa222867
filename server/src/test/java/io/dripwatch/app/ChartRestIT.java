package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.fhir.observation.GivenHistory;
import io.dripwatch.fhir.observation.Oracle;
import io.dripwatch.fhir.observation.Validators;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
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
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Provenance;
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
        Instant at = Instant.parse("2026-03-01T12:00:00Z");
        chart.given()
                .keep(
                        GivenHistory.destination("MON-9", GivenHistory.ZOE, null),
                        at,
                        List.of(Reading.of(Metric.TEMPERATURE, 37, at)));
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
        assertThat(chart.ids("AuditEvent?_count=70")).hasSize(603).doesNotHaveDuplicates();
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

    /** Each sample is the last Observation of its second, as a search in full resolution finds it. */
    @Test
    void theSamplesOfASessionAreItsObservations() throws Exception {
        int seconds = 0;
        for (Resource visit : chart.all("Encounter")) {
            String encounter = "Encounter/" + GivenChart.id(visit);
            Map<String, String> sampled = new TreeMap<>();
            for (Bundle.BundleEntryComponent entry :
                    chart.bundle(encounter + "/$samples").getEntry()) {
                Observation row = (Observation) entry.getResource();
                assertThat(Validators.errors(Validators.plain(), text(row), encounter))
                        .isEmpty();
                long at = row.getEffectivePeriod().getStart().toInstant().getEpochSecond();
                for (String value : row.getValueSampledData().getData().split(" ", -1)) {
                    if (!value.equals("E")) {
                        sampled.put(row.getDevice().getDisplay() + " " + mdc(row.getCode()) + " " + at, value);
                    }
                    at++;
                }
            }
            Map<String, String> searched = new TreeMap<>();
            for (Resource found :
                    chart.all("Observation?_sort=date&resolution=full&_count=1000&encounter=" + encounter)) {
                Observation one = (Observation) found;
                if (one.hasValueQuantity()
                        && !one.hasInterpretation()
                        && !mdc(one.getCode()).startsWith("1500")) {
                    long at = one.getEffectiveDateTimeType()
                            .getValue()
                            .toInstant()
                            .getEpochSecond();
                    searched.put(
                            one.getDevice().getDisplay() + " " + mdc(one.getCode()) + " " + at,
                            one.getValueQuantity().getValue().toPlainString());
                }
            }
            assertThat(sampled).as(encounter).isEqualTo(searched);
            seconds += sampled.size();
        }
        assertThat(seconds).isGreaterThan(1000);
        assertThat(chart.get("Encounter/999999/$samples").statusCode()).isEqualTo(404);
        assertThat(chart.get("Encounter/1/$samples?_format=xml").statusCode()).isEqualTo(406);
    }

    private static String mdc(CodeableConcept code) {
        return code.getCoding().stream()
                .filter(coding -> coding.getSystem().contains("11073"))
                .findFirst()
                .orElseThrow()
                .getCode();
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

    /** As Inferno's US Core 6.1.0 kit does: by the values of a resource that is there, which must be found again. */
    @Test
    void everyCombinationOfParametersThatUsCoreAsksForFindsWhatItSays() throws Exception {
        Encounter visit = (Encounter) chart.all("Encounter?patient=1").get(0);
        String from = visit.getPeriod().getStartElement().getValueAsString();
        String status = visit.getStatus().toCode();
        for (String search : List.of(
                "_id=" + GivenChart.id(visit),
                "date=ge" + from + "&patient=1",
                "class=AMB&patient=1",
                "class=http://terminology.hl7.org/CodeSystem/v3-ActCode%7CAMB&patient=Patient/1",
                "patient=1&status=" + status,
                "identifier=" + visit.getIdentifierFirstRep().getValue())) {
            assertThat(chart.ids("Encounter?" + search)).as(search).contains(GivenChart.id(visit));
        }
        for (String code : List.of("8867-4", "59408-5", "9279-1", "85354-9")) {
            Observation sign = (Observation)
                    chart.all("Observation?patient=1&code=" + code).get(3);
            String at = sign.getEffectiveDateTimeType().getValueAsString();
            for (String search : List.of(
                    "code=http://loinc.org%7C" + code,
                    "category=vital-signs",
                    "category=vital-signs&status=final",
                    "category=vital-signs&date=" + at,
                    "category=vital-signs&date=gt2026-02-28&date=lt2027-01-01",
                    "code=" + code + "&date=le" + at,
                    "code=" + code + "&date=ge" + at)) {
                assertThat(chart.ids("Observation?_count=1000&patient=1&" + search))
                        .as(search)
                        .contains(GivenChart.id(sign));
            }
            String form = "_count=1000&patient=1&code=" + code;
            List<String> found = chart.ids("Observation?" + form);
            assertThat(chart.ids("Observation?" + form.replace("patient=1", "patient=Patient/1")))
                    .isEqualTo(found);
            assertThat(posted(form)).isEqualTo(found);
        }
        assertThat(chart.ids("MedicationRequest?patient=1&intent=order")).isNotEmpty();
        assertThat(chart.ids("Patient?_id=1")).containsExactly("1");
    }

    private static List<String> posted(String form) throws Exception {
        String body = chart.send(HttpRequest.newBuilder(URI.create(chart.base() + "/Observation/_search"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build())
                .body();
        return Oracle.CONTEXT.newJsonParser().parseResource(Bundle.class, body).getEntry().stream()
                .map(entry -> GivenChart.id(entry.getResource()))
                .toList();
    }

    @Test
    void whoCannotReadCompressedFilesGetsThemUnpacked() throws Exception {
        String status = chart.export("$export?_type=Observation,Patient", (type, resources) -> {});
        for (JsonNode output : Oracle.tree(chart.send(status).body()).path("output")) {
            String url = output.path("url").asText();
            HttpResponse<String> plain = chart.send(url);
            assertThat(plain.headers().firstValue("content-encoding")).isEmpty();
            assertThat(plain.headers().firstValue("content-type")).contains("application/fhir+ndjson");
            assertThat(plain.body().lines().toList()).isEqualTo(chart.lines(url));
        }
    }

    @Test
    void whatCanBeDatedCanBeSorted() throws Exception {
        List<String> oldest = chart.ids("AuditEvent?_count=170&_sort=date");
        List<String> newest = chart.ids("AuditEvent?_count=200&_sort=-date");
        assertThat(oldest).hasSize(603).isEqualTo(chart.ids("AuditEvent?_count=1000"));
        assertThat(newest).containsExactlyInAnyOrderElementsOf(oldest).startsWith(oldest.get(602), oldest.get(601));
        List<String> alarms = chart.ids("DetectedIssue?_sort=-identified&_count=3");
        assertThat(alarms).hasSameSizeAs(chart.ids("DetectedIssue"));
        assertThat(chart.get("DetectedIssue?_sort=code").body()).contains("identified or _lastUpdated");
        assertThat(chart.get("Device?_sort=date").statusCode()).isEqualTo(400);
    }

    @Test
    void whereAnObservationComesFromComesAlong() throws Exception {
        String search = "Observation?patient=1&_count=20&_revinclude=Provenance:target";
        Bundle page = chart.bundle(search);
        assertThat(page.getEntry()).hasSize(40);
        for (int i = 0; i < 40; i += 2) {
            Observation observation = (Observation) page.getEntry().get(i).getResource();
            Provenance provenance = (Provenance) page.getEntry().get(i + 1).getResource();
            assertThat(page.getEntry().get(i + 1).getSearch().getMode()).isEqualTo(Bundle.SearchEntryMode.INCLUDE);
            assertThat(page.getEntry().get(i + 1).getFullUrl())
                    .isEqualTo(chart.base() + "/Provenance/" + GivenChart.id(provenance));
            assertThat(provenance.getTargetFirstRep().getReference())
                    .isEqualTo("Observation/" + GivenChart.id(observation));
            assertThat(provenance.getAgentFirstRep().getWho().getReference())
                    .isEqualTo(observation.getDevice().getReference());
            assertThat(provenance.getRecorded()).isEqualTo(observation.getMeta().getLastUpdated());
            String alone = chart.get("Provenance/" + GivenChart.id(provenance)).body();
            assertThat(text((Resource) Oracle.CONTEXT.newJsonParser().parseResource(alone)))
                    .isEqualTo(text(provenance));
            assertThat(Validators.errors(Validators.plain(), alone, "Provenance"))
                    .isEmpty();
        }
        assertThat(chart.bundle(search.replace("_count=20", "_count=0")).getEntry())
                .isEmpty();
        assertThat(chart.get(search.replace("target", "shoes")).statusCode()).isEqualTo(400);
        assertThat(chart.get("Provenance/o.1.spo2.0.1").statusCode()).isEqualTo(404);
    }

    @Test
    void whatChangedAnAlarmIsInTheChartOfOneAMinute() throws Exception {
        Set<String> charted = new HashSet<>(chart.ids("Observation?_count=1000&patient=1"));
        Set<String> behind = new HashSet<>();
        for (Resource alarm : chart.all("DetectedIssue?patient=1")) {
            ((DetectedIssue) alarm)
                    .getEvidence()
                    .forEach(evidence -> behind.add(
                            evidence.getDetailFirstRep().getReference().replace("Observation/", "")));
        }
        assertThat(behind).isNotEmpty();
        assertThat(charted).containsAll(behind);
        Map<String, List<Resource>> exported = new TreeMap<>();
        chart.export("$export?_type=Observation", exported::put);
        assertThat(exported.getOrDefault("Observation", List.of()))
                .extracting(GivenChart::id)
                .containsAll(behind);
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
        assertThat(members).hasSizeLessThan(chart.all("Patient").size()).isNotEmpty();
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
