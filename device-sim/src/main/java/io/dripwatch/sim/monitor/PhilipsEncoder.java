package io.dripwatch.sim.monitor;

import io.dripwatch.sim.wire.Bedside;
import io.dripwatch.sim.wire.Header;
import io.dripwatch.sim.wire.Message;
import io.dripwatch.sim.wire.Segment;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Writes reports as Philips information centers did in HL7 2.3: MDIL codes in hexadecimal, times without a zone. */
final class PhilipsEncoder implements MonitorDialect {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
    private static final String BEATS = "0004-0aa0^bpm^MDIL";
    private static final String BREATHS = "0004-0ae0^rpm^MDIL";
    private static final String MMHG = "0004-0f20^mmHg^MDIL";

    private final Bedside bedside;

    PhilipsEncoder(Bedside bedside) {
        this.bedside = bedside;
    }

    @Override
    public Message encode(String controlId, Instant measuredAt, Instant sentAt, List<Measured> rows) {
        Header header = bedside.header();
        StringBuilder text = new StringBuilder(900)
                .append(new Segment("MSH")
                        .with(2, "^~\\&")
                        .with(3, header.sender().hd())
                        .with(7, time(sentAt))
                        .with(9, "ORU^R01")
                        .with(10, controlId)
                        .with(11, "P")
                        .with(12, "2.3")
                        .with(18, "8859/1")
                        .text())
                .append(bedside.visit())
                .append(new Segment("OBR").with(7, time(measuredAt)).text());
        int readings = 0;
        for (Measured row : rows) {
            String value = row.value();
            if (value == null) {
                continue;
            }
            readings++;
            Instant taken = row.taken();
            text.append(new Segment("OBX")
                    .with(2, "NM")
                    .with(3, code(row.sign()))
                    .with(4, "0")
                    .with(5, value)
                    .with(6, unit(row.sign()))
                    .with(11, "F")
                    .with(14, taken == null ? "" : time(taken))
                    .text());
        }
        return new Message(controlId, text.toString(), readings);
    }

    private String time(Instant at) {
        return TIME.format(at.atZone(bedside.header().zone()));
    }

    private static String code(Sign sign) {
        return switch (sign) {
            case HEART_RATE -> "0002-4182^HR^MDIL";
            case RESP_RATE -> "0002-5000^Resp^MDIL";
            case SPO2 -> "0002-4bb8^SpO2^MDIL";
            case PULSE_RATE -> "0002-4822^Pulse^MDIL";
            case NIBP_SYS -> "0002-4a05^NBPs^MDIL";
            case NIBP_DIA -> "0002-4a06^NBPd^MDIL";
            case NIBP_MEAN -> "0002-4a07^NBPm^MDIL";
            case NIBP_PULSE -> "0002-482a^NBPp^MDIL";
            case ETCO2 -> "0002-50b0^etCO2^MDIL";
            case TEMPERATURE -> "0002-4b48^Temp^MDIL";
        };
    }

    private static String unit(Sign sign) {
        return switch (sign) {
            case HEART_RATE, PULSE_RATE, NIBP_PULSE -> BEATS;
            case RESP_RATE -> BREATHS;
            case SPO2 -> "0004-0220^%^MDIL";
            case NIBP_SYS, NIBP_DIA, NIBP_MEAN, ETCO2 -> MMHG;
            case TEMPERATURE -> "0004-17a0^degC^MDIL";
        };
    }
}
