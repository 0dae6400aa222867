package io.dripwatch.session;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a clinic has agreed on for one kind of infusion. A running session keeps the version that it started with.
 *
 * @param id short name, unique among the protocols of a server
 * @param version counts up with every change
 * @param title as nurses call it
 * @param drug generic name
 * @param signedOff who answers for it; null while nobody does
 * @param order the dose and how it is given
 * @param checklist what is asked before the drug
 * @param gates measurements that must be well before the drug
 * @param limits every step of concern
 * @param continuous metrics that must come without a break
 * @param schedules measurements that are due again and again
 * @param discharge when the patient may go home
 * @param alarms how alarms are answered
 * @param course how sessions follow each other; null for a treatment that is given once
 */
public record Protocol(
        String id,
        int version,
        String title,
        String drug,
        @Nullable SignOff signedOff,
        Order order,
        List<CheckItem> checklist,
        List<Gate> gates,
        List<Limit> limits,
        List<Continuous> continuous,
        List<Schedule> schedules,
        Criteria discharge,
        AlarmPolicy alarms,
        @Nullable CourseTemplate course) {

    public Protocol {
        checklist = List.copyOf(checklist);
        gates = List.copyOf(gates);
        limits = List.copyOf(limits);
        continuous = List.copyOf(continuous);
        schedules = List.copyOf(schedules);
        Set<String> ids = new HashSet<>();
        for (CheckItem item : checklist) {
            if (!ids.add(item.id())) {
                throw new IllegalArgumentException("expected each item of the checklist once, got " + item.id());
            }
        }
        for (CheckItem item : checklist) {
            if (item.onlyIf() != null && !ids.contains(item.onlyIf())) {
                throw new IllegalArgumentException(
                        "expected onlyIf of " + item.id() + " to be an item of the checklist, got " + item.onlyIf());
            }
        }
        AlarmPolicy.CuffHold cuffHold = alarms.cuffHold();
        if (cuffHold != null && !ids.contains(cuffHold.sameLimb())) {
            throw new IllegalArgumentException(
                    "expected sameLimb to be an item of the checklist, got " + cuffHold.sameLimb());
        }
    }

    /** The item with this id; null where there is none. */
    public @Nullable CheckItem item(String item) {
        for (CheckItem candidate : checklist) {
            if (candidate.id().equals(item)) {
                return candidate;
            }
        }
        return null;
    }
}
