package io.dripwatch.fhir.subscription;

import io.dripwatch.fhir.news.Mark;
import java.util.List;

/**
 * A subscription as it is kept. Events get their numbers here before anybody is told of them, so that a notification
 * that is sent again is the same.
 *
 * @param id counts up, never used twice
 * @param account whose it is
 * @param base the address of the API as the subscriber knows it
 * @param version counts up with every change by the subscriber or of the status
 * @param changed when that was, ISO 8601
 * @param terms what was agreed
 * @param status where it stands
 * @param error why it is in {@link Status#ERROR}; else ""
 * @param mark what is behind it was not looked at yet
 * @param generated the number of the last event
 * @param delivered the number of the last event of which the subscriber was told
 * @param events the last ones in their order, those to be told included
 */
record Kept(
        long id,
        String account,
        String base,
        int version,
        String changed,
        Terms terms,
        Status status,
        String error,
        String mark,
        long generated,
        long delivered,
        List<Event> events) {
    /** How many events are kept that were told already, for {@code $events}. */
    static final int MOST_TOLD = 500;

    /** How many events wait here at most; further ones wait in the chart. */
    static final int MOST_WAITING = 500;

    /** Where a subscription stands (FHIR's subscription-status). */
    enum Status {
        REQUESTED,
        ACTIVE,
        ERROR,
        OFF
    }

    /**
     * Something of which a subscriber is told.
     *
     * @param number counts up from 1 without a gap
     * @param id of the resource
     * @param patient the key of the patient; 0 where nobody knows yet
     * @param at when it happened, ISO 8601
     */
    record Event(long number, String id, long patient, String at) {}

    Kept {
        events = List.copyOf(events);
    }

    long waiting() {
        return generated - delivered;
    }

    Mark place() {
        return Mark.parse(mark);
    }

    Kept with(Status next, String why, String now) {
        return new Kept(id, account, base, version + 1, now, terms, next, why, mark, generated, delivered, events);
    }

    Kept with(Terms others, String now) {
        return new Kept(id, account, base, version + 1, now, others, status, error, mark, generated, delivered, events);
    }

    Kept at(Mark place) {
        return new Kept(
                id, account, base, version, changed, terms, status, error, place.text(), generated, delivered, events);
    }

    /** With more events, up to a place. */
    Kept with(List<Event> all, Mark place) {
        long last = all.isEmpty()
                ? generated
                : Math.max(generated, all.get(all.size() - 1).number());
        List<Event> left = all.stream()
                .filter(event -> event.number() > delivered - MOST_TOLD)
                .toList();
        return new Kept(id, account, base, version, changed, terms, status, error, place.text(), last, delivered, left);
    }

    Kept told(long upTo) {
        return new Kept(id, account, base, version, changed, terms, status, error, mark, generated, upTo, events);
    }
}
