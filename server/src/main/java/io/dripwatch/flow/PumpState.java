package io.dripwatch.flow;

import io.dripwatch.vitals.PumpEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the pump of a chair does, as it last said.
 *
 * @param last its last live event that was not half of a rate change
 * @param since when that was, on the server's clock
 * @param toldLate what it did after that and told only when it was long over, so that nothing followed it; null for
 *     nothing, and once somebody has said what stage it is
 * @param toldAt when it told the newest of this, on the server's clock
 */
public record PumpState(
        PumpEvent last, Instant since, @Nullable PumpEvent toldLate, Instant toldAt) {
    PumpState(PumpEvent last, Instant since) {
        this(last, since, null, since);
    }

    /** The same with what was told late; a word that is older than what is known changes nothing. */
    PumpState told(PumpEvent late, Instant at) {
        PumpEvent newest = toldLate == null ? last : toldLate;
        return late.at().isAfter(newest.at()) ? new PumpState(last, since, late, at) : this;
    }

    /** The same when a person, or the pump itself, has said what stage it is. */
    PumpState settled() {
        return new PumpState(last, since);
    }

    /** Whether what it told late contradicts that the drug is running, or that it is not. */
    boolean doubtful() {
        return toldLate != null && (toldLate.change() == PumpEvent.Change.STARTED) != infusing();
    }

    /** Whether the drug is running. */
    public boolean infusing() {
        return last.change() == PumpEvent.Change.STARTED;
    }

    /** The rate it told; null where it did not. */
    public @Nullable Double rateMlPerHour() {
        return last.rateMlPerHour();
    }
}
