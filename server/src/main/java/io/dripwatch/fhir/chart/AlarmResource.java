package io.dripwatch.fhir.chart;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.alarm.Condition;
import io.dripwatch.fhir.rest.AlarmSteps;
import io.dripwatch.record.Entry;
import io.dripwatch.vitals.Metric;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueSeverity;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Flag.FlagStatus;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** Alarms: for the record as DetectedIssue, for those who look now as Flag. One that never signalled is neither. */
final class AlarmResource {
    private static final String KINDS = "urn:dripwatch:alarm-kind";
    private static final String CATEGORIES = "http://terminology.hl7.org/CodeSystem/flag-category";

    private final Function<EvidenceAt, @Nullable String> observations;

    /**
     * Alarms with their evidence.
     *
     * @param observations the id of the Observation that shows a value; null where none does
     */
    AlarmResource(Function<EvidenceAt, @Nullable String> observations) {
        this.observations = observations;
    }

    /** What an event changed, where it is about something measured and did change the alarm. */
    static Optional<AlarmSteps.Step> step(Entry entry) {
        AlarmEvent event = Visit.alarm(entry);
        Metric metric = event.alarm().key().metric();
        Condition condition = event.alarm().condition();
        boolean changed =
                switch (event.phase()) {
                    case START, SIGNAL, ESCALATE, DEESCALATE, UPDATE, END -> true;
                    case RESET, ACKNOWLEDGE, REMIND, NOTIFY, ACCEPT -> false;
                };
        return metric == null || !changed
                ? Optional.empty()
                : Optional.of(new AlarmSteps.Step(
                        entry.seq(),
                        event.at(),
                        event.over(),
                        metric,
                        condition.value(),
                        condition.timing().measuredAt()));
    }

    List<DetectedIssue> issues(Visit visit) {
        return visit.alarms().stream()
                .filter(AlarmResource::signalled)
                .map(events -> issue(visit, events))
                .toList();
    }

    static List<Flag> flags(Visit visit) {
        return visit.alarms().stream()
                .filter(AlarmResource::signalled)
                .map(events -> flag(visit, events))
                .toList();
    }

    private static boolean signalled(List<Entry> events) {
        return events.stream().anyMatch(entry -> Visit.alarm(entry).alarm().signalled());
    }

    private DetectedIssue issue(Visit visit, List<Entry> events) {
        Entry last = events.get(events.size() - 1);
        Alarm alarm = worst(events);
        DetectedIssue issue = Filed.under(new DetectedIssue(), events.get(0), last);
        issue.setStatus(Visit.alarm(last).over() ? DetectedIssueStatus.FINAL : DetectedIssueStatus.PRELIMINARY)
                .setCode(code(alarm))
                .setSeverity(severity(alarm))
                .setPatient(visit.subject())
                .setIdentified(Filed.period(
                        alarm.since(), Visit.alarm(last).over() ? last.event().at() : null))
                .setAuthor(server())
                .setDetail(detail(alarm));
        issue.addImplicated(visit.encounter());
        evidence(issue, visit, alarm);
        for (Entry entry : events) {
            mitigation(issue, Visit.alarm(entry));
        }
        return issue;
    }

    private static Alarm worst(List<Entry> events) {
        Alarm worst = Visit.alarm(events.get(0)).alarm();
        for (Entry entry : events) {
            Alarm alarm = Visit.alarm(entry).alarm();
            worst = alarm.priority().compareTo(worst.priority()) >= 0 ? alarm : worst;
        }
        return worst;
    }

    private static DetectedIssueSeverity severity(Alarm alarm) {
        return switch (alarm.priority()) {
            case HIGH -> DetectedIssueSeverity.HIGH;
            case MEDIUM -> DetectedIssueSeverity.MODERATE;
            case LOW -> DetectedIssueSeverity.LOW;
        };
    }

    private static String detail(Alarm alarm) {
        String origin = alarm.condition().origin().english();
        String advice = alarm.condition().advice();
        return alarm.condition().text().english()
                + (origin.isEmpty() ? "" : " (limit of " + origin + ")")
                + (advice.isEmpty() ? "" : ". " + advice);
    }

    private void evidence(DetectedIssue issue, Visit visit, Alarm alarm) {
        Metric metric = alarm.key().metric();
        Double value = alarm.condition().value();
        Instant measuredAt = alarm.condition().timing().measuredAt();
        String observation = metric == null || value == null || measuredAt == null
                ? null
                : observations.apply(new EvidenceAt(visit.session().id(), metric, measuredAt, value));
        if (observation != null) {
            issue.addEvidence().addDetail(new Reference("Observation/" + observation));
        }
    }

    private static void mitigation(DetectedIssue issue, AlarmEvent event) {
        String action =
                switch (event.phase()) {
                    case ACKNOWLEDGE -> event.action().isEmpty() ? "Acknowledged" : event.action();
                    case ACCEPT -> "Accepted: a person comes";
                    case RESET -> "Reset";
                    case START, SIGNAL, ESCALATE, DEESCALATE, UPDATE, END, REMIND, NOTIFY -> null;
                };
        if (action != null) {
            issue.addMitigation()
                    .setAction(new CodeableConcept().setText(action))
                    .setDateElement(Filed.moment(event.at()))
                    .setAuthor(Filed.named(event.by()));
        }
    }

    private static Flag flag(Visit visit, List<Entry> events) {
        Entry last = events.get(events.size() - 1);
        boolean over = Visit.alarm(last).over();
        Alarm alarm = Visit.alarm(last).alarm();
        Flag flag = Filed.under(new Flag(), events.get(0), last);
        flag.setStatus(over ? FlagStatus.INACTIVE : FlagStatus.ACTIVE)
                .setCode(code(alarm))
                .setSubject(visit.subject())
                .setPeriod(Filed.period(alarm.since(), over ? last.event().at() : null))
                .setEncounter(visit.encounter())
                .setAuthor(server());
        flag.addCategory().addCoding().setSystem(CATEGORIES).setCode("safety").setDisplay("Safety");
        return flag;
    }

    private static CodeableConcept code(Alarm alarm) {
        CodeableConcept code =
                new CodeableConcept().setText(alarm.condition().text().english());
        String kind = alarm.key().kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        code.addCoding().setSystem(KINDS).setCode(kind);
        return code;
    }

    private static Reference server() {
        return new Reference().setType("Device").setDisplay("Dripwatch");
    }
}
