package io.dripwatch.vitals;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to the delivery of a pump (IHE PCD-10 infusion pump event communication).
 *
 * @param change what happened
 * @param at when, by the pump's own clock; buffered events come late and say when they happened
 * @param reason the pump's token for why it does not deliver, for example "pump-stopped-by-clinician"; empty where not
 *     told
 * @param rateMlPerHour the rate from then on, or the old one for a stop; null where not told
 */
public record PumpEvent(
        Change change, Instant at, String reason, @Nullable Double rateMlPerHour) {

    /** The changes that matter to a session. */
    public enum Change {
        /** Delivery began or went on. */
        STARTED,
        /** Delivery stopped and the patient gets nothing. */
        STOPPED,
        /** A stop that is half of a rate change; a {@link #STARTED} follows. */
        TRANSITION,
        /** The programmed volume is in. */
        COMPLETED,
        /** Only the keep-vein-open trickle runs. */
        KEEP_VEIN_OPEN
    }
}
