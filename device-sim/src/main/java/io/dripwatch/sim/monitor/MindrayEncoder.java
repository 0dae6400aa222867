package io.dripwatch.sim.monitor;

import io.dripwatch.sim.wire.Bedside;
import io.dripwatch.sim.wire.Message;
import io.dripwatch.sim.wire.Segment;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Writes rows as Mindray bedside monitors do in their PDS protocol, HL7 2.3.1: local numbers without units, -100 where
 * a sensor gives nothing, a cuff's time without a zone. PDS itself names no patient and is fetched from the monitor;
 * this one dials in and names patient, bed and itself, as Mindray's gateways add them, so its control ids are its own.
 */
final class MindrayEncoder implements MonitorDialect {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
    private static final String NOTHING = "-100";

    private final Bedside bedside;

    MindrayEncoder(Bedside bedside) {
        this.bedside = bedside;
    }

    @Override
    public Message encode(String controlId, Instant measuredAt, Instant sentAt, List<Measured> rows) {
        StringBuilder text = new StringBuilder(800)
                .append(new Segment("MSH")
                        .with(2, "^~\\&")
                        .with(7, time(sentAt))
                        .with(9, "ORU^R01")
                        .with(10, "204")
                        .with(11, "P")
                        .with(12, "2.3.1")
                        .text())
                .append(bedside.visit())
                .append(new Segment("OBR").with(7, time(measuredAt)).text());
        for (Measured row : rows) {
            String value = row.value();
            Segment obx = new Segment("OBX")
                    .with(2, "NM")
                    .with(3, number(row.sign()))
                    .with(4, "2101")
                    .with(5, value == null ? NOTHING : value)
                    .with(11, "F");
            Instant taken = row.taken();
            text.append((taken == null ? obx : obx.with(13, "APERIODIC").with(14, time(taken))).text());
        }
        int readings =
                Math.toIntExact(rows.stream().filter(row -> row.value() != null).count());
        return new Message("204", text.toString(), readings);
    }

    private String time(Instant at) {
        return TIME.format(at.atZone(bedside.header().zone()));
    }

    private static String number(Sign sign) {
        return switch (sign) {
            case HEART_RATE -> "101^HR";
            case RESP_RATE -> "151^RR";
            case SPO2 -> "160^SpO2";
            case PULSE_RATE -> "161^PR";
            case NIBP_SYS -> "170^Sys";
            case NIBP_DIA -> "171^Dia";
            case NIBP_MEAN -> "172^Mean";
            case NIBP_PULSE -> "173^PR";
            case ETCO2 -> "250^EtCO2";
            case TEMPERATURE -> "200^T1";
        };
    }
}
