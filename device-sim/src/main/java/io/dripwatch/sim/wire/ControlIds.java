package io.dripwatch.sim.wire;

import java.time.Instant;
import java.util.Locale;

/** MSH-10 values that one device never uses twice, not after a restart either: when it was switched on, and a count. */
public final class ControlIds {
    private final String switchedOn;
    private long count;

    public ControlIds(Instant switchedOn) {
        this.switchedOn = Long.toString(switchedOn.toEpochMilli(), 36).toUpperCase(Locale.ROOT);
    }

    /** The next one; at most 20 characters, the limit of HL7 v2.6 (data type ST of MSH-10). */
    public String next() {
        count++;
        return switchedOn + "-" + count;
    }
}
