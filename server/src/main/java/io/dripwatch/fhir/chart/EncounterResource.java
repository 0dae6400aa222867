package io.dripwatch.fhir.chart;

import io.dripwatch.flow.RoomEvent;
import io.dripwatch.record.Entry;
import io.dripwatch.session.Session;
import io.dripwatch.session.Stage;
import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Identifier;

/** A session as a visit. */
final class EncounterResource {
    /** What it claims to be, for the CapabilityStatement as well. */
    static final String PROFILE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-encounter";

    private static final String CLASSES = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

    private EncounterResource() {}

    static List<Encounter> of(Visit visit) {
        Session session = visit.session();
        Encounter encounter = Filed.under(
                new Encounter(),
                visit.first(),
                visit.last(event -> event.kind() == RoomEvent.Kind.STAGE_MOVED
                        || event.kind() == RoomEvent.Kind.PATIENT_IDENTIFIED
                        || event.kind() == RoomEvent.Kind.NURSE_NAMED));
        encounter.getMeta().addProfile(PROFILE);
        encounter.addIdentifier(
                new Identifier().setSystem("urn:dripwatch:session").setValue(session.id()));
        encounter.setStatus(status(session.stage()));
        encounter.setClass_(new Coding(CLASSES, "AMB", "ambulatory"));
        encounter.addType(new CodeableConcept().setText(session.protocol().title()));
        encounter.setSubject(visit.subject());
        boolean over = session.stage().over();
        encounter.setPeriod(Filed.period(session.startedAt(), over ? session.stageSince() : null));
        encounter.addLocation().setLocation(visit.location());
        if (!session.visit().responsible().isEmpty()) {
            encounter.addParticipant().setIndividual(Filed.named(session.visit().responsible()));
        }
        history(encounter, visit);
        return List.of(encounter);
    }

    private static void history(Encounter encounter, Visit visit) {
        Instant from = visit.session().startedAt();
        for (Entry entry : visit.entries()) {
            if (entry.event() instanceof RoomEvent.StageMoved moved && status(moved.from()) != status(moved.to())) {
                encounter.addStatusHistory().setStatus(status(moved.from())).setPeriod(Filed.period(from, moved.at()));
                from = moved.at();
            }
        }
    }

    private static EncounterStatus status(Stage stage) {
        return switch (stage) {
            case SCHEDULED -> EncounterStatus.PLANNED;
            case CHECK_IN -> EncounterStatus.ARRIVED;
            case BASELINE, DOSING, HELD, OBSERVATION, READY -> EncounterStatus.INPROGRESS;
            case CLOSED, TRANSFERRED -> EncounterStatus.FINISHED;
            case ABORTED -> EncounterStatus.CANCELLED;
        };
    }
}
