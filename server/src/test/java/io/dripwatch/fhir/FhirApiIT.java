package io.dripwatch.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.gclient.DateClientParam;
import ca.uhn.fhir.rest.gclient.StringClientParam;
import ca.uhn.fhir.rest.gclient.TokenClientParam;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import io.dripwatch.fhir.observation.GivenHistory;
import io.dripwatch.fhir.observation.Oracle;
import io.dripwatch.fhir.rest.Coding;
import io.dripwatch.fhir.rest.Outside;
import io.dripwatch.fhir.rest.Rendering;
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
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client written by others, over a real socket, on a real store. */
final class FhirApiIT {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final int SECONDS = 1200;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Vertx vertx;
    private static GivenHistory given;
    private static String base;
    private static IGenericClient client;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        vertx = Vertx.vertx();
        given = new GivenHistory(directory);
        List<Reading> readings = new ArrayList<>();
        for (int second = 0; second < SECONDS; second++) {
            readings.add(Reading.of(Metric.SPO2, 90 + second % 10 + 0.25, START.plusSeconds(second)));
        }
        readings.add(Reading.of(Metric.NIBP_SYS, 128, START.plusSeconds(60)));
        readings.add(Reading.of(Metric.NIBP_DIA, 71, START.plusSeconds(60)));
        readings.add(Reading.of(Metric.PUMP_RATE, 45, START));
        given.keep(GivenHistory.MONITOR, START.plusSeconds(2000), readings);
        given.keep(
                GivenHistory.destination("MON-2", GivenHistory.ADA, null),
                START.plusSeconds(1),
                List.of(Reading.of(Metric.HEART_RATE, 70, START)));
        given.keep(
                GivenHistory.destination("MON-3", GivenHistory.ZOE, null),
                START.plusSeconds(1),
                List.of(Reading.of(Metric.TEMPERATURE, 37.25, START)));
        Router router = Router.router(vertx);
        InstantSource clock = InstantSource.fixed(START.plusSeconds(3600));
        new FhirApi(vertx, given.content(), clock, Outside.open("1.2.3")).mount(router);
        HttpServer server = vertx.createHttpServer().requestHandler(router);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        base = "http://127.0.0.1:" + server.actualPort() + "/fhir";
        Oracle.CONTEXT.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
        client = Oracle.CONTEXT.newRestfulGenericClient(base);
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        given.close();
    }

    @Test
    void theServerSaysWhatItCanDo() {
        CapabilityStatement statement =
                client.capabilities().ofType(CapabilityStatement.class).execute();

        assertThat(statement.getFhirVersion().toCode()).isEqualTo("4.0.1");
        assertThat(statement.getSoftware().getVersion()).isEqualTo("1.2.3");
        assertThat(statement.getImplementation().getUrl()).isEqualTo(base);
        assertThat(statement.getRestFirstRep().getResource())
                .extracting(resource -> resource.getType())
                .contains("Patient", "Observation", "Encounter", "DetectedIssue", "MedicationAdministration");
    }

    @Test
    void patientsAreFoundByWhatIsKnownOfThem() {
        String system = "urn:dripwatch:authority:MRN";

        assertThat(patients("identifier=" + system + "%7CS-1")).containsExactly(key(GivenHistory.SAM));
        assertThat(patients("identifier=S-1")).containsExactly(key(GivenHistory.SAM), key(GivenHistory.ZOE));
        assertThat(patients("identifier=urn:oid:2.16.840.1.113883.19.5%7CS-1")).containsExactly(key(GivenHistory.ZOE));
        assertThat(patients("identifier=%7CS-1")).isEmpty();
        assertThat(patients("_id=" + key(GivenHistory.ADA) + ",999")).containsExactly(key(GivenHistory.ADA));
        assertThat(patients("name=zoe")).containsExactly(key(GivenHistory.ZOE));
        assertThat(patients("family=ozsyn")).containsExactly(key(GivenHistory.ZOE));
        assertThat(patients("given=maria")).containsExactly(key(GivenHistory.ADA));
        assertThat(patients("given:exact=Ada")).isEmpty();
        assertThat(patients("name:contains=mari")).containsExactly(key(GivenHistory.ADA));
        assertThat(patients("birthdate=1980-02")).containsExactly(key(GivenHistory.SAM));
        assertThat(patients("birthdate=ge1999&gender=unknown")).containsExactly(key(GivenHistory.ZOE));
        assertThat(patients("name=nobody")).isEmpty();
    }

    @Test
    void whereAnObservationComesFromSaysWhatWasMeasuredAndWhenItCame() {
        Bundle page = client.search()
                .byUrl("Observation?patient=" + key(GivenHistory.SAM) + "&_count=3&_revinclude=Provenance:target")
                .returnBundle(Bundle.class)
                .execute();

        assertThat(page.getEntry()).hasSize(6);
        for (int i = 0; i < 6; i += 2) {
            Observation observation = (Observation) page.getEntry().get(i).getResource();
            Provenance provenance = (Provenance) page.getEntry().get(i + 1).getResource();
            assertThat(provenance.getTargetFirstRep().getReference())
                    .isEqualTo("Observation/" + observation.getIdElement().getIdPart());
            assertThat(provenance.getRecorded().toInstant()).isEqualTo(START.plusSeconds(2000));
        }
    }

    @Test
    void patientsComeInPages() {
        Bundle page = client.search()
                .forResource(Patient.class)
                .count(2)
                .totalMode(ca.uhn.fhir.rest.api.SearchTotalModeEnum.ACCURATE)
                .returnBundle(Bundle.class)
                .execute();
        Bundle next = client.loadPage().next(page).execute();

        assertThat(page.getTotal()).isEqualTo(3);
        assertThat(page.getEntry()).hasSize(2);
        assertThat(next.getEntry()).hasSize(1);
        assertThat(next.getLink(Bundle.LINK_NEXT)).isNull();
    }

    @Test
    void aPatientIsReadById() {
        Patient sam = client.read()
                .resource(Patient.class)
                .withId(key(GivenHistory.SAM))
                .execute();

        assertThat(sam.getNameFirstRep().getFamily()).isEqualTo("Synthetic");
        assertThat(sam.getBirthDateElement().getValueAsString()).isEqualTo("1980-02-29");
        assertThatThrownBy(() ->
                        client.read().resource(Patient.class).withId("999").execute())
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void observationsAreFoundPagedAndReadAgain() {
        Bundle page = client.search()
                .forResource(Observation.class)
                .where(Observation.PATIENT.hasId("Patient/" + key(GivenHistory.SAM)))
                .and(new TokenClientParam("code").exactly().systemAndCode(Coding.LOINC, "59408-5"))
                .and(new DateClientParam("date").afterOrEquals().second("2026-03-01T12:05:00Z"))
                .and(new DateClientParam("date").before().second("2026-03-01T12:15:00Z"))
                .and(new TokenClientParam("resolution").exactly().code("full"))
                .count(250)
                .returnBundle(Bundle.class)
                .execute();
        List<Observation> found = new ArrayList<>(observations(page));
        while (page.getLink(Bundle.LINK_NEXT) != null) {
            page = client.loadPage().next(page).execute();
            found.addAll(observations(page));
        }

        assertThat(found).hasSize(600);
        assertThat(found.get(0).getEffectiveDateTimeType().getValueAsString()).isEqualTo("2026-03-01T12:14:59.000Z");
        assertThat(found).extracting(one -> one.getIdElement().getIdPart()).doesNotHaveDuplicates();
        Observation last = found.get(599);
        Observation again = client.read()
                .resource(Observation.class)
                .withId(last.getIdElement().getIdPart())
                .execute();
        assertThat(again.getEffectiveDateTimeType().getValueAsString()).isEqualTo("2026-03-01T12:05:00.000Z");
        assertThat(again.getValueQuantity().getValue()).isEqualByComparingTo("90.25");
    }

    @Test
    void aPageOfAThousandIsSentWhole() {
        Bundle page =
                bundle("Observation?resolution=full&patient=" + key(GivenHistory.SAM) + "&_count=5000&_sort=date");

        assertThat(page.getEntry()).hasSize(1000);
        assertThat(page.getEntryFirstRep().getFullUrl()).startsWith(base + "/Observation/");
        assertThat(page.getEntryFirstRep().getSearch().getMode()).isEqualTo(Bundle.SearchEntryMode.MATCH);
        assertThat(page.getLink(Bundle.LINK_SELF).getUrl()).startsWith(base + "/Observation?resolution=full&patient=");
        assertThat(page.getLink(Bundle.LINK_NEXT)).isNotNull();
    }

    @Test
    void searchesNarrow() {
        String sam = "Observation?resolution=full&patient=" + key(GivenHistory.SAM);

        assertThat(bundle(sam + "&code=85354-9").getEntry()).hasSize(1);
        assertThat(bundle(sam + "&code=" + Coding.MDC + "%7C150021").getEntry()).hasSize(1);
        assertThat(bundle(sam + "&category=vital-signs&_summary=count").getTotal())
                .isEqualTo(SECONDS + 1);
        assertThat(bundle(sam + "&category=therapy").getEntry()).hasSize(1);
        assertThat(bundle(sam + "&category=laboratory").getEntry()).isEmpty();
        assertThat(bundle(sam + "&status=entered-in-error").getEntry()).isEmpty();
        assertThat(bundle(sam + "&code=2708-6&_total=accurate&_count=1").getTotal())
                .isEqualTo(SECONDS);
        assertThat(bundle("Observation?subject:Patient=" + key(GivenHistory.ADA))
                        .getEntry())
                .hasSize(1);
        assertThat(bundle("Observation?patient=" + base + "/Patient/" + key(GivenHistory.ADA))
                        .getEntry())
                .hasSize(1);
        assertThat(bundle("Observation?patient=999").getEntry()).isEmpty();
    }

    @Test
    void anIdentifierFindsObservationsAndStaysOutOfTheNextLink() {
        Bundle page =
                bundle("Observation?resolution=full&patient.identifier=urn:dripwatch:authority:MRN%7CS-1&_count=1");

        assertThat(page.getEntry()).hasSize(1);
        assertThat(page.getLink(Bundle.LINK_NEXT).getUrl())
                .doesNotContain("S-1")
                .contains("patient=" + key(GivenHistory.SAM));
        assertThat(client.loadPage().next(page).execute().getEntry()).hasSize(1);
    }

    @Test
    void aSearchByPostIsTheSame() {
        Bundle page = client.search()
                .forResource(Observation.class)
                .where(Observation.PATIENT.hasId(key(GivenHistory.ZOE)))
                .usingStyle(ca.uhn.fhir.rest.api.SearchStyleEnum.POST)
                .returnBundle(Bundle.class)
                .execute();
        Bundle patients = client.search()
                .forResource(Patient.class)
                .where(new StringClientParam("name").matches().value("Sam"))
                .usingStyle(ca.uhn.fhir.rest.api.SearchStyleEnum.POST)
                .returnBundle(Bundle.class)
                .execute();

        assertThat(observations(page))
                .extracting(one -> one.getValueQuantity().getValue().toPlainString())
                .containsExactly("37.25");
        assertThat(patients.getEntry()).hasSize(1);
    }

    @Test
    void theClientOfOthersUnderstandsOurErrors() {
        assertThatThrownBy(() -> bundle("Observation?patient=1&date=yesterday"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("date");
    }

    @ParameterizedTest(name = "{0} {1}: {2} {3}")
    @CsvSource(
            delimiter = ' ',
            value = {
                "GET /Observation 400 patient",
                "GET /Observation?code=8867-4 400 patient",
                "GET /Observation?patient=1&date=xx2026 400 xx",
                "GET /Observation?patient=1&date=2026-02-30 400 2026-02-30",
                "GET /Observation?patient=1&status=bogus 400 bogus",
                "GET /Observation?patient=1&_sort=code 400 _sort",
                "GET /Observation?patient=1&_count=-1 400 _count",
                "GET /Observation?patient=1&_summary=tiny 400 _summary",
                "GET /Observation?patient=1&_page=zzz 400 _page",
                "GET /Observation?patient=1&code:in=x 400 code:in",
                "GET /Observation?patient:identifier=MRN| 400 patient:identifier",
                "GET /Patient?birthdate=soon 400 birthdate",
                "GET /Patient?name:missing=true 400 name:missing",
                "GET /Patient?gender=blue 400 blue",
                "GET /Observation/1.spo2.0.5 404 Observation",
                "GET /Observation/abc 404 Observation",
                "GET /Patient/abc 404 Patient",
                "GET /Medication 404 metadata",
                "GET /Patient?_format=turtle 406 fhir+xml",
                "DELETE /Patient/1 405 GET",
                "PUT /Observation/1.spo2.0.5 405 GET",
                "POST /Observation 405 GET",
                "POST /metadata 405 GET",
                "POST /Observation/_search 415 form",
            })
    void whatCannotBeAnsweredIsExplained(String method, String address, int status, String word) throws Exception {
        String url = base + address.replace("|", "%7C");
        HttpResponse<String> response =
                send(HttpRequest.newBuilder(URI.create(url)).method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).hasValue(Rendering.JSON.type());
        assertThat(response.headers().firstValue("cache-control")).hasValue("no-store");
        OperationOutcome outcome =
                Oracle.CONTEXT.newJsonParser().parseResource(OperationOutcome.class, response.body());
        assertThat(outcome.getIssueFirstRep().getDiagnostics()).contains(word);
    }

    @Test
    void jsonAndXmlAreSpokenAndNothingElse() throws Exception {
        assertThat(accepting("text/turtle").statusCode()).isEqualTo(406);
        assertThat(accepting("text/html, application/xml;q=0.9, */*;q=0.8").body())
                .startsWith("<Bundle");
        assertThat(accepting("application/fhir+json; fhirVersion=4.0").body()).startsWith("{");
        String xml = send(HttpRequest.newBuilder(
                        URI.create(base + "/Observation?_format=xml&_count=3&patient=" + key(GivenHistory.SAM))))
                .body();
        String json = send(HttpRequest.newBuilder(
                        URI.create(base + "/Observation?_count=3&patient=" + key(GivenHistory.SAM))))
                .body();
        assertThat(ids(Oracle.CONTEXT.newXmlParser().parseResource(Bundle.class, xml)))
                .isEqualTo(ids(Oracle.CONTEXT.newJsonParser().parseResource(Bundle.class, json)))
                .hasSize(3);
    }

    private static List<String> ids(Bundle bundle) {
        return bundle.getEntry().stream()
                .map(entry -> entry.getResource().getIdElement().getIdPart())
                .toList();
    }

    @Test
    void theChartHasOneObservationAMinuteAndTheSameOnesWhicheverWayItIsRead() {
        String spo2 = "Observation?code=59408-5&_count=1000&patient=" + key(GivenHistory.SAM);
        List<String> newestFirst = ids(bundle(spo2));

        assertThat(newestFirst).hasSize(SECONDS / 60);
        assertThat(ids(bundle(spo2 + "&_sort=date")))
                .isEqualTo(newestFirst.stream().sorted().toList());
        assertThat(ids(bundle(spo2 + "&date=ge2026-03-01T12:00:30Z,lt2026-03-01T12:00:20Z&_sort=date")))
                .isEqualTo(newestFirst.stream().sorted().toList());
        assertThat(ids(bundle(spo2 + "&date=ge2026-03-01T12:00:30Z&date=lt2026-03-01T12:00:50Z")))
                .isEmpty();
        assertThat(ids(bundle(spo2 + "&resolution=full&date=ge2026-03-01T12:00:30Z&date=lt2026-03-01T12:00:50Z")))
                .hasSize(20);
    }

    @Test
    void aClientThatHasItAlreadyIsNotSentItAgain() throws Exception {
        URI address = URI.create(base + "/Patient/" + key(GivenHistory.SAM));
        HttpResponse<String> first = send(HttpRequest.newBuilder(address));
        String tag = first.headers().firstValue("etag").orElseThrow();
        HttpResponse<String> again = send(HttpRequest.newBuilder(address).header("If-None-Match", tag));

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(send(HttpRequest.newBuilder(address).header("If-None-Match", "W/\"other\""))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void onlyTheElementsThatAreWantedAreSent() throws Exception {
        String body = send(HttpRequest.newBuilder(URI.create(
                        base + "/Observation?_elements=code,status&_count=1&patient=" + key(GivenHistory.SAM))))
                .body();

        assertThat(body).contains("\"code\"").doesNotContain("valueQuantity").contains("SUBSETTED");
        String alone = send(HttpRequest.newBuilder(
                        URI.create(base + "/Patient/" + key(GivenHistory.SAM) + "?_elements=birthDate")))
                .body();
        assertThat(alone).contains("birthDate", "SUBSETTED").doesNotContain("family");
        assertThat(send(HttpRequest.newBuilder(URI.create(base + "/Patient?_elements=%3Cscript%3E")))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void anUnknownParameterIsPassedOverUnlessTheClientIsStrict() throws Exception {
        String address = base + "/Observation?patient=" + key(GivenHistory.ADA) + "&shoe-size=44";
        HttpResponse<String> lenient = send(HttpRequest.newBuilder(URI.create(address)));
        HttpResponse<String> strict =
                send(HttpRequest.newBuilder(URI.create(address)).header("Prefer", "return=minimal; handling=strict"));

        assertThat(lenient.statusCode()).isEqualTo(200);
        assertThat(lenient.body()).doesNotContain("shoe-size");
        assertThat(strict.statusCode()).isEqualTo(400);
        assertThat(strict.body()).contains("shoe-size");
    }

    private static HttpResponse<String> accepting(String types) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(base + "/Patient")).header("Accept", types));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String key(io.dripwatch.vitals.Patient patient) {
        return Long.toString(given.key(patient));
    }

    private static List<String> patients(String query) {
        return bundle("Patient?" + query).getEntry().stream()
                .map(entry -> entry.getResource().getIdElement().getIdPart())
                .toList();
    }

    private static Bundle bundle(String address) {
        return client.search()
                .byUrl(base + "/" + address)
                .returnBundle(Bundle.class)
                .execute();
    }

    private static List<Observation> observations(Bundle page) {
        return page.getEntry().stream()
                .map(entry -> (Observation) entry.getResource())
                .toList();
    }
}
