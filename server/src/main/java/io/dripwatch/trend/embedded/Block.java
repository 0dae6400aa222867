package io.dripwatch.trend.embedded;

/**
 * Points of one series as few bytes: how many, then column by column what cannot be foretold. Times as differences of
 * differences (a device that speaks once a second costs a byte a point), arrivals as what changed in the delay, values
 * as differences of whole numbers at the decimals that the block needs, standings once where all are the same.
 */
final class Block {
    private static final int MIXED = 0;

    private Block() {}

    /** Packs the points from one index to another, exclusive; at least one. */
    static byte[] pack(Points points, int from, int to) {
        Bytes bytes = Bytes.empty();
        bytes.whole(to - from);
        times(points, from, to, bytes);
        arrivals(points, from, to, bytes);
        values(points, from, to, bytes);
        standings(points, from, to, bytes);
        return bytes.written();
    }

    private static void times(Points points, int from, int to, Bytes bytes) {
        long before = 0;
        long step = 0;
        for (int i = from; i < to; i++) {
            long next = points.at(i) - before;
            bytes.signed(next - step);
            step = i == from ? 0 : next;
            before = points.at(i);
        }
    }

    private static void arrivals(Points points, int from, int to, Bytes bytes) {
        long before = 0;
        for (int i = from; i < to; i++) {
            long delay = points.received(i) - points.at(i);
            bytes.signed(delay - before);
            before = delay;
        }
    }

    private static void values(Points points, int from, int to, Bytes bytes) {
        int decimals = 0;
        for (int i = from; i < to; i++) {
            decimals = Math.max(decimals, Decimals.of(points.value(i)));
        }
        bytes.whole(decimals);
        long before = 0;
        for (int i = from; i < to; i++) {
            if (decimals > Decimals.MOST) {
                bytes.fixed(Double.doubleToRawLongBits(points.value(i)));
            } else {
                long whole = Decimals.whole(points.value(i), decimals);
                bytes.signed(whole - before);
                before = whole;
            }
        }
    }

    private static void standings(Points points, int from, int to, Bytes bytes) {
        boolean same = true;
        for (int i = from; i < to; i++) {
            same &= points.standing(i) == points.standing(from);
        }
        bytes.whole(same ? points.standing(from) + 1 : MIXED);
        for (int i = from; i < to && !same; i++) {
            bytes.whole(points.standing(i));
        }
    }

    /** What {@link #pack} packed. */
    static Points unpack(byte[] packed) {
        Bytes bytes = Bytes.of(packed);
        int count = (int) bytes.whole();
        if (count < 1 || count > packed.length) {
            throw new IllegalStateException(
                    "expected at most as many points as the block has bytes, " + packed.length + ", got " + count);
        }
        long[] at = new long[count];
        long[] received = new long[count];
        double[] value = new double[count];
        long before = 0;
        long step = 0;
        for (int i = 0; i < count; i++) {
            long next = bytes.signed() + step;
            at[i] = before + next;
            step = i == 0 ? 0 : next;
            before = at[i];
        }
        long delay = 0;
        for (int i = 0; i < count; i++) {
            delay += bytes.signed();
            received[i] = at[i] + delay;
        }
        int decimals = (int) bytes.whole();
        long whole = 0;
        for (int i = 0; i < count; i++) {
            if (decimals > Decimals.MOST) {
                value[i] = Double.longBitsToDouble(bytes.fixed());
            } else {
                whole += bytes.signed();
                value[i] = Decimals.number(whole, decimals);
            }
        }
        int same = (int) bytes.whole() - 1;
        byte[] standing = new byte[count];
        for (int i = 0; i < count; i++) {
            standing[i] = (byte) (same < 0 ? (int) bytes.whole() : same);
        }
        return Points.of(at, value, received, standing);
    }
}
