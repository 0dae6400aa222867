package io.dripwatch.sim.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of one monitor's message, written once; for each message only the digits that differ are patched. The
 * values follow from the message's number, so that a resend is the same to the last byte.
 */
final class Stencil {
    /** Measured numbers in each message. */
    static final int READINGS = VitalRow.values().length;

    private static final VitalRow[] ROWS = VitalRow.values();
    private static final char ID = '#';
    private static final char TIME = '%';
    private static final char VALUE = '@';

    private final byte[] bytes;
    private final List<Integer> idAt = new ArrayList<>();
    private final List<Integer> timeAt = new ArrayList<>();
    private final List<Integer> valueAt = new ArrayList<>();
    private final byte[] digits = new byte[3];

    /** Text of ASCII with the marks below where digits go, and the values in the order of their rows. */
    Stencil(String text) {
        bytes = text.getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < bytes.length; at++) {
            if (at == 0 || bytes[at] != bytes[at - 1]) {
                switch (bytes[at]) {
                    case ID -> idAt.add(at);
                    case TIME -> timeAt.add(at);
                    case VALUE -> valueAt.add(at);
                    default -> {}
                }
            }
        }
        if (valueAt.size() != READINGS) {
            throw new IllegalArgumentException("expected " + READINGS + " values, got " + valueAt.size());
        }
    }

    /** Stands where the id of a message goes, of so many bytes. */
    static String id(int width) {
        return String.valueOf(ID).repeat(width);
    }

    /** Stands where the time of a message goes, of so many bytes. */
    static String time(int width) {
        return String.valueOf(TIME).repeat(width);
    }

    /** Stands where the value of a row goes. */
    static String value(VitalRow row) {
        return String.valueOf(VALUE).repeat(row.width());
    }

    int length() {
        return bytes.length;
    }

    /**
     * Appends one message.
     *
     * @param id of the width of its marks
     * @param time of the width of its marks
     * @param number of the message within its monitor
     */
    void write(ByteBuffer out, byte[] id, byte[] time, long number) {
        int begin = out.position();
        out.put(bytes);
        for (int at : idAt) {
            out.put(begin + at, id);
        }
        for (int at : timeAt) {
            out.put(begin + at, time);
        }
        for (int i = 0; i < READINGS; i++) {
            int width = ROWS[i].width();
            Digits.put(digits, 0, width, ROWS[i].value(number));
            out.put(begin + valueAt.get(i), digits, 0, width);
        }
    }
}
