package io.dripwatch.device;

import io.dripwatch.vitals.DeviceReport;
import java.util.List;

/** What became of one message: a report with the rows that had to be left out, or nothing at all and why. */
public sealed interface Decoded {

    /**
     * The message was read.
     *
     * @param report what it said
     * @param refusals rows that were left out, in the order of the message
     */
    record Read(DeviceReport report, List<Refusal> refusals) implements Decoded {
        public Read {
            refusals = List.copyOf(refusals);
        }
    }

    /**
     * Nothing of the message could be used.
     *
     * @param refusal why
     */
    record Rejected(Refusal refusal) implements Decoded {}
}
