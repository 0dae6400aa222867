package io.dripwatch.trend.embedded;

/**
 * The points of one commit in a row, of whatever series, as bytes: each with its series, its time and arrival as
 * differences from the one before, its standing and decimals in one number, its value.
 */
final class Arrivals {
    private static final int STANDING = 8;

    private final Bytes bytes = Bytes.empty();
    private long at;
    private long received;
    private int count;

    int count() {
        return count;
    }

    void add(long series, long atMs, double value, long receivedMs, int standing) {
        int decimals = Decimals.of(value);
        bytes.whole(series);
        bytes.signed(atMs - at);
        bytes.signed(receivedMs - received);
        bytes.whole((long) standing * STANDING + decimals);
        if (decimals > Decimals.MOST) {
            bytes.fixed(Double.doubleToRawLongBits(value));
        } else {
            bytes.signed(Decimals.whole(value, decimals));
        }
        at = atMs;
        received = receivedMs;
        count++;
    }

    byte[] written() {
        return bytes.written();
    }

    void clear() {
        bytes.clear();
        at = 0;
        received = 0;
        count = 0;
    }

    /** Puts back what {@link #written} gave. */
    static void read(byte[] written, Tail tail) {
        visit(written, (series, atMs, value, standing, receivedMs) -> tail.of(series)
                .put(atMs, value, receivedMs, standing));
    }

    /** Shows what {@link #written} gave, in the order in which it was added. */
    static void visit(byte[] written, AllPoints.Visitor visitor) {
        Bytes bytes = Bytes.of(written);
        long atMs = 0;
        long receivedMs = 0;
        while (bytes.more()) {
            long series = bytes.whole();
            atMs += bytes.signed();
            receivedMs += bytes.signed();
            int kind = (int) bytes.whole();
            int decimals = kind % STANDING;
            double value = decimals > Decimals.MOST
                    ? Double.longBitsToDouble(bytes.fixed())
                    : Decimals.number(bytes.signed(), decimals);
            visitor.point(series, atMs, value, kind / STANDING, receivedMs);
        }
    }
}
