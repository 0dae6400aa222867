package io.dripwatch.device.hl7;

import java.nio.charset.StandardCharsets;

/** Reads HL7's NM: an optional sign, digits, at most one point; no exponent, no thousands, no words. */
final class Numeral {
    private static final double[] TENS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };
    private static final int EXACT_DIGITS = 15;
    private static final int LONGEST = 40;

    private Numeral() {}

    /** The number that stands here; NaN where none does. */
    static double read(Slice slice) {
        int length = slice.length();
        int at = length > 0 && (slice.at(0) == '-' || slice.at(0) == '+') ? 1 : 0;
        boolean negative = at == 1 && slice.at(0) == '-';
        long digits = 0;
        int count = 0;
        int decimals = -1;
        for (; at < length; at++) {
            byte c = slice.at(at);
            if (c >= '0' && c <= '9') {
                digits = digits * 10 + (c - '0');
                count++;
                decimals = decimals < 0 ? decimals : decimals + 1;
            } else if (c == '.' && decimals < 0) {
                decimals = 0;
            } else {
                return Double.NaN;
            }
        }
        if (count == 0 || length > LONGEST) {
            return Double.NaN;
        }
        return count > EXACT_DIGITS ? exact(slice) : signed(negative, digits / TENS[Math.max(decimals, 0)]);
    }

    private static double signed(boolean negative, double value) {
        return negative && value != 0 ? -value : value;
    }

    private static double exact(Slice slice) {
        String text = new String(slice.bytes(), slice.start(), slice.length(), StandardCharsets.US_ASCII);
        return Double.parseDouble(text);
    }

    /** The whole number without sign that stands here; -1 where none does, or one beyond nine digits. */
    static int code(Slice slice) {
        if (slice.isEmpty() || slice.length() > 9) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < slice.length(); i++) {
            byte c = slice.at(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }
}
