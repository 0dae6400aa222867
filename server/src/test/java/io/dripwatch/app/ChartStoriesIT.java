package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ca.uhn.fhir.validation.FhirValidator;
import io.dripwatch.fhir.chart.ChartType;
import io.dripwatch.fhir.observation.Oracle;
import io.dripwatch.fhir.observation.Validators;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.session.Course;
import io.dripwatch.session.CourseTemplate;
import io.dripwatch.sim.story.Stories;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Scale;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseReference;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DeviceMetric;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All stories of the simulator, told to a room one after the other and kept; what the chart then says of them. */
final class ChartStoriesIT {
    private static final Map<String, List<Resource>> BY_TYPE = new TreeMap<>();

    private static GivenChart chart;

    @BeforeAll
    static void tellAll(@TempDir Path directory) throws Exception {
        List<RoomEvent> more = new ArrayList<>(courses());
        more.addAll(accesses());
        chart = GivenChart.of(directory, Stories.shipped(), more);
        BY_TYPE.put("Patient", chart.all("Patient?_count=1000"));
        List<Resource> observations = new ArrayList<>();
        for (Resource patient : of("Patient")) {
            observations.addAll(chart.all("Observation?_count=1000&patient=" + GivenChart.id(patient)));
        }
        BY_TYPE.put("Observation", observations);
        for (ChartType<?> type : ChartType.all()) {
            BY_TYPE.put(type.name(), chart.all(type.name() + "?_count=200"));
        }
    }

    /** One that goes on and one that is over, since no story has any. */
    private static List<RoomEvent> courses() {
        Instant at = Instant.parse("2026-03-01T19:00:00Z");
        Course first = course("course-1", "SYN-0001", "2026-03-02");
        Course second = course("course-2", "SYN-0002", "2026-02-16");
        return List.of(
                new RoomEvent.CourseChanged(at, "Synthetic Ada, physician", first, "started"),
                new RoomEvent.CourseChanged(at, "Synthetic Ada, physician", second, "started"),
                new RoomEvent.CourseChanged(
                        at.plusSeconds(9), "Synthetic Ada, physician", second.ended(), "moved away"));
    }

    private static Course course(String id, String patient, String start) {
        CourseTemplate twiceAWeek = new CourseTemplate(List.of(2, 2, 1), 14, 2, Scale.PHQ9, 50, 4);
        PatientId whose = new PatientId("DRIPSIM", patient);
        return Course.begun(id, whose, "ketamine-mood", twiceAWeek, LocalDate.parse(start), ZoneOffset.UTC);
    }

    /** A few: others are looked at elsewhere. */
    private static List<RoomEvent> accesses() {
        Instant at = Instant.parse("2026-03-01T20:00:00Z");
        return List.of(
                GivenChart.access(at, "see-course", "", false, 1),
                GivenChart.access(at.plusSeconds(1), "export", "Observation of 1", false, 3),
                GivenChart.access(at.plusSeconds(2), "sign-in", "", true, 1));
    }

    @AfterAll
    static void stop() throws Exception {
        chart.close();
    }

    @Test
    void everyTypeTellsSomethingOfTheStories() {
        Set<String> silent = BY_TYPE.entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());

