package io.dripwatch.sim.monitor;

import io.dripwatch.sim.wire.Bedside;

/** The families of monitors that can be simulated. */
public enum MonitorModel {
    /** IHE PCD-01 in HL7 2.6. */
    IHE,
    /** Mindray's PDS rows in HL7 2.3.1: bare numbers, no units, -100 for none. */
    MINDRAY,
    /** Philips in HL7 2.3 with MDIL codes in hexadecimal. */
    PHILIPS,
    /** JSON reports, for HTTP, WebSocket and MQTT. */
    JSON;

    /** A monitor of this family. */
    public MonitorDialect at(Bedside bedside) {
        return switch (this) {
            case IHE -> new MonitorEncoder(bedside);
            case MINDRAY -> new MindrayEncoder(bedside);
            case PHILIPS -> new PhilipsEncoder(bedside);
            case JSON -> new JsonEncoder(bedside);
        };
    }
}
