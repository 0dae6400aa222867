package io.dripwatch.fhir.chart;

import io.dripwatch.fhir.rest.PatientIds;
import io.dripwatch.trend.StoredPatient;
import io.dripwatch.vitals.Patient.Sex;
import java.time.Instant;
import java.time.LocalDate;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Patient;

/** A patient in FHIR's words: no more than devices and nurses have told. */
public final class PatientResource {
    private static final String PROFILE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient";
    private static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

    private PatientResource() {}

    public static Patient of(StoredPatient stored) {
        io.dripwatch.vitals.Patient told = stored.patient();
        Patient patient = new Patient();
        patient.setId(Long.toString(stored.key()));
        patient.getMeta()
                .setLastUpdatedElement(
                        new InstantType(Instant.ofEpochMilli(stored.updatedMs()).toString()));
        String system = PatientIds.system(told.id().authority());
        Identifier identifier = patient.addIdentifier().setValue(told.id().value());
        if (system != null) {
            identifier.setSystem(system).getAssigner().setDisplay(told.id().authority());
            patient.getMeta().addProfile(PROFILE);
        }
        name(patient.addName(), told);
        patient.setGender(gender(told.sex()));
        LocalDate birthDate = told.birthDate();
        if (birthDate != null) {
            patient.setBirthDateElement(new DateType(birthDate.toString()));
        }
        return patient;
    }

    private static void name(HumanName name, io.dripwatch.vitals.Patient told) {
        if (told.family().isEmpty() && told.given().isEmpty()) {
            name.addExtension(ABSENT, new CodeType("unknown"));
        }
        if (!told.family().isEmpty()) {
            name.setFamily(told.family());
        }
        if (!told.given().isEmpty()) {
            name.addGiven(told.given());
        }
    }

    private static AdministrativeGender gender(Sex sex) {
        return switch (sex) {
            case MALE -> AdministrativeGender.MALE;
            case FEMALE -> AdministrativeGender.FEMALE;
            case OTHER -> AdministrativeGender.OTHER;
            case UNKNOWN -> AdministrativeGender.UNKNOWN;
        };
    }
}
