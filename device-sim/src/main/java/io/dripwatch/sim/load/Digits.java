package io.dripwatch.sim.load;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Numbers of fixed width as ASCII, written without making garbage. */
final class Digits {
    /** Width of {@link #time}. */
    static final int TIME = 18;

    private static final DateTimeFormatter TO_SECONDS = DateTimeFormatter.ofPattern("yyyyMMddHHmmss.");
    private final byte[] time = new byte[TIME];
    private long second = Long.MIN_VALUE;

    /** The moment in UTC as yyyyMMddHHmmss.SSS; the array is overwritten by the next call. */
    byte[] time(long epochMillis) {
        long now = Math.floorDiv(epochMillis, 1000L);
        if (now != second) {
            second = now;
            String text = TO_SECONDS.format(LocalDateTime.ofInstant(Instant.ofEpochSecond(now), ZoneOffset.UTC));
            System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, time, 0, TIME - 3);
        }
        put(time, TIME - 3, 3, Math.floorMod(epochMillis, 1000L));
        return time;
    }

    /** Writes a number with leading zeros. */
    static void put(byte[] into, int at, int width, long number) {
        long rest = number;
        for (int i = at + width - 1; i >= at; i--) {
            into[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
