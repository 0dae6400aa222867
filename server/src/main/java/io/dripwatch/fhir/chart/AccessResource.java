package io.dripwatch.fhir.chart;

import io.dripwatch.flow.RoomEvent;
import io.dripwatch.record.Entry;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentNetworkType;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;

/** Who saw or did what, or was refused. */
final class AccessResource {
    private static final String TYPES = "http://terminology.hl7.org/CodeSystem/audit-event-type";
    private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";
    private static final String ACTIONS = "urn:dripwatch:access";
    private static final Set<String> OF_FHIR = Set.of("export", "audit", "subscribe");
    private static final String PUSH = "push";
    private static final Set<String> SEEN = Set.of("export", "audit", PUSH);
    private static final Set<String> OF_IDENTITY =
            Set.of("sign-in", "sign-out", "unlock", "lock", "pair", "password", "pin", "token", "emergency", "act");
    private static final Pattern PATIENT = Pattern.compile("(?:.* of |)(?:Patient/)?(\\d{1,18})(?:/.*)?");
    private static final Pattern RESOURCE = Pattern.compile("([A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64})(?:/_history/.*)?");

    private AccessResource() {}

    static AuditEvent of(Entry entry) {
        RoomEvent.Accessed access = (RoomEvent.Accessed) entry.event();
        AuditEvent event = Filed.under(new AuditEvent(), entry, entry);
        event.setType(type(access.what()))
                .addSubtype(new Coding(ACTIONS, access.what(), null))
                .setAction(sees(access.what()) ? AuditEventAction.R : AuditEventAction.E)
                .setRecordedElement(new InstantType(Filed.moment(access.at()).getValueAsString()))
                .setOutcome(access.refused() ? AuditEventOutcome._4 : AuditEventOutcome._0);
        agent(event.addAgent(), access);
        event.getSource().setObserver(new Reference().setType("Device").setDisplay("Dripwatch"));
        entities(event, access);
        return event;
    }

    private static void agent(AuditEventAgentComponent agent, RoomEvent.Accessed access) {
        agent.setName(access.by()).setRequestor(true);
        if (!access.account().isEmpty()) {
            agent.setAltId(access.account());
        }
        agent.getNetwork().setAddress(access.from()).setType(AuditEventAgentNetworkType._2);
    }

    private static Coding type(String what) {
        if (OF_FHIR.contains(what)) {
            return new Coding(TYPES, "rest", "RESTful Operation");
        }
        if (what.equals(PUSH)) {
            return new Coding(DICOM, "110106", "Export");
        }
        return OF_IDENTITY.contains(what)
                ? new Coding(DICOM, "110114", "User Authentication")
                : new Coding(DICOM, "110110", "Patient Record");
    }

    private static boolean sees(String what) {
        return SEEN.contains(what) || what.startsWith("see-");
    }

    /** Whose record it was, as far as the address said so; what was the same within minutes stands once, counted. */
    private static void entities(AuditEvent event, RoomEvent.Accessed access) {
        if (access.chair() != null) {
            event.addEntity().setWhat(LocationResource.of(access.chair()));
        }
        Matcher resource = RESOURCE.matcher(access.whose());
        Matcher patient = PATIENT.matcher(access.whose());
        if (resource.matches()) {
            event.addEntity().setWhat(new Reference(resource.group(1)));
        } else if (patient.matches()) {
            event.addEntity().setWhat(new Reference("Patient/" + patient.group(1)));
        }
        if (!access.whose().isEmpty()) {
            event.addEntity().setName(access.whose());
        }
        if (access.times() > 1) {
            event.addEntity()
                    .setName("times")
                    .addDetail()
                    .setType("times")
                    .setValue(new StringType(Long.toString(access.times())));
        }
    }
}
