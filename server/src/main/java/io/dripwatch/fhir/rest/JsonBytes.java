package io.dripwatch.fhir.rest;

import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON in the making: a growing row of UTF-8 bytes. Digits and times are written by hand, without garbage. */
public final class JsonBytes {
    private static final int FIRST_SIZE = 1024;
    private static final int MOST_DIGITS = 20;
    private static final byte[] PAIRS = pairs();
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LEAST_LONG = "-9223372036854775808".getBytes(StandardCharsets.US_ASCII);
    private static final double MOST_EXACT = 1e12;
    private static final long MS_A_DAY = 86_400_000;

    private final byte[] figures = new byte[MOST_DIGITS];
    private byte[] bytes;
    private int size;

    public JsonBytes() {
        this(FIRST_SIZE);
    }

    public JsonBytes(int firstSize) {
        bytes = new byte[firstSize];
    }

    /** The numbers from 00 to 99, one after the other. */
    private static byte[] pairs() {
        byte[] pairs = new byte[200];
        for (int i = 0; i < 100; i++) {
            pairs[2 * i] = (byte) ('0' + i / 10);
            pairs[2 * i + 1] = (byte) ('0' + i % 10);
        }
        return pairs;
    }

    public int size() {
        return size;
    }

    public byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    /** Hands over what was written and begins anew. */
    public Buffer take() {
        Buffer buffer = Buffer.buffer(size).appendBytes(bytes, 0, size);
        size = 0;
        return buffer;
    }

    public JsonBytes raw(byte[] fragment) {
        ensure(fragment.length);
        System.arraycopy(fragment, 0, bytes, size, fragment.length);
        size += fragment.length;
        return this;
    }

    /** Text that needs no escapes. */
    public JsonBytes ascii(String text) {
        return raw(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A JSON string, with its quotes and escapes. */
    public JsonBytes string(String text) {
        put('"');
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b == '"' || b == '\\') {
                put('\\').put(b);
            } else if (b >= 0 && b < ' ') {
                raw(new byte[] {'\\', 'u', '0', '0', HEX[b >> 4], HEX[b & 15]});
            } else {
                put(b);
            }
        }
        return put('"');
    }

    private JsonBytes put(int b) {
        ensure(1);
        bytes[size++] = (byte) b;
        return this;
    }

    public JsonBytes number(long value) {
        if (value == Long.MIN_VALUE) {
            return raw(LEAST_LONG);
        }
        ensure(MOST_DIGITS);
        if (value < 0) {
            bytes[size++] = '-';
        }
        unsigned(Math.abs(value));
        return this;
    }

    /** Two figures at a time, from the last to the first. */
    private void unsigned(long value) {
        int from = MOST_DIGITS;
        long rest = value;
        while (rest >= 100) {
            int pair = (int) (rest % 100) * 2;
            rest /= 100;
            figures[--from] = PAIRS[pair + 1];
            figures[--from] = PAIRS[pair];
        }
        figures[--from] = PAIRS[(int) rest * 2 + 1];
        if (rest >= 10) {
            figures[--from] = PAIRS[(int) rest * 2];
        }
        System.arraycopy(figures, from, bytes, size, MOST_DIGITS - from);
        size += MOST_DIGITS - from;
    }

    /** A decimal without exponent, as short as tells it from its neighbours. */
    public JsonBytes decimal(double value) {
        long thousandths = Math.round(value * 1000);
        if (thousandths / 1000.0 != value || Math.abs(value) > MOST_EXACT) {
            return ascii(BigDecimal.valueOf(value).stripTrailingZeros().toPlainString());
        }
        ensure(MOST_DIGITS + 4);
        if (thousandths < 0) {
            bytes[size++] = '-';
            thousandths = -thousandths;
        }
        unsigned(thousandths / 1000);
        int fraction = (int) (thousandths % 1000);
        if (fraction != 0) {
            bytes[size++] = '.';
            digits(fraction, 3);
            while (bytes[size - 1] == '0') {
                size--;
            }
        }
        return this;
    }

    /**
     * A moment as {@code yyyy-MM-ddTHH:mm:ss.SSSZ}. The day is found by counting 400-year eras from 1 March of year 0,
     * so that the leap day is the last of its year.
     *
     * @param ms epoch milliseconds within {@link Spans#WRITABLE}
     */
    public JsonBytes instant(long ms) {
        long day = Math.floorDiv(ms, MS_A_DAY) + 719_468;
        int era = (int) Math.floorDiv(day, 146_097L);
        int dayOfEra = (int) (day - era * 146_097L);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        int year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        int timeOfDay = (int) Math.floorMod(ms, MS_A_DAY);

        ensure(24);
        part(year, 4, '-');
        part(month, 2, '-');
        part(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, 2, 'T');
        part(timeOfDay / 3_600_000, 2, ':');
        part(timeOfDay / 60_000 % 60, 2, ':');
        part(timeOfDay / 1000 % 60, 2, '.');
        part(timeOfDay % 1000, 3, 'Z');
        return this;
    }

    private void part(int value, int width, char end) {
        digits(value, width);
        bytes[size++] = (byte) end;
    }

    private void digits(int value, int width) {
        int rest = value;
        for (int i = size + width - 1; i >= size; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += width;
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
