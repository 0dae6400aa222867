package io.dripwatch.fhir.rest;

import io.dripwatch.vitals.Metric;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Knows what changed the alarms of a session. Blocks on the store. */
public interface AlarmSteps {

    /**
     * An alarm about something measured began, ended, or became another.
     *
     * @param seq its place in the journal
     * @param at when
     * @param over whether it ended
     * @param value that was beyond the limit; null where there is none
     * @param measuredAt when that was measured, on the server's clock; null where there is none
     */
    record Step(
            long seq,
            Instant at,
            boolean over,
            Metric metric,
            @Nullable Double value,
            @Nullable Instant measuredAt) {}

    /** Which sessions have steps behind a place in the journal, with the place of the last one of each. */
    Map<String, Long> sessions(long after);

    /** The steps of a session behind a place in the journal, in their order. */
    List<Step> steps(String session, long after);
}
