package io.dripwatch.flow;

import io.dripwatch.vitals.PumpEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the pump of a chair does, as it last said.
 *
 * @param last its last live event that was not half of a rate change
 * @param since when that was, on the server's clock
 */
public record PumpState(PumpEvent last, Instant since) {
    /** Whether the drug is running. */
    public boolean infusing() {
        return last.change() == PumpEvent.Change.STARTED;
    }

    /** The rate it told; null where it did not. */
    public @Nullable Double rateMlPerHour() {
        return last.rateMlPerHour();
    }
}
