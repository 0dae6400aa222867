package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.fhir.observation.Oracle;
import io.dripwatch.fhir.observation.Validators;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be said of an export, and the document of a session that is over. */
final class ChartExportIT {
    private static final String BODY = "{\"resourceType\":\"Parameters\",\"parameter\":[%s]}";

    private static GivenChart chart;

    @BeforeAll
    static void tell(@TempDir Path directory) throws Exception {
        chart = GivenChart.of(directory, List.of("quiet-session", "desaturation"), List.of());
    }

    @AfterAll
    static void stop() throws Exception {
        chart.close();
    }

    @Test
    void aFilterOfATypeLetsThroughWhatItsSearchFinds() throws Exception {
        String heart = "Observation?code=8867-4&date=ge2026-03-01T09:20:00Z";
        String cuff = "Observation?code=85354-9&patient=1&encounter="
                + chart.ids("Encounter?patient=1").get(0);
        Map<String, List<Resource>> exported = exported("_type=Observation,Patient,DetectedIssue,Encounter"
                + "&_typeFilter=" + encoded(heart) + "," + encoded(cuff)
                + "&_typeFilter=" + encoded("Patient?_id=2,99") + "&_typeFilter="
                + encoded("DetectedIssue?patient=Patient/1"));

        assertThat(ids(exported, "Observation"))
                .containsExactlyInAnyOrderElementsOf(searched(heart + "&patient=1", heart + "&patient=2", cuff))
                .isNotEmpty();
        assertThat(ids(exported, "Patient")).containsExactly("2");
        assertThat(ids(exported, "DetectedIssue")).isEqualTo(chart.ids("DetectedIssue?patient=1"));
        assertThat(ids(exported, "Encounter")).as("no filter").hasSize(2);
    }

    @Test
    void aFilterCanAskForEveryObservation() throws Exception {
        String full = "Observation?code=59408-5&resolution=full";
        List<String> some = ids(exported("_type=Observation&_typeFilter=" + encoded(full)), "Observation");

        assertThat(some)
                .containsExactlyInAnyOrderElementsOf(searched(full + "&patient=1", full + "&patient=2"))
                .hasSizeGreaterThan(1000);
        String one = "Observation?code=59408-5&_id=" + some.get(7);
        assertThat(ids(exported("resolution=full&_type=Observation&_typeFilter=" + encoded(one)), "Observation"))
                .containsExactly(some.get(7));
    }

    @Test
    void elementsThatNobodyWantsStayHere() throws Exception {
        Map<String, List<Resource>> exported =
                exported("_type=Observation,Patient&_elements=identifier,Observation.issued");
        Observation observation =
                (Observation) exported.getOrDefault("Observation", List.of()).get(0);

        assertThat(observation.hasStatus()).as("mandatory").isTrue();
        assertThat(observation.hasCode()).as("mandatory").isTrue();
        assertThat(observation.hasDevice()).isFalse();
        assertThat(observation.getMeta().getTag())
                .extracting(tag -> tag.getCode())
                .containsExactly("SUBSETTED");
        for (Resource patient : exported.getOrDefault("Patient", List.of())) {
            assertThat(Oracle.CONTEXT.newJsonParser().encodeResourceToString(patient))
                    .contains("identifier")
                    .doesNotContain("family");
        }
    }

    @Test
    void anExportIsBegunByPostForSomePatientsAlone() throws Exception {
        HttpResponse<String> begun = post(
                "Patient/$export",
                BODY.formatted("{\"name\":\"_type\",\"valueString\":\"Patient,Encounter\"},"
                        + "{\"name\":\"patient\",\"valueReference\":{\"reference\":\"Patient/2\"}},"
                        + "{\"name\":\"_since\",\"valueInstant\":\"2026-03-01T00:00:00Z\"}"));
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        Map<String, List<Resource>> exported = new TreeMap<>();
        JsonNode manifest =
                chart.fetch(begun.headers().firstValue("content-location").orElseThrow(), exported::put);

        assertThat(manifest.path("request").asText()).isEqualTo(chart.base() + "/Patient/$export");
        assertThat(ids(exported, "Patient")).containsExactly("2");
        assertThat(ids(exported, "Encounter")).isEqualTo(chart.ids("Encounter?patient=2"));
    }

