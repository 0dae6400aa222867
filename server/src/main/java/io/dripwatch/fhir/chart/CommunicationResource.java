package io.dripwatch.fhir.chart;

import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.record.Entry;
import io.dripwatch.vitals.Priority;
import java.util.List;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Communication.CommunicationPriority;
import org.hl7.fhir.r4.model.Communication.CommunicationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;

/** Who was told of an alarm, and who answered. */
final class CommunicationResource {
    private CommunicationResource() {}

    static List<Communication> of(Visit visit) {
        return visit
                .all(event -> event instanceof RoomEvent.AlarmChanged changed && tells(changed.alarmEvent()))
                .stream()
                .map(entry -> communication(visit, entry))
                .toList();
    }

    private static boolean tells(AlarmEvent event) {
        return switch (event.phase()) {
            case NOTIFY, ACKNOWLEDGE, ACCEPT -> true;
            case START, SIGNAL, ESCALATE, DEESCALATE, UPDATE, END, RESET, REMIND -> false;
        };
    }

    private static Communication communication(Visit visit, Entry entry) {
        AlarmEvent event = Visit.alarm(entry);
        Communication communication = Filed.under(new Communication(), entry, entry);
        communication
                .setStatus(CommunicationStatus.COMPLETED)
                .setPriority(priority(event.alarm().priority()))
                .setSubject(visit.subject())
                .setEncounter(visit.encounter())
                .setSentElement(Filed.moment(event.at()))
                .setSender(Filed.named(event.by()));
        if (!event.to().isEmpty()) {
            communication.addRecipient(Filed.named(event.to()));
        }
        communication.addPayload().setContent(new StringType(words(event)));
        visit.alarms().stream()
                .filter(events -> events.contains(entry))
                .findFirst()
                .ifPresent(events -> communication.addAbout(
                        new Reference("DetectedIssue/" + events.get(0).seq())));
        return communication;
    }

    private static String words(AlarmEvent event) {
        String text = event.alarm().condition().text().english();
        return switch (event.phase()) {
            case NOTIFY -> "Nobody has come: " + text;
            case ACKNOWLEDGE -> "Acknowledged" + (event.action().isEmpty() ? "" : ", " + event.action()) + ": " + text;
            case ACCEPT -> "Somebody comes: " + text;
            case START, SIGNAL, ESCALATE, DEESCALATE, UPDATE, END, RESET, REMIND -> text;
        };
    }

    private static CommunicationPriority priority(Priority priority) {
        return switch (priority) {
            case HIGH -> CommunicationPriority.STAT;
            case MEDIUM -> CommunicationPriority.ASAP;
            case LOW -> CommunicationPriority.ROUTINE;
        };
    }
}
