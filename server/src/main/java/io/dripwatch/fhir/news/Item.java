package io.dripwatch.fhir.news;

import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.fhir.chart.Happening;
import io.dripwatch.fhir.observation.Charted;
import io.dripwatch.fhir.observation.Kind;
import io.dripwatch.session.Stage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something new in the chart.
 *
 * @param after the mark behind it, which no other item has
 * @param topic what is new
 * @param id of the resource, of the type that the topic is about
 * @param patient the key of the patient; 0 where nobody knows yet whose it is
 * @param encounter the id of the Encounter; null outside any
 * @param at when it happened, or the last part of an Observation arrived
 * @param observed of an Observation: its sort; else null
 * @param alarm of an alarm: what became of it, and how it was then; else null
 * @param stage of a stage: the one into which the session came; else null
 */
public record Item(
        Mark after,
        Topic topic,
        String id,
        long patient,
        @Nullable Long encounter,
        Instant at,
        @Nullable Kind observed,
        @Nullable AlarmEvent alarm,
        @Nullable Stage stage) {

    /** What can be new. */
    public enum Topic {
        /** An Observation came into the chart of one a minute, or changed there. */
        VITALS("Observation"),
        ALARM_RAISED("DetectedIssue"),
        /** An alarm became another, or a person took notice of it. */
        ALARM_CHANGED("DetectedIssue"),
        ALARM_ENDED("DetectedIssue"),
        /** A session began, or came into another stage. */
        STAGE_CHANGED("Encounter");

        private final String type;

        Topic(String type) {
            this.type = type;
        }

        /** Of which type of resource it tells. */
        public String type() {
            return type;
        }
    }

    static Item of(Mark after, Charted charted) {
        return new Item(
                after,
                Topic.VITALS,
                charted.id(),
                charted.patient(),
                charted.encounter(),
                charted.receivedAt(),
                charted.kind(),
                null,
                null);
    }

    static Item of(Mark after, Happening happening) {
        Topic topic =
                switch (happening.kind()) {
                    case ALARM_RAISED -> Topic.ALARM_RAISED;
                    case ALARM_CHANGED -> Topic.ALARM_CHANGED;
                    case ALARM_ENDED -> Topic.ALARM_ENDED;
                    case STAGE_CHANGED -> Topic.STAGE_CHANGED;
                };
        return new Item(
                after,
                topic,
                happening.id(),
                happening.patient(),
                happening.encounter(),
                happening.at(),
                null,
                happening.alarm(),
                happening.stage());
    }
}
