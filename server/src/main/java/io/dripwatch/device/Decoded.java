package io.dripwatch.device;

import io.dripwatch.vitals.DeviceReport;
import java.util.List;

/** What became of one message: a report with the rows that had to be left out, or nothing at all and why. */
public sealed interface Decoded {

    /**
     * The message was read.
     *
     * @param reports what it said: one report for each device and patient it tells of, at least one
     * @param refusals rows that were left out, in the order of the message
     */
    record Read(List<DeviceReport> reports, List<Refusal> refusals) implements Decoded {
        public Read {
            reports = List.copyOf(reports);
            refusals = List.copyOf(refusals);
            if (reports.isEmpty()) {
                throw new IllegalArgumentException("expected at least one report of a message that was read");
            }
        }

        public Read(DeviceReport report, List<Refusal> refusals) {
            this(List.of(report), refusals);
        }

        /** The report of the first device, which is the only one in nearly all messages. */
        public DeviceReport report() {
            return reports.get(0);
        }
    }

    /**
     * Nothing of the message could be used.
     *
     * @param refusal why
     */
    record Rejected(Refusal refusal) implements Decoded {}
}
