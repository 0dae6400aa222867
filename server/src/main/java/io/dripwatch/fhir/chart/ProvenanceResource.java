package io.dripwatch.fhir.chart;

import io.dripwatch.flow.RoomEvent;
import io.dripwatch.record.Entry;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.PumpEvent;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;

/** Who moved a session to where it stands, and what the pump did: each a step in the life of visit or drug. */
final class ProvenanceResource {
    private static final String AGENTS = "http://terminology.hl7.org/CodeSystem/provenance-participant-type";
    private static final String PUMP_EVENTS = "urn:dripwatch:pump-event";

    private ProvenanceResource() {}

    static List<Provenance> of(Visit visit) {
        List<Provenance> steps = new ArrayList<>();
        Entry dosing = null;
        for (Entry entry : visit.entries()) {
            RoomEvent event = entry.event();
            if (event instanceof RoomEvent.StageMoved moved) {
                dosing = moved.to() == Stage.DOSING && dosing == null ? entry : dosing;
                steps.add(moved(visit, entry, moved));
            }
        }
        for (Entry entry : visit.entries()) {
            if (entry.event() instanceof RoomEvent.PumpReported reported && dosing != null) {
                steps.add(pumped(entry, reported, dosing));
            }
        }
        return steps;
    }

    private static Provenance moved(Visit visit, Entry entry, RoomEvent.StageMoved moved) {
        Provenance step = begun(entry, entry).addTarget(visit.encounter());
        step.setActivity(new CodeableConcept()
                .setText(moved.from().word() + " to " + moved.to().word()));
        if (!moved.reason().isEmpty()) {
            step.addReason(new CodeableConcept().setText(moved.reason()));
        }
        agent(step, Filed.named(moved.by()));
        return step;
    }

    /** What a pump did can come before the stage that it begins, and tells of the drug only from then on. */
    private static Provenance pumped(Entry entry, RoomEvent.PumpReported reported, Entry dosing) {
        PumpEvent event = reported.pumpEvent();
        Provenance step = begun(entry, entry.seq() < dosing.seq() ? dosing : entry)
                .addTarget(new Reference("MedicationAdministration/" + dosing.seq()));
        step.setOccurred(Filed.moment(event.at()));
        CodeableConcept activity = new CodeableConcept().setText(words(event));
        activity.addCoding().setSystem(PUMP_EVENTS).setCode(code(event.change()));
        step.setActivity(activity);
        agent(step, Visit.device(reported.device()));
        return step;
    }

    private static Provenance begun(Entry entry, Entry last) {
        return Filed.under(new Provenance(), entry, last)
                .setRecordedElement(
                        new InstantType(Filed.moment(entry.event().at()).getValueAsString()));
    }

    private static void agent(Provenance step, Reference who) {
        CodeableConcept type = new CodeableConcept();
        type.addCoding().setSystem(AGENTS).setCode("author").setDisplay("Author");
        step.addAgent().setType(type).setWho(who);
    }

    private static String words(PumpEvent event) {
        String rate = event.rateMlPerHour() == null ? "" : " " + event.rateMlPerHour() + " mL/h";
        return "Pump: " + code(event.change()) + rate + (event.reason().isEmpty() ? "" : " (" + event.reason() + ")");
    }

    private static String code(PumpEvent.Change change) {
        return switch (change) {
            case STARTED -> "started";
            case STOPPED -> "stopped";
            case TRANSITION -> "changes-rate";
            case COMPLETED -> "completed";
            case KEEP_VEIN_OPEN -> "keep-vein-open";
        };
    }
}
