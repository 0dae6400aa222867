package io.dripwatch.fhir.chart;

import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.session.Stage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a session and shows in the chart.
 *
 * @param kind what it was
 * @param id of the resource that tells of it: a DetectedIssue for alarms, an Encounter for stages
 * @param patient the key of the patient; 0 where nobody knows yet whose it is
 * @param encounter the id of the Encounter
 * @param at when
 * @param alarm what became of it, and how it was then; null where it is about none
 * @param stage into which the session came; null where it is about none
 */
public record Happening(
        Kind kind,
        String id,
        long patient,
        long encounter,
        Instant at,
        @Nullable AlarmEvent alarm,
        @Nullable Stage stage) {

    /** What can happen. */
    public enum Kind {
        /** An alarm gave its signals for the first time. */
        ALARM_RAISED,
        /** An alarm that gives signals became another, or a person took notice of it. */
        ALARM_CHANGED,
        /** An alarm that had given signals is over. */
        ALARM_ENDED,
        /** A session began, or came into another stage. */
        STAGE_CHANGED
    }
}
