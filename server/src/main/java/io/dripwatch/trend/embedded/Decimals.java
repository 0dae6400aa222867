package io.dripwatch.trend.embedded;

/** Numbers as devices send them, with few decimals, as whole numbers of the last decimal. Exact or not at all. */
final class Decimals {
    /** More decimals than any monitor sends; such a number is kept as it is. */
    static final int MOST = 4;

    private static final long MINUS_ZERO = Double.doubleToRawLongBits(-0.0);
    private static final double[] POWERS = {1, 10, 100, 1_000, 10_000};
    /** So that it is exact with all its decimals. */
    private static final double LARGEST = 1e11;

    private Decimals() {}

    /** How many decimals a number has, from 0 to {@link #MOST}; one more than that where it cannot be kept so. */
    static int of(double value) {
        int decimals = Math.abs(value) < LARGEST ? 0 : MOST + 1;
        while (decimals <= MOST && !exactly(Math.rint(value * POWERS[decimals]) / POWERS[decimals], value)) {
            decimals++;
        }
        return decimals;
    }

    static long whole(double value, int decimals) {
        return (long) Math.rint(value * POWERS[decimals]);
    }

    static double number(long whole, int decimals) {
        return whole / POWERS[decimals];
    }

    /** The same bits: minus zero is another number than zero, and would lose its sign. */
    private static boolean exactly(double a, double b) {
        return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b)
                && Double.doubleToRawLongBits(b) != MINUS_ZERO;
    }
}
