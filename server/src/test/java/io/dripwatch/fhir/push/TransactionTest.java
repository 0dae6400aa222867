package io.dripwatch.fhir.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TransactionTest {
    private final Map<String, Resource> chart = new HashMap<>();

    @Test
    void whatIsSettledIsCreatedOnceAndTheHospitalsPatientsAreNeverReplaced() {
        patient("MRN");
        chart.put("Observation/o", observation(ObservationStatus.FINAL));

        Bundle bundle = transaction("Observation/o");

        assertThat(bundle.getType()).isEqualTo(Bundle.BundleType.TRANSACTION);
        assertThat(asked(bundle, "Observation"))
                .isEqualTo("POST identifier=urn%3Adripwatch%3Aroom-3%3AObservation%7Co");
        assertThat(asked(bundle, "Patient")).isEqualTo("POST identifier=urn%3Aoid%3A1.2%7CSYN-1");
        assertThat(asked(bundle, "Device")).isEqualTo("POST identifier=urn%3Adripwatch%3Aroom-3%3ADevice%7Cd");
        assertThat(bundle.getEntry()).allSatisfy(entry -> {
            assertThat(entry.getResource().hasId()).isFalse();
            assertThat(entry.getResource().getMeta().getSource()).isEqualTo("urn:dripwatch:room-3");
        });
        Observation sent = (Observation) entry(bundle, "Observation").getResource();
        assertThat(sent.getSubject().getReference())
                .isEqualTo(entry(bundle, "Patient").getFullUrl());
        assertThat(sent.getDevice().getReference())
                .isEqualTo(entry(bundle, "Device").getFullUrl());
    }

    @Test
    void whatWasCorrectedOrGoesOnChangingReplacesWhatIsThere() {
        patient("MRN");
        chart.put("Observation/o", observation(ObservationStatus.CORRECTED));
        chart.put("Observation/p", observation(ObservationStatus.FINAL));
        ((Observation) chart.get("Observation/p")).addComponent();
        chart.put("Encounter/7", new Encounter());

        Bundle bundle = transaction("Observation/o", "Observation/p", "Encounter/7");

        assertThat(bundle.getEntry().stream()
                        .filter(entry -> entry.getRequest().getMethod() == HTTPVerb.PUT)
                        .map(entry -> entry.getRequest().getUrl()))
                .containsExactly(
                        "Observation?identifier=urn%3Adripwatch%3Aroom-3%3AObservation%7Co",
                        "Observation?identifier=urn%3Adripwatch%3Aroom-3%3AObservation%7Cp",
                        "Encounter?identifier=urn%3Adripwatch%3Aroom-3%3AEncounter%7C7");
    }

    @Test
    void aNumberWithoutAnAuthorityIsNobodysButOurs() {
        patient(null);
        chart.put("Observation/o", observation(ObservationStatus.FINAL));

        Bundle bundle = transaction("Observation/o");

        assertThat(asked(bundle, "Patient")).isEqualTo("POST identifier=urn%3Adripwatch%3Aroom-3%3APatient%7C5");
    }

    @Test
    void evidenceThatWentBeforeIsNamedByItsIdentifier() {
        DetectedIssue issue = new DetectedIssue();
        issue.addEvidence().addDetail(new Reference("Observation/o"));
        chart.put("DetectedIssue/31", issue);
        chart.put("Observation/o", observation(ObservationStatus.FINAL));

        Reference alone = evidence(transaction("DetectedIssue/31"));
        assertThat(alone.getReference()).isNull();
        assertThat(alone.getIdentifier().getSystem()).isEqualTo("urn:dripwatch:room-3:Observation");
        assertThat(alone.getIdentifier().getValue()).isEqualTo("o");

        Bundle together = transaction("Observation/o", "DetectedIssue/31");
        assertThat(evidence(together).getReference())
                .isEqualTo(entry(together, "Observation").getFullUrl());
    }

    @Test
    void whatIsSaidTwiceIsSentOnceAndTheSameIsTheSame() {
        patient("MRN");
        chart.put("Observation/o", observation(ObservationStatus.FINAL));

        Bundle once = transaction("Observation/o");
        assertThat(transaction("Observation/o", "Observation/o").getEntry()).hasSameSizeAs(once.getEntry());
        assertThat(transaction("Observation/o").equalsDeep(once)).isTrue();
        assertThat(transaction("Observation/none").getEntry()).isEmpty();
    }

    private void patient(@Nullable String authority) {
        Patient patient = new Patient();
        patient.addIdentifier().setValue("SYN-1").setSystem(authority == null ? null : "urn:oid:1.2");
        patient.setId("5");
        chart.put("Patient/5", patient);
        Device device = new Device();
        device.setId("d");
        chart.put("Device/d", device);
    }

    private static Observation observation(ObservationStatus status) {
        Observation observation = new Observation();
        observation.setId("o");
        return observation
                .setStatus(status)
                .setSubject(new Reference("Patient/5"))
                .setDevice(new Reference("Device/d"));
    }

    private Bundle transaction(String... names) {
        Transaction transaction = new Transaction(
                (type, id) -> {
                    Resource found = chart.get(type + "/" + id);
                    return found == null ? null : found.copy();
                },
                new Names("room-3"));
        for (String name : names) {
            List<String> parts = List.of(name.split("/", -1));
            transaction.add(parts.get(0), parts.get(1));
        }
        return transaction.bundle();
    }

    private static Reference evidence(Bundle bundle) {
        return ((DetectedIssue) entry(bundle, "DetectedIssue").getResource())
                .getEvidenceFirstRep()
                .getDetailFirstRep();
    }

    private static BundleEntryComponent entry(Bundle bundle, String type) {
        return bundle.getEntry().stream()
                .filter(entry -> entry.getResource().fhirType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static String asked(Bundle bundle, String type) {
        Bundle.BundleEntryRequestComponent request = entry(bundle, type).getRequest();
        return request.getMethod().toCode() + " " + request.getIfNoneExist();
    }
}
