package io.dripwatch.fhir.observation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An Observation in the chart of one a minute.
 *
 * @param id its id
 * @param stream where its readings are kept
 * @param kind of which sort
 * @param patient the key of the patient, positive
 * @param encounter the id of the Encounter during which it was measured; null outside any
 * @param receivedAt when the last part of it arrived
 * @param byItself whether it would be there if it had changed no alarm
 */
public record Charted(
        String id,
        long stream,
        Kind kind,
        long patient,
        @Nullable Long encounter,
        Instant receivedAt,
        boolean byItself) {}