        // The room of this test has no chairs of its own but is a place.
        assertThat(silent).isEmpty();
        assertThat(of("Encounter")).hasSizeGreaterThan(20);
        assertThat(of("DetectedIssue")).hasSameSizeAs(of("Flag"));
    }

    @Test
    void whatGoesOnIsActiveAndWhatIsOverIsNot() {
        Map<String, DetectedIssue.DetectedIssueStatus> issues = of("DetectedIssue").stream()
                .map(DetectedIssue.class::cast)
                .collect(Collectors.toMap(GivenChart::id, DetectedIssue::getStatus));
        Set<Flag.FlagStatus> seen = new HashSet<>();
        for (Resource each : of("Flag")) {
            boolean over = issues.get(GivenChart.id(each)) == DetectedIssue.DetectedIssueStatus.FINAL;
            Flag flag = (Flag) each;
            assertThat(flag.getStatus())
                    .as(GivenChart.id(flag))
                    .isEqualTo(over ? Flag.FlagStatus.INACTIVE : Flag.FlagStatus.ACTIVE);
            assertThat(flag.getPeriod().hasEnd()).isEqualTo(over);
            seen.add(flag.getStatus());
        }
        assertThat(seen).containsExactlyInAnyOrder(Flag.FlagStatus.ACTIVE, Flag.FlagStatus.INACTIVE);
        assertThat(of("CarePlan").stream().map(CarePlan.class::cast))
                .allSatisfy(plan -> assertThat(plan.getSubject().hasReference()).isTrue())
                .extracting(plan -> plan.getPeriod().getStartElement().getValueAsString(), CarePlan::getStatus)
                .containsExactlyInAnyOrder(
                        tuple("2026-03-02", CarePlan.CarePlanStatus.ACTIVE),
                        tuple("2026-02-16", CarePlan.CarePlanStatus.COMPLETED));
    }

    @Test
    void whatWasSaidIsAboutThePatientOfItsVisitAndWhatAPumpIsSetToIsASetting() {
        Map<String, String> patients = new TreeMap<>();
        for (Resource each : of("Encounter")) {
            patients.put(
                    "Encounter/" + GivenChart.id(each),
                    String.valueOf(((Encounter) each).getSubject().getReference()));
        }
        assertThat(of("Communication").stream().map(Communication.class::cast))
                .isNotEmpty()
                .allSatisfy(said -> assertThat(String.valueOf(said.getSubject().getReference()))
                        .isEqualTo(patients.get(said.getEncounter().getReference())));
        Map<String, DeviceMetric.DeviceMetricCategory> categories = of("DeviceMetric").stream()
                .map(DeviceMetric.class::cast)
                .collect(Collectors.toMap(
                        metric -> metric.getType().getCodingFirstRep().getDisplay(),
                        DeviceMetric::getCategory,
                        (one, other) -> one));
        assertThat(categories)
                .containsEntry("Heart rate", DeviceMetric.DeviceMetricCategory.MEASUREMENT)
                .containsEntry("MDC_VOL_FLUID_DELIV_TOTAL", DeviceMetric.DeviceMetricCategory.MEASUREMENT)
                .containsEntry("MDC_VOL_FLUID_TBI_REMAIN", DeviceMetric.DeviceMetricCategory.CALCULATION)
                .containsEntry("MDC_CONC_DRUG", DeviceMetric.DeviceMetricCategory.SETTING);
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
        BY_TYPE.forEach(
                (type, resources) -> resources.forEach(resource -> known.add(type + "/" + GivenChart.id(resource))));
        Set<String> unknown = BY_TYPE.values().stream()
                .flatMap(List::stream)
                .flatMap(resource -> references(resource).stream())
                .filter(reference -> !known.contains(reference))
                .collect(Collectors.toSet());

        for (String reference : unknown) {
            // What stands behind an alarm need not be one of the Observations of one a minute.
            assertThat(reference).matches("Observation/.*|Location/.*");
            if (reference.startsWith("Observation/")) {
                assertThat(chart.get(reference).statusCode()).as(reference).isEqualTo(200);
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
                String address = entry.getKey() + "/" + GivenChart.id(resource);
                assertThat(again(chart.get(address))).as(address).isEqualTo(json(resource));
                String version = resource.getMeta().getVersionId();
                if (version != null) {
                    assertThat(again(chart.get(address + "/_history/" + version)))
                            .as(address)
                            .isEqualTo(json(resource));
                    assertThat(chart.get(address + "/_history/999999999").statusCode())
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
        for (long version = Long.parseLong(GivenChart.id(alarm));
                version <= Long.parseLong(alarm.getMeta().getVersionId());
                version++) {
            HttpResponse<String> then = chart.get("DetectedIssue/" + GivenChart.id(alarm) + "/_history/" + version);
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
                String by = type.name() + "?_count=1000&_id=" + GivenChart.id(resource);
                assertThat(chart.ids(by)).as(by).containsExactly(GivenChart.id(resource));
            }
        }
        Resource encounter = of("Encounter").get(0);
        String visit = "Encounter/" + GivenChart.id(encounter);
        for (String type : List.of("MedicationRequest", "QuestionnaireResponse", "Flag", "Communication")) {
            assertThat(chart.ids(type + "?_count=1000&encounter=" + visit))
                    .as(type)
                    .isEqualTo(of(type).stream()
                            .filter(resource -> references(resource).contains(visit))
                            .map(GivenChart::id)
                            .toList());
        }
        assertThat(chart.ids("Encounter?status=in-progress&_count=1000"))
                .hasSizeLessThanOrEqualTo(of("Encounter").size());
        assertThat(chart.ids("Encounter?date=lt2026-03-01&_count=1000")).isEmpty();
        assertThat(chart.ids("Encounter?date=ge2026-03-01&_count=1000")).hasSameSizeAs(of("Encounter"));
        assertThat(chart.ids("Encounter?_lastUpdated=gt2026-03-02&_count=1000")).isEmpty();
        assertThat(chart.ids("Observation?_count=1000&code=85354-9&encounter=" + visit))
                .isNotEmpty();
    }

    @Test
    void pagesOfOneGiveTheSameAsOnePageOfAll() throws Exception {
        List<String> whole =
                of("Communication").stream().map(GivenChart::id).limit(40).toList();

        assertThat(chart.all("Communication?_count=1").stream()
                        .map(GivenChart::id)
                        .limit(40)
                        .toList())
                .isEqualTo(whole)
                .hasSizeGreaterThan(3);
    }

    @Test
    void whatBelongsToItComesAlongWhereItIsWanted() throws Exception {
        Resource drug = of("MedicationAdministration").get(0);
        Bundle bundle = chart.bundle("MedicationAdministration?_id=" + GivenChart.id(drug)
                + "&_include=MedicationAdministration:context&_include=MedicationAdministration:patient"
                + "&_revinclude=Provenance:target");
        Set<String> types = bundle.getEntry().stream()
                .filter(entry -> entry.getSearch().getMode() == Bundle.SearchEntryMode.INCLUDE)
                .map(entry -> entry.getResource().fhirType())
                .collect(Collectors.toSet());

        assertThat(types).containsExactlyInAnyOrder("Encounter", "Patient", "Provenance");
        assertThat(chart.get("Encounter?_include=Encounter:shoes").statusCode()).isEqualTo(400);
    }

    @Test
    void everythingOfAPatientIsThatPatientsAndNobodyElses() throws Exception {
        String patient = "Patient/" + GivenChart.id(of("Patient").get(0));
        Set<String> mine = new HashSet<>();
        BY_TYPE.forEach((type, resources) -> resources.stream()
                .filter(resource -> !Set.of("Group", "AuditEvent").contains(type))
                .filter(resource -> references(resource).contains(patient))
                .forEach(resource -> mine.add(type + "/" + GivenChart.id(resource))));
        Set<String> visits = mine.stream()
                .filter(address -> address.startsWith("Encounter/"))
                .collect(Collectors.toSet());
        Bundle bundle = chart.bundle(patient + "/$everything");
        Set<String> everything = bundle.getEntry().stream()
                .map(entry -> entry.getResource().fhirType() + "/" + GivenChart.id(entry.getResource()))
                .collect(Collectors.toSet());

        assertThat(everything).containsAll(mine).contains(patient).hasSameSizeAs(bundle.getEntry());
        assertThat(visits).isNotEmpty();
        everything.removeAll(mine);
        assertThat(everything).allMatch(address -> address.equals(patient) || address.startsWith("Provenance/"));
        Bundle some = chart.bundle(patient + "/$everything?_type=Flag,Observation&start=2026-03-01T09:20:00Z"
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
        assertThat(chart.get("Patient/999999/$everything").statusCode()).isEqualTo(404);
    }

    @Test
    void theLatestOfEachCodeAreFound() throws Exception {
        String patient = GivenChart.id(of("Patient").get(0));
        String of = "Observation/$lastn?patient=" + patient;
        Bundle signs = chart.bundle(of + "&category=vital-signs");
        List<String> codes = signs.getEntry().stream()
                .map(entry -> ((Observation) entry.getResource()).getCode().getText())
                .toList();

        assertThat(codes).doesNotHaveDuplicates().hasSizeGreaterThan(3);
        List<Resource> newest = chart.all("Observation?resolution=full&_count=3&code=59408-5&patient=" + patient)
                .subList(0, 3);
        assertThat(chart.bundle(of + "&code=59408-5&max=3").getEntry().stream()
                        .map(entry -> GivenChart.id(entry.getResource()))
                        .toList())
                .isEqualTo(newest.stream().map(GivenChart::id).toList());
        assertThat(chart.get("Observation/$lastn?patient=" + patient).statusCode())
                .isEqualTo(400);
        assertThat(chart.get("Observation/$lastn?code=59408-5").statusCode()).isEqualTo(400);
        assertThat(chart.get(of + "&code=59408-5&max=all").statusCode()).isEqualTo(400);
    }

    @Test
    void anExportHoldsWhatSearchesFind() throws Exception {
        assertThat(chart.get("$export").statusCode()).isEqualTo(400);
        Map<String, Set<String>> exported = new TreeMap<>();
        String status = chart.export(
                "$export?_outputFormat=ndjson",
                (type, resources) -> exported.put(
                        type, resources.stream().map(GivenChart::id).collect(Collectors.toSet())));
        Map<String, Set<String>> searched = new TreeMap<>();
        BY_TYPE.forEach((type, resources) -> {
            if (!resources.isEmpty()) {
                searched.put(type, resources.stream().map(GivenChart::id).collect(Collectors.toSet()));
            }
        });

        assertThat(exported).isEqualTo(searched);
        HttpRequest delete = HttpRequest.newBuilder(URI.create(status)).DELETE().build();
        assertThat(chart.send(delete).statusCode()).isEqualTo(202);
        assertThat(chart.send(status).statusCode()).isEqualTo(404);
    }

    private static List<Resource> of(String type) {
        return BY_TYPE.getOrDefault(type, List.of());
    }

    private static String again(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json((Resource) Oracle.CONTEXT.newJsonParser().parseResource(response.body()));
    }

    private static String json(Resource resource) {
        return Oracle.CONTEXT.newJsonParser().encodeResourceToString(resource);
    }
}
