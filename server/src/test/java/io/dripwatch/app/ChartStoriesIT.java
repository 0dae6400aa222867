package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.validation.FhirValidator;
import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.fhir.FhirApi;
import io.dripwatch.fhir.chart.ChartType;
import io.dripwatch.fhir.observation.GivenHistory;
import io.dripwatch.fhir.observation.Oracle;
import io.dripwatch.fhir.observation.Validators;
import io.dripwatch.sim.story.Stories;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.hl7.fhir.instance.model.api.IBaseReference;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All stories of the simulator, told to a room one after the other and kept; what the chart then says of them. */
final class ChartStoriesIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Map<String, List<Resource>> BY_TYPE = new TreeMap<>();

    private static Vertx vertx;
    private static GivenHistory given;
    private static String base;

    @BeforeAll
    static void tellAll(@TempDir Path directory) throws Exception {
        vertx = Vertx.vertx();
        given = new GivenHistory(directory);
        int chair = 1;
        for (String story : Stories.shipped()) {
            List<CompletableFuture<Boolean>> kept = new ArrayList<>();
            new ToldStory(story, 7, chair++, decision -> kept.add(given.file(decision))).tell();
            kept.forEach(CompletableFuture::join);
        }
        Router router = Router.router(vertx);
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-03-02T00:00:00Z"));
        new FhirApi(vertx, given.content(), clock, "1.2.3", null).mount(router);
        HttpServer server = vertx.createHttpServer().requestHandler(router);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        base = "http://127.0.0.1:" + server.actualPort() + "/fhir";
        BY_TYPE.put("Patient", all("Patient?_count=1000"));
        List<Resource> observations = new ArrayList<>();
        for (Resource patient : of("Patient")) {
            observations.addAll(all("Observation?_count=1000&patient=" + id(patient)));
        }
        BY_TYPE.put("Observation", observations);
        for (ChartType<?> type : ChartType.all()) {
            BY_TYPE.put(type.name(), all(type.name() + "?_count=200"));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        given.close();
    }

    @Test
    void everyTypeTellsSomethingOfTheStories() {
        Set<String> silent = BY_TYPE.entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());

        // No story has a course of treatment; the room of this test has no chairs of its own but is a place.
        assertThat(silent).containsExactly("CarePlan");
        assertThat(of("Encounter")).hasSizeGreaterThan(20);
        assertThat(of("DetectedIssue")).hasSameSizeAs(of("Flag"));
    }

    @Test
    void nothingThatIsServedIsInvalid() throws IOException {
        FhirValidator validator = Validators.hasUsCore() ? Validators.usCore() : Validators.plain();
        List<String> errors = new ArrayList<>();
        for (List<Resource> resources : BY_TYPE.values()) {
            for (Resource resource : oneOfEachShape(resources)) {
                String json = Oracle.CONTEXT.newJsonParser().encodeResourceToString(resource);
                String checked = Validators.hasUsCore() ? json : json.replaceAll(",?\"profile\":\\[[^]]*\\]", "");
                errors.addAll(Validators.errors(validator, checked, resource.fhirType()));
            }
        }

        assertThat(errors).isEmpty();
    }

    /** Resources that differ only in words, numbers and times are judged alike. */
    private static List<Resource> oneOfEachShape(List<Resource> resources) {
        Map<String, Resource> shapes = new TreeMap<>();
        for (Resource resource : resources) {
            String json = Oracle.CONTEXT.newJsonParser().encodeResourceToString(resource);
            String shape = json.replaceAll("\"(text|display|value|id|reference)\":\"[^\"]*\"", "")
                    .replaceAll("\\d+", "");
            shapes.putIfAbsent(shape, resource);
        }
        return List.copyOf(shapes.values());
    }

    @Test
    void everyReferenceLeadsSomewhere() throws Exception {
        Set<String> known = new HashSet<>();
        BY_TYPE.forEach((type, resources) -> resources.forEach(resource -> known.add(type + "/" + id(resource))));
        Set<String> unknown = BY_TYPE.values().stream()
                .flatMap(List::stream)
                .flatMap(resource -> references(resource).stream())
                .filter(reference -> !known.contains(reference))
                .collect(Collectors.toSet());

        for (String reference : unknown) {
            // What stands behind an alarm need not be one of the Observations of one a minute.
            assertThat(reference).matches("Observation/.*|Location/.*");
            if (reference.startsWith("Observation/")) {
                assertThat(get(reference).statusCode()).as(reference).isEqualTo(200);
            }
        }
    }

    private static List<String> references(Resource resource) {
        return Oracle.CONTEXT.newTerser().getAllPopulatedChildElementsOfType(resource, IBaseReference.class).stream()
                .map(reference -> reference.getReferenceElement().getValue())
                .filter(reference -> reference != null)
                .toList();
    }

    @Test
    void whatASearchFindsCanBeReadAloneAndAsItsVersion() throws Exception {
        for (Map.Entry<String, List<Resource>> entry : BY_TYPE.entrySet()) {
            for (Resource resource : entry.getValue().stream().limit(5).toList()) {
                String address = entry.getKey() + "/" + id(resource);
                assertThat(again(get(address))).as(address).isEqualTo(json(resource));
                String version = resource.getMeta().getVersionId();
                if (version != null) {
                    assertThat(again(get(address + "/_history/" + version)))
                            .as(address)
                            .isEqualTo(json(resource));
                    assertThat(get(address + "/_history/999999999").statusCode())
                            .isEqualTo(404);
                }
            }
        }
    }

    @Test
    void anEarlierVersionSaysWhatWasKnownThen() throws Exception {
        Resource alarm = of("DetectedIssue").stream()
                .map(DetectedIssue.class::cast)
                .filter(issue -> issue.getStatus() == DetectedIssue.DetectedIssueStatus.FINAL)
                .findFirst()
                .orElseThrow();
        List<String> statuses = new ArrayList<>();
        for (long version = Long.parseLong(id(alarm));
                version <= Long.parseLong(alarm.getMeta().getVersionId());
                version++) {
            HttpResponse<String> then = get("DetectedIssue/" + id(alarm) + "/_history/" + version);
            if (then.statusCode() == 200) {
                statuses.add(Oracle.tree(then.body()).path("status").asText());
            }
        }

        assertThat(statuses).startsWith("preliminary").endsWith("final").hasSizeGreaterThan(2);
    }

    @Test
    void everyParameterOfTheTableFindsWhatItSays() throws Exception {
        for (ChartType<?> type : ChartType.all()) {
            for (Resource resource : of(type.name()).stream().limit(3).toList()) {
                String by = type.name() + "?_count=1000&_id=" + id(resource);
                assertThat(ids(by)).as(by).containsExactly(id(resource));
            }
        }
        Resource encounter = of("Encounter").get(0);
        String visit = "Encounter/" + id(encounter);
        for (String type : List.of("MedicationRequest", "QuestionnaireResponse", "Flag", "Communication")) {
            assertThat(ids(type + "?_count=1000&encounter=" + visit))
                    .as(type)
                    .isEqualTo(of(type).stream()
                            .filter(resource -> references(resource).contains(visit))
                            .map(ChartStoriesIT::id)
                            .toList());
        }
        assertThat(ids("Encounter?status=in-progress&_count=1000"))
                .hasSizeLessThanOrEqualTo(of("Encounter").size());
        assertThat(ids("Encounter?date=lt2026-03-01&_count=1000")).isEmpty();
        assertThat(ids("Encounter?date=ge2026-03-01&_count=1000")).hasSameSizeAs(of("Encounter"));
        assertThat(ids("Encounter?_lastUpdated=gt2026-03-02&_count=1000")).isEmpty();
        assertThat(ids("Observation?_count=1000&code=85354-9&encounter=" + visit))
                .isNotEmpty();
    }

    @Test
    void pagesOfOneGiveTheSameAsOnePageOfAll() throws Exception {
        List<String> whole =
                of("Communication").stream().map(ChartStoriesIT::id).limit(40).toList();

        assertThat(all("Communication?_count=1").stream()
                        .map(ChartStoriesIT::id)
                        .limit(40)
                        .toList())
                .isEqualTo(whole)
                .hasSizeGreaterThan(3);
    }

    @Test
    void whatBelongsToItComesAlongWhereItIsWanted() throws Exception {
        Resource drug = of("MedicationAdministration").get(0);
        Bundle bundle = bundle("MedicationAdministration?_id=" + id(drug)
                + "&_include=MedicationAdministration:context&_include=MedicationAdministration:patient"
                + "&_revinclude=Provenance:target");
        Set<String> types = bundle.getEntry().stream()
                .filter(entry -> entry.getSearch().getMode() == Bundle.SearchEntryMode.INCLUDE)
                .map(entry -> entry.getResource().fhirType())
                .collect(Collectors.toSet());

        assertThat(types).containsExactlyInAnyOrder("Encounter", "Patient", "Provenance");
        assertThat(get("Encounter?_include=Encounter:shoes").statusCode()).isEqualTo(400);
    }

    @Test
    void everythingOfAPatientIsThatPatientsAndNobodyElses() throws Exception {
        String patient = "Patient/" + id(of("Patient").get(0));
        Set<String> mine = new HashSet<>();
        BY_TYPE.forEach((type, resources) -> resources.stream()
                .filter(resource -> references(resource).contains(patient))
                .forEach(resource -> mine.add(type + "/" + id(resource))));
        Set<String> visits = mine.stream()
                .filter(address -> address.startsWith("Encounter/"))
                .collect(Collectors.toSet());
        Bundle bundle = bundle(patient + "/$everything");
        Set<String> everything = bundle.getEntry().stream()
                .map(entry -> entry.getResource().fhirType() + "/" + id(entry.getResource()))
                .collect(Collectors.toSet());

        assertThat(everything).containsAll(mine).contains(patient).hasSameSizeAs(bundle.getEntry());
        assertThat(visits).isNotEmpty();
        everything.removeAll(mine);
        assertThat(everything).allMatch(address -> address.equals(patient) || address.startsWith("Provenance/"));
        Bundle some = bundle(patient + "/$everything?_type=Flag,Observation&start=2026-03-01T09:20:00Z"
                + "&end=2026-03-01T09:29:59Z");
        assertThat(some.getEntry())
                .extracting(entry -> entry.getResource().fhirType())
                .contains("Patient", "Observation")
                .doesNotContain("Encounter");
        assertThat(some.getEntry().stream()
                        .map(Bundle.BundleEntryComponent::getResource)
                        .filter(Observation.class::isInstance)
                        .map(resource -> ((Observation) resource)
                                .getEffectiveDateTimeType()
                                .getValueAsString()))
                .allMatch(at -> at.startsWith("2026-03-01T09:2"));
        assertThat(get("Patient/999999/$everything").statusCode()).isEqualTo(404);
    }

    @Test
    void theLatestOfEachCodeAreFound() throws Exception {
        String patient = id(of("Patient").get(0));
        String of = "Observation/$lastn?patient=" + patient;
        Bundle signs = bundle(of + "&category=vital-signs");
        List<String> codes = signs.getEntry().stream()
                .map(entry -> ((Observation) entry.getResource()).getCode().getText())
                .toList();

        assertThat(codes).doesNotHaveDuplicates().hasSizeGreaterThan(3);
        List<Resource> newest = all("Observation?resolution=full&_count=3&code=59408-5&patient=" + patient)
                .subList(0, 3);
        assertThat(bundle(of + "&code=59408-5&max=3").getEntry().stream()
                        .map(entry -> id(entry.getResource()))
                        .toList())
                .isEqualTo(newest.stream().map(ChartStoriesIT::id).toList());
        assertThat(get("Observation/$lastn?patient=" + patient).statusCode()).isEqualTo(400);
        assertThat(get("Observation/$lastn?code=59408-5").statusCode()).isEqualTo(400);
        assertThat(get(of + "&code=59408-5&max=all").statusCode()).isEqualTo(400);
    }

    @Test
    void anExportHoldsWhatSearchesFind() throws Exception {
        assertThat(get("$export").statusCode()).isEqualTo(400);
        assertThat(export("$export?_typeFilter=Patient%3Fx").statusCode()).isEqualTo(400);
        HttpResponse<String> begun = export("$export?_outputFormat=ndjson");
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        String status = begun.headers().firstValue("content-location").orElseThrow();
        HttpResponse<String> ready = send(status);
        while (ready.statusCode() == 202) {
            ready = send(status);
        }
        assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
        Map<String, Set<String>> exported = new TreeMap<>();
        for (JsonNode output : Oracle.tree(ready.body()).path("output")) {
            String type = output.path("type").asText();
            List<String> lines = lines(output.path("url").asText());
            assertThat(lines).as(type).hasSize(output.path("count").asInt());
            exported.put(type, new HashSet<>());
            for (String line : lines) {
                Resource resource = (Resource) Oracle.CONTEXT.newJsonParser().parseResource(line);
                exported.getOrDefault(type, Set.of()).add(id(resource));
            }
        }
        Map<String, Set<String>> searched = new TreeMap<>();
        BY_TYPE.forEach((type, resources) -> {
            if (!resources.isEmpty()) {
                searched.put(type, resources.stream().map(ChartStoriesIT::id).collect(Collectors.toSet()));
            }
        });

        assertThat(exported).isEqualTo(searched);
        HttpRequest delete = HttpRequest.newBuilder(URI.create(status)).DELETE().build();
        assertThat(HTTP.send(delete, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(202);
        assertThat(send(status).statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> export(String address) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/" + address))
                .header("Prefer", "respond-async")
                .header("Accept", "application/fhir+json")
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static List<String> lines(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Accept-Encoding", "gzip")
                .build();
        HttpResponse<InputStream> file = HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (GZIPInputStream in = new GZIPInputStream(file.body())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static List<Resource> of(String type) {
        return BY_TYPE.getOrDefault(type, List.of());
    }

    private static List<Resource> all(String address) throws Exception {
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

    private static List<String> ids(String address) throws Exception {
        return all(address).stream().map(ChartStoriesIT::id).toList();
    }

    private static Bundle bundle(String address) throws Exception {
        HttpResponse<String> response = get(address);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Oracle.CONTEXT.newJsonParser().parseResource(Bundle.class, response.body());
    }

    private static String again(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json((Resource) Oracle.CONTEXT.newJsonParser().parseResource(response.body()));
    }

    private static String json(Resource resource) {
        return Oracle.CONTEXT.newJsonParser().encodeResourceToString(resource);
    }

    private static String id(Resource resource) {
        return resource.getIdElement().getIdPart();
    }

    private static HttpResponse<String> get(String address) throws Exception {
        return send(base + "/" + address);
    }

    private static HttpResponse<String> send(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
