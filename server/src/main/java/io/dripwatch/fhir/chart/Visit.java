package io.dripwatch.fhir.chart;

import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.fhir.rest.Ids;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.flow.SessionEvents;
import io.dripwatch.record.Entry;
import io.dripwatch.session.Session;
import io.dripwatch.vitals.DeviceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Reference;

/**
 * One session as the record has it up to some place: what the resources of a folder are made of.
 *
 * @param entries its events, the opening first
 * @param session what they make of it
 * @param subject the patient
 */
record Visit(List<Entry> entries, Session session, Reference subject) {

    /**
     * Retraces a session.
     *
     * @param entries beginning with its opening
     */
    static Visit of(List<Entry> entries, Reference subject) {
        if (!(entries.get(0).event() instanceof RoomEvent.SessionOpened opened)) {
            throw new IllegalArgumentException("expected the opening of a session first, got "
                    + entries.get(0).event().kind());
        }
        Session session = opened.begin();
        for (Entry entry : entries) {
            session = SessionEvents.after(session, entry.event());
        }
        return new Visit(List.copyOf(entries), session, subject);
    }

    Entry first() {
        return entries.get(0);
    }

    /** The last event of these kinds; the opening where there was none. */
    Entry last(Predicate<RoomEvent> which) {
        Entry last = first();
        for (Entry entry : entries) {
            last = which.test(entry.event()) ? entry : last;
        }
        return last;
    }

    List<Entry> all(Predicate<RoomEvent> which) {
        return entries.stream().filter(entry -> which.test(entry.event())).toList();
    }

    Reference encounter() {
        return new Reference("Encounter/" + first().seq());
    }

    Reference location() {
        return LocationResource.of(session.chair());
    }

    static Reference device(DeviceId device) {
        return new Reference("Device/" + Ids.of(device.value())).setDisplay(device.value());
    }

    /** The events of each alarm, in their order. */
    List<List<Entry>> alarms() {
        Map<String, List<Entry>> alarms = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (entry.event() instanceof RoomEvent.AlarmChanged changed) {
                alarms.computeIfAbsent(changed.alarmEvent().alarm().id(), id -> new ArrayList<>())
                        .add(entry);
            }
        }
        return List.copyOf(alarms.values());
    }

    static AlarmEvent alarm(Entry entry) {
        return ((RoomEvent.AlarmChanged) entry.event()).alarmEvent();
    }
}
