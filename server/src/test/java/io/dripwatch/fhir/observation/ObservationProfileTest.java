package io.dripwatch.fhir.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ca.uhn.fhir.validation.FhirValidator;
import io.dripwatch.fhir.chart.PatientResource;
import io.dripwatch.fhir.observation.Samples.Sample;
import io.dripwatch.fhir.rest.Spans;
import io.dripwatch.trend.StoredPatient;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Reading.Standing;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** HAPI's validator finds no error in anything we write, by the rules of FHIR R4 and by those of US Core. */
final class ObservationProfileTest {
    @Test
    void everyObservationIsValidR4() {
        FhirValidator validator = Validators.plain();

        assertThat(errorsOfAll(validator, false)).isEmpty();
    }

    @Test
    void everyObservationKeepsItsUsCoreProfile() throws IOException {
        assumeTrue(Validators.hasUsCore(), "the US Core package is not at hand");
        FhirValidator validator = Validators.usCore();

        assertThat(errorsOfAll(validator, true)).isEmpty();
        String wrong = json(new Sample(
                        Samples.lane(Group.of(Metric.SPO2), "MON"),
                        Samples.observed(Group.of(Metric.SPO2), 1, Samples.NOON, Standing.PLAIN)))
                .replace("59408-5", "59408-6");
        assertThat(Validators.errors(validator, wrong, "spoiled")).isNotEmpty();
    }

    @Test
    void everyPatientIsValid() throws IOException {
        FhirValidator base = Validators.plain();
        List<String> errors = new ArrayList<>();
        for (String patient : patients()) {
            errors.addAll(Validators.errors(
                    base, patient.replaceAll("\"profile\":\\[[^]]*\\]", "\"versionId\":\"1\""), "R4"));
        }
        if (Validators.hasUsCore()) {
            FhirValidator usCore = Validators.usCore();
            for (String patient : patients()) {
                errors.addAll(Validators.errors(usCore, patient, "US Core"));
            }
        }
        assertThat(errors).isEmpty();
    }

    private static List<String> patients() {
        List<Patient> patients = List.of(
                Patient.of(new PatientId("", "P-1")),
                Patient.of(new PatientId("WARD 7", "P-2")),
                new Patient(
                        new PatientId("2.16.840.1.113883.19.5", "P-3"),
                        "Synthetic",
                        "Sam",
                        LocalDate.of(1980, 2, 29),
                        Patient.Sex.OTHER),
                new Patient(new PatientId("http://example.org/mrn", "P-4"), "Synthetic", "", null, Patient.Sex.FEMALE));
        return patients.stream()
                .map(patient -> Oracle.CONTEXT
                        .newJsonParser()
                        .encodeResourceToString(PatientResource.of(new StoredPatient(1, patient, Samples.NOON))))
                .toList();
    }

    /** Without the package the claimed profiles cannot be known, so for plain R4 the claim is left out. */
    private static List<String> errorsOfAll(FhirValidator validator, boolean claims) {
        List<String> errors = new ArrayList<>();
        for (Sample sample : Samples.all()) {
            String json = json(sample);
            String checked = claims ? json : json.replaceAll(",\"profile\":\\[[^]]*\\]", "");
            errors.addAll(Validators.errors(validator, checked, sample.toString()));
        }
        return errors;
    }

    private static String json(Sample sample) {
        return Oracle.write(sample.lane(), sample.observed());
    }

    @Test
    void extremeMomentsAreWithinWhatFhirCanWrite() {
        for (Sample sample : Samples.all()) {
            assertThat(Spans.ALL.contains(sample.observed().atMs()))
                    .as(sample.toString())
                    .isTrue();
        }
        assertThat(Spans.ALL.contains(Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli() + 1))
                .isFalse();
    }
}
