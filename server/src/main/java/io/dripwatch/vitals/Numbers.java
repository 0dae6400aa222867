package io.dripwatch.vitals;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How measured numbers are written for people: no exponent, no trailing zeros. */
public final class Numbers {
    private Numbers() {}

    /** "84", "37.2"; at most three decimals, which is finer than any bedside sensor. */
    public static String plain(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return BigDecimal.valueOf(value)
                .setScale(3, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
