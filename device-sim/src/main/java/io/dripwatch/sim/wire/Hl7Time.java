package io.dripwatch.sim.wire;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** HL7 date-time with milliseconds and offset: 20260102030405.678+0100. */
public final class Hl7Time {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSSxx");

    private Hl7Time() {}

    /** The moment as a clock on the wall of this zone shows it. */
    public static String of(Instant at, ZoneId zone) {
        return FORMAT.format(at.atZone(zone));
    }
}
