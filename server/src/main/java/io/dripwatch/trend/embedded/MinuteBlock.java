package io.dripwatch.trend.embedded;

import io.dripwatch.trend.Minute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Minutes of one series as few bytes: how many, how many decimals they need, then each as what changed. A steady minute
 * costs seven bytes.
 */
final class MinuteBlock {
    private MinuteBlock() {}

    /** Of minutes, at least one, the first, the last, and the first with the lowest and with the highest value. */
    static List<Minute> corners(List<Minute> minutes) {
        Minute first = minutes.get(0);
        Minute lowest = first;
        Minute highest = first;
        for (Minute minute : minutes) {
            lowest = minute.min() < lowest.min() ? minute : lowest;
            highest = minute.max() > highest.max() ? minute : highest;
        }
        return Stream.of(first, lowest, highest, minutes.get(minutes.size() - 1))
                .distinct()
                .sorted(Comparator.comparingLong(Minute::atMs))
                .toList();
    }

    /** Packs minutes in the order of time; at least one. */
    static byte[] pack(List<Minute> minutes) {
        Bytes bytes = Bytes.empty();
        int decimals = 0;
        for (Minute minute : minutes) {
            decimals = Math.max(decimals, decimals(minute));
        }
        bytes.whole(minutes.size());
        bytes.whole(decimals);
        long at = 0;
        Minute before = null;
        for (Minute minute : minutes) {
            bytes.signed((minute.atMs() - at) / Minute.LENGTH_MS);
            bytes.whole(minute.count());
            bytes.whole(minute.secondsValid());
            number(bytes, decimals, minute.median(), before == null ? 0 : before.median());
            number(bytes, decimals, minute.min(), minute.median());
            number(bytes, decimals, minute.max(), minute.median());
            number(bytes, decimals, minute.last(), minute.median());
            at = minute.atMs();
            before = minute;
        }
        return bytes.written();
    }

    private static int decimals(Minute minute) {
        return Math.max(
                Math.max(Decimals.of(minute.min()), Decimals.of(minute.max())),
                Math.max(Decimals.of(minute.median()), Decimals.of(minute.last())));
    }

    private static void number(Bytes bytes, int decimals, double value, double near) {
        if (decimals > Decimals.MOST) {
            bytes.fixed(Double.doubleToRawLongBits(value));
        } else {
            bytes.signed(Decimals.whole(value, decimals) - Decimals.whole(near, decimals));
        }
    }

    /** What {@link #pack} packed. */
    static List<Minute> unpack(byte[] packed) {
        Bytes bytes = Bytes.of(packed);
        int count = (int) bytes.whole();
        if (count < 1 || count > packed.length) {
            throw new IllegalStateException(
                    "expected at most as many minutes as the block has bytes, " + packed.length + ", got " + count);
        }
        int decimals = (int) bytes.whole();
        List<Minute> minutes = new ArrayList<>(count);
        long at = 0;
        double near = 0;
        for (int i = 0; i < count; i++) {
            at += bytes.signed() * Minute.LENGTH_MS;
            int values = (int) bytes.whole();
            int seconds = (int) bytes.whole();
            double median = number(bytes, decimals, near);
            double min = number(bytes, decimals, median);
            double max = number(bytes, decimals, median);
            minutes.add(new Minute(at, min, max, median, number(bytes, decimals, median), values, seconds));
            near = median;
        }
        return minutes;
    }

    private static double number(Bytes bytes, int decimals, double near) {
        return decimals > Decimals.MOST
                ? Double.longBitsToDouble(bytes.fixed())
                : Decimals.number(bytes.signed() + Decimals.whole(near, decimals), decimals);
    }
}
