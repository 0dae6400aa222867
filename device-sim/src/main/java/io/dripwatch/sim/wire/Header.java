package io.dripwatch.sim.wire;

import java.time.Instant;
import java.time.ZoneId;

/**
 * What is the same in every message header of one device.
 *
 * @param sender MSH-3
 * @param acks MSH-15 and MSH-16
 * @param zone the zone to which the device's clock is set
 */
public record Header(DeviceName sender, AckMode acks, ZoneId zone) {

    /** The transactions of IHE PCD that simulated devices speak. */
    public enum Transaction {
        /** Device observations, PCD-01. */
        OBSERVATIONS("ORU^R01^ORU_R01", "IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO"),
        /** Alarms, PCD-04. */
        ALARM("ORU^R40^ORU_R40", "IHE_PCD_004^IHE PCD^1.3.6.1.4.1.19376.1.6.1.4.1^ISO"),
        /** Pump events, PCD-10. */
        PUMP_EVENT("ORU^R42^ORU_R01", "IHE_PCD_010^IHE PCD^1.3.6.1.4.1.19376.1.6.4.10^ISO");

        private final String type;
        private final String profile;

        Transaction(String type, String profile) {
            this.type = type;
            this.profile = profile;
        }
    }

    /** The MSH segment of a message sent now. */
    public String msh(Transaction transaction, String controlId, Instant now) {
        return new Segment("MSH")
                .with(2, "^~\\&")
                .with(3, sender.hd())
                .with(4, "DRIPSIM")
                .with(7, time(now))
                .with(9, transaction.type)
                .with(10, controlId)
                .with(11, "P")
                .with(12, "2.6")
                .with(15, acks.accept())
                .with(16, acks.application())
                .with(18, "UNICODE UTF-8")
                .with(21, transaction.profile)
                .text();
    }

    /** A moment by this device's clock. */
    public String time(Instant at) {
        return Hl7Time.of(at, zone);
    }
}