    @Test
    void whatAnExportCannotFollowIsSaidBeforeItBegins() throws Exception {
        for (String wrong : List.of(
                "_typeFilter=" + encoded("Patient?shoes=2"),
                "_typeFilter=" + encoded("Observation?date=soon"),
                "_typeFilter=" + encoded("Encounter?date=%zz"),
                "_typeFilter=" + encoded("Shoe?size=2"),
                "_typeFilter=Observation",
                "_type=Patient&_typeFilter=" + encoded("Observation?code=8867-4"),
                "_elements=Patient.name.family",
                "patient=Patient/../1",
                "shoes=2")) {
            HttpResponse<String> refused = chart.export("$export?" + wrong);
            assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
            assertThat(refused.body()).contains("OperationOutcome");
        }
        for (String body : List.of("", "[]", "{}", BODY.formatted("{\"name\":\"_type\"}"))) {
            assertThat(post("$export", body).statusCode()).as(body).isEqualTo(400);
        }
        HttpRequest form = begins("$export", "_type=Patient")
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .build();
        assertThat(chart.send(form).statusCode()).isEqualTo(415);
    }

    @Test
    void theRecordOfASessionThatIsOverCanBeFetchedAsADocument() throws Exception {
        String visit = chart.ids("Encounter?status=finished").get(0);
        List<Resource> found = chart.all("DocumentReference?category=clinical-note&date=2026-03-01&encounter=" + visit);
        DocumentReference document = (DocumentReference) found.get(0);
        String file = document.getContentFirstRep().getAttachment().getUrl();

        assertThat(chart.ids("DocumentReference")).as("one session is over").containsExactly(GivenChart.id(document));
        HttpResponse<String> paper = chart.get(file);
        assertThat(paper.headers().firstValue("content-type")).contains("application/pdf");
        assertThat(document.getContentFirstRep().getAttachment().getTitle()).endsWith(paper.body());
        String json = accepting(file, "application/fhir+json").body();
        Binary binary = Oracle.CONTEXT.newJsonParser().parseResource(Binary.class, json);
        assertThat(new String(binary.getData(), StandardCharsets.UTF_8)).isEqualTo(paper.body());
        assertThat(binary.getSecurityContext().getReference())
                .isEqualTo("DocumentReference/" + GivenChart.id(document));
        assertThat(Validators.errors(Validators.plain(), json, "Binary")).isEmpty();
        assertThat(accepting(file, "image/png").statusCode()).isEqualTo(406);
        assertThat(accepting(file, "text/html, */*").body()).isEqualTo(paper.body());
        assertThat(chart.get(file + "?_format=xml").body()).contains("<Binary");
        assertThat(chart.get("Binary/1").statusCode()).isEqualTo(404);
        DocumentReference exported = (DocumentReference) exported("_type=DocumentReference")
                .getOrDefault("DocumentReference", List.of())
                .get(0);
        assertThat(exported.getContentFirstRep().getAttachment().getUrl()).isEqualTo(chart.base() + "/" + file);
    }

    private static HttpResponse<String> accepting(String address, String types) throws Exception {
        return chart.send(HttpRequest.newBuilder(URI.create(chart.base() + "/" + address))
                .header("Accept", types)
                .build());
    }

    private static Map<String, List<Resource>> exported(String parameters) throws Exception {
        Map<String, List<Resource>> exported = new TreeMap<>();
        chart.export("$export?" + parameters, exported::put);
        return exported;
    }

    private static HttpResponse<String> post(String address, String body) throws Exception {
        return chart.send(begins(address, body).build());
    }

    private static HttpRequest.Builder begins(String address, String body) {
        return HttpRequest.newBuilder(URI.create(chart.base() + "/" + address))
                .header("Prefer", "respond-async")
                .header("Content-Type", "application/fhir+json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** A comma within a search is not one between searches. */
    private static String encoded(String search) {
        return URLEncoder.encode(search.replace(",", "%2C"), StandardCharsets.UTF_8);
    }

    private static List<String> ids(Map<String, List<Resource>> exported, String type) {
        return exported.getOrDefault(type, List.of()).stream()
                .map(GivenChart::id)
                .toList();
    }

    private static List<String> searched(String... searches) throws Exception {
        Set<String> found = new LinkedHashSet<>();
        for (String search : searches) {
            found.addAll(chart.ids(search + "&_count=1000"));
        }
        return List.copyOf(found);
    }
}
