package io.dripwatch.fhir.chart;

import static io.dripwatch.fhir.chart.Parameter.code;
import static io.dripwatch.fhir.chart.Parameter.codes;
import static io.dripwatch.fhir.chart.Parameter.date;
import static io.dripwatch.fhir.chart.Parameter.identifiers;
import static io.dripwatch.fhir.chart.Parameter.reference;
import static io.dripwatch.fhir.chart.Parameter.span;
import static io.dripwatch.fhir.chart.Parameter.token;

import io.dripwatch.fhir.rest.Coding;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DeviceMetric;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * A type of resource that is put together from the record, and by what it can be searched. This table is what requests
 * are routed by and what the CapabilityStatement says.
 *
 * @param type of its resources
 * @param from where they come from
 * @param profile that they claim; null for none beyond FHIR's own
 * @param parameters beside {@code _id} and {@code _lastUpdated}, which all types have
 */
public record ChartType<R extends Resource>(
        Class<R> type, From from, @Nullable String profile, List<Parameter<R>> parameters) {

    /** Where the resources of a type come from. */
    public enum From {
        SESSION,
        COURSE,
        EQUIPMENT,
        COHORTS,
        ACCESS;

        /** Whether each event that changes a resource makes a version of it. */
        public boolean versioned() {
            return this == SESSION || this == COURSE || this == ACCESS;
        }

        /** Whether it is about one patient. */
        public boolean ofPatients() {
            return this == SESSION || this == COURSE;
        }
    }

    private static final String STATUS = "status";
    private static final String PATIENT = "clinical-patient";

    private static final List<ChartType<?>> ALL = List.of(
            new ChartType<>(
                    Encounter.class,
                    From.SESSION,
                    EncounterResource.PROFILE,
                    List.of(
                            reference("patient", PATIENT, r -> List.of(r.getSubject())),
                            reference("subject", "Encounter-subject", r -> List.of(r.getSubject())),
                            date("date", "clinical-date", r -> span(r.getPeriod())),
                            token(
                                    STATUS,
                                    "Encounter-status",
                                    r -> code(r.getStatus().toCode())),
                            token("class", "Encounter-class", r -> List.of(of(r.getClass_()))),
                            token("identifier", "clinical-identifier", r -> identifiers(r.getIdentifier())),
                            reference("location", "Encounter-location", r -> r.getLocation().stream()
                                    .map(Encounter.EncounterLocationComponent::getLocation)
                                    .toList()))),
            new ChartType<>(
                    Location.class,
                    From.EQUIPMENT,
                    null,
                    List.of(
                            token(
                                    "status",
                                    "Location-status",
                                    r -> code(r.getStatus().toCode())),
                            reference("partof", "Location-partof", r -> List.of(r.getPartOf())))),
            new ChartType<>(
                    Device.class,
                    From.EQUIPMENT,
                    null,
                    List.of(token("identifier", "Device-identifier", r -> identifiers(r.getIdentifier())))),
            new ChartType<>(
                    DeviceMetric.class,
                    From.EQUIPMENT,
                    null,
                    List.of(
                            reference("source", "DeviceMetric-source", r -> List.of(r.getSource())),
                            token("type", "DeviceMetric-type", r -> codes(List.of(r.getType()))),
                            token("identifier", "DeviceMetric-identifier", r -> identifiers(r.getIdentifier())),
                            token(
                                    "category",
                                    "DeviceMetric-category",
                                    r -> code(r.getCategory().toCode())))),
            new ChartType<>(
                    MedicationRequest.class,
                    From.SESSION,
                    null,
                    List.of(
                            reference("patient", PATIENT, r -> List.of(r.getSubject())),
                            reference("encounter", "medications-encounter", r -> List.of(r.getEncounter())),
                            token(
                                    STATUS,
                                    "medications-status",
                                    r -> code(r.getStatus().toCode())),
                            token(
                                    "intent",
                                    "MedicationRequest-intent",
                                    r -> code(r.getIntent().toCode())),
                            date("authoredon", "MedicationRequest-authoredon", r -> span(r.getAuthoredOnElement())))),
            new ChartType<>(
                    MedicationAdministration.class,
                    From.SESSION,
                    null,
                    List.of(
                            reference("patient", PATIENT, r -> List.of(r.getSubject())),
                            reference("context", "MedicationAdministration-context", r -> List.of(r.getContext())),
                            reference("device", "MedicationAdministration-device", r -> r.getDevice()),
                            reference("request", "MedicationAdministration-request", r -> List.of(r.getRequest())),
                            token(
                                    STATUS,
                                    "medications-status",
                                    r -> code(r.getStatus().toCode())),
                            date(
                                    "effective-time",
                                    "MedicationAdministration-effective-time",
                                    r -> span(r.getEffectivePeriod())))),
            new ChartType<>(
                    DetectedIssue.class,
                    From.SESSION,
                    null,
                    List.of(
                            reference("patient", PATIENT, r -> List.of(r.getPatient())),
                            token("code", "DetectedIssue-code", r -> codes(List.of(r.getCode()))),
                            date("identified", "DetectedIssue-identified", r -> span(r.getIdentifiedPeriod())),
                            reference("implicated", "DetectedIssue-implicated", r -> r.getImplicated()))),
            new ChartType<>(
                    Flag.class,
                    From.SESSION,
                    null,
                    List.of(
                            reference("patient", PATIENT, r -> List.of(r.getSubject())),
                            reference("subject", "Flag-subject", r -> List.of(r.getSubject())),
                            reference("encounter", "Flag-encounter", r -> List.of(r.getEncounter())),
                            date("date", "clinical-date", r -> span(r.getPeriod())))),
            new ChartType<>(
                    Communication.class,
                    From.SESSION,
                    null,
                    List.of(
                            reference("patient", "Communication-patient", r -> List.of(r.getSubject())),
                            reference("encounter", "Communication-encounter", r -> List.of(r.getEncounter())),
                            token(
                                    STATUS,
                                    "Communication-status",
                                    r -> code(r.getStatus().toCode())),
                            date("sent", "Communication-sent", r -> span(r.getSentElement())))),
            new ChartType<>(
                    QuestionnaireResponse.class,
                    From.SESSION,
                    null,
                    List.of(
                            reference("patient", "QuestionnaireResponse-patient", r -> List.of(r.getSubject())),
                            reference("encounter", "QuestionnaireResponse-encounter", r -> List.of(r.getEncounter())),
                            token(
                                    STATUS,
                                    "QuestionnaireResponse-status",
                                    r -> code(r.getStatus().toCode())),
                            date("authored", "QuestionnaireResponse-authored", r -> span(r.getAuthoredElement())))),
            new ChartType<>(
                    DocumentReference.class,
                    From.SESSION,
                    DocumentResource.PROFILE,
                    List.of(
                            reference("patient", PATIENT, r -> List.of(r.getSubject())),
                            reference("subject", "DocumentReference-subject", r -> List.of(r.getSubject())),
                            reference("encounter", "clinical-encounter", r -> r.getContext()
                                    .getEncounter()),
                            token("type", "clinical-type", r -> codes(List.of(r.getType()))),
                            token("category", "DocumentReference-category", r -> codes(r.getCategory())),
                            token(
                                    STATUS,
                                    "DocumentReference-status",
                                    r -> code(r.getStatus().toCode())),
                            date("date", "DocumentReference-date", r -> span(r.getDateElement())),
                            date(
                                    "period",
                                    "DocumentReference-period",
                                    r -> span(r.getContext().getPeriod())))),
            new ChartType<>(
                    CarePlan.class,
                    From.COURSE,
                    null,
                    List.of(
                            reference("patient", PATIENT, r -> List.of(r.getSubject())),
                            token(
                                    STATUS,
                                    "CarePlan-status",
                                    r -> code(r.getStatus().toCode())),
                            date("date", "clinical-date", r -> span(r.getPeriod())))),
            new ChartType<>(
                    Provenance.class,
                    From.SESSION,
                    null,
                    List.of(
                            reference("target", "Provenance-target", r -> r.getTarget()),
                            date("recorded", "Provenance-recorded", r -> span(r.getRecordedElement())))),
            new ChartType<>(
                    Group.class,
                    From.COHORTS,
                    null,
                    List.of(
                            token("identifier", "Group-identifier", r -> identifiers(r.getIdentifier())),
                            reference("member", "Group-member", r -> r.getMember().stream()
                                    .map(Group.GroupMemberComponent::getEntity)
                                    .toList()))),
            new ChartType<>(
                    AuditEvent.class,
                    From.ACCESS,
                    null,
                    List.of(
                            date("date", "AuditEvent-date", r -> span(r.getRecordedElement())),
                            token("type", "AuditEvent-type", r -> List.of(of(r.getType()))),
                            token("subtype", "AuditEvent-subtype", r -> List.of(of(r.getSubtypeFirstRep()))),
                            token(
                                    "altid",
                                    "AuditEvent-altid",
                                    r -> code(r.getAgentFirstRep().getAltId())),
                            token(
                                    "outcome",
                                    "AuditEvent-outcome",
                                    r -> code(r.getOutcome().toCode())),
                            reference("entity", "AuditEvent-entity", ChartType::entities),
                            reference("patient", "AuditEvent-patient", ChartType::entities))));

    /** All of them. */
    public static List<ChartType<?>> all() {
        return ALL;
    }

    /** The type of this {@link #name()}; null where there is none. */
    static @Nullable ChartType<?> ofName(String name) {
        return ALL.stream().filter(type -> type.name().equals(name)).findFirst().orElse(null);
    }

    /** As it stands in addresses. */
    public String name() {
        return type.getSimpleName();
    }

    /** The words of searches that it knows, without modifiers. */
    Stream<String> words() {
        return Stream.concat(
                Stream.of("_id", "_lastUpdated"), parameters.stream().map(Parameter::name));
    }

    private static List<Reference> entities(AuditEvent event) {
        return event.getEntity().stream()
                .filter(AuditEvent.AuditEventEntityComponent::hasWhat)
                .map(AuditEvent.AuditEventEntityComponent::getWhat)
                .toList();
    }

    private static Coding of(org.hl7.fhir.r4.model.Coding coding) {
        return new Coding(coding.getSystem(), coding.getCode(), "");
    }
}
