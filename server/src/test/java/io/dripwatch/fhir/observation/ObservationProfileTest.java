package io.dripwatch.fhir.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import io.dripwatch.fhir.chart.PatientResource;
import io.dripwatch.fhir.observation.Samples.Sample;
import io.dripwatch.fhir.rest.Spans;
import io.dripwatch.trend.StoredPatient;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Reading.Standing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.utilities.npm.NpmPackage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** HAPI's validator finds no error in anything we write, by the rules of FHIR R4 and by those of US Core. */
final class ObservationProfileTest {
    private static final Path US_CORE =
            Path.of(System.getProperty("dripwatch.captures", ""), "fhir", "us_core_packages", "us_core_610.tgz");

    private static @Nullable FhirValidator usCoreValidator;

    @Test
    void everyObservationIsValidR4() {
        FhirValidator validator = validator(new PrePopulatedValidationSupport(Oracle.CONTEXT));

        assertThat(errorsOfAll(validator, false)).isEmpty();
    }

    @Test
    void everyObservationKeepsItsUsCoreProfile() throws IOException {
        assumeTrue(Files.isRegularFile(US_CORE), "the US Core package is not at hand");
        FhirValidator validator = usCoreValidator();

        assertThat(errorsOfAll(validator, true)).isEmpty();
        String wrong = json(new Sample(
                        Samples.lane(Group.of(Metric.SPO2), "MON"),
                        Samples.observed(Group.of(Metric.SPO2), 1, Samples.NOON, Standing.PLAIN)))
                .replace("59408-5", "59408-6");
        assertThat(errors(validator, wrong, "spoiled")).isNotEmpty();
    }

    @Test
    void everyPatientIsValid() throws IOException {
        FhirValidator base = validator(new PrePopulatedValidationSupport(Oracle.CONTEXT));
        List<String> errors = new ArrayList<>();
        for (String patient : patients()) {
            errors.addAll(errors(base, patient.replaceAll("\"profile\":\\[[^]]*\\]", "\"versionId\":\"1\""), "R4"));
        }
        if (Files.isRegularFile(US_CORE)) {
            FhirValidator usCore = usCoreValidator();
            for (String patient : patients()) {
                errors.addAll(errors(usCore, patient, "US Core"));
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
            errors.addAll(errors(validator, checked, sample.toString()));
        }
        return errors;
    }

    private static String json(Sample sample) {
        return Oracle.write(sample.lane(), sample.observed());
    }

    private static List<String> errors(FhirValidator validator, String json, String what) {
        return validator.validateWithResult(json).getMessages().stream()
                .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
                .filter(message -> !isAboutTooOldForHapi(message))
                .map(message -> what + ": " + message.getLocationString() + " " + message.getMessage() + " in " + json)
                .toList();
    }

    /** HAPI wants years after 1800 or before 2100; FHIR does not. */
    private static boolean isAboutTooOldForHapi(SingleValidationMessage message) {
        return message.getMessage().contains("outside the range of reasonable years");
    }

    private static FhirValidator validator(PrePopulatedValidationSupport more) {
        ValidationSupportChain chain = new ValidationSupportChain(
                new DefaultProfileValidationSupport(Oracle.CONTEXT),
                more,
                new CommonCodeSystemsTerminologyService(Oracle.CONTEXT),
                new InMemoryTerminologyServerValidationSupport(Oracle.CONTEXT),
                new SnapshotGeneratingValidationSupport(Oracle.CONTEXT));
        return Oracle.CONTEXT.newValidator().registerValidatorModule(new FhirInstanceValidator(chain));
    }

    /** Made once: it takes long. */
    private static FhirValidator usCoreValidator() throws IOException {
        if (usCoreValidator == null) {
            usCoreValidator = validator(usCore());
        }
        return usCoreValidator;
    }

    private static PrePopulatedValidationSupport usCore() throws IOException {
        PrePopulatedValidationSupport support = new PrePopulatedValidationSupport(Oracle.CONTEXT);
        NpmPackage usCore;
        try (InputStream file = Files.newInputStream(US_CORE)) {
            usCore = NpmPackage.fromPackage(file);
        }
        NpmPackage.NpmPackageFolder folder =
                Objects.requireNonNull(usCore.getFolders().get("package"), "package folder");
        for (String type : List.of("StructureDefinition", "ValueSet", "CodeSystem")) {
            for (String name : folder.getTypes().getOrDefault(type, List.of())) {
                add(support, folder, name);
            }
        }
        return support;
    }

    private static void add(PrePopulatedValidationSupport support, NpmPackage.NpmPackageFolder folder, String name)
            throws IOException {
        String json = new String(folder.fetchFile(name), StandardCharsets.UTF_8);
        support.addResource(Oracle.CONTEXT.newJsonParser().parseResource(json));
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
