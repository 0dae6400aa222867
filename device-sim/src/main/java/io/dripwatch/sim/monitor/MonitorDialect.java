package io.dripwatch.sim.monitor;

import io.dripwatch.sim.wire.Message;
import java.time.Instant;
import java.util.List;

/** How one family of monitors writes its reports. */
public interface MonitorDialect {

    /**
     * One report.
     *
     * @param controlId never used before by this device
     * @param measuredAt the time of every row that does not tell its own
     * @param sentAt when the message is written
     * @param rows any number, in any order
     */
    Message encode(String controlId, Instant measuredAt, Instant sentAt, List<Measured> rows);
}
