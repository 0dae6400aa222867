package io.dripwatch.trend.embedded;

import io.dripwatch.trend.History.PointVisitor;
import io.dripwatch.vitals.Reading;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Points of one series in the order of time, column by column; one point a millisecond. Not for several threads. */
final class Points {
    private static final List<Reading.Standing> STANDINGS = Stream.of(Reading.Standing.values())
            .sorted(Comparator.comparing(Reading.Standing::code))
            .toList();

    /** Room that is kept where there are no points: what one commit brings a series, as a rule. */
    private static final int KEPT_ROOM = 16;

    /** No points; never changed. */
    static final Points NONE = new Points(0);

    private long[] at;
    private double[] value;
    private long[] received;
    private byte[] standing;
    private int count;

    Points(int expected) {
        at = new long[expected];
        value = new double[expected];
        received = new long[expected];
        standing = new byte[expected];
    }

    /** Takes these columns over; the moments must rise. */
    static Points of(long[] at, double[] value, long[] received, byte[] standing) {
        Points points = new Points(0);
        points.at = at;
        points.value = value;
        points.received = received;
        points.standing = standing;
        points.count = at.length;
        return points;
    }

    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    long at(int index) {
        return at[index];
    }

    double value(int index) {
        return value[index];
    }

    long received(int index) {
        return received[index];
    }

    int standing(int index) {
        return standing[index];
    }

    long first() {
        return at[0];
    }

    long last() {
        return at[count - 1];
    }

    /** Where the point of this millisecond is; where it would be, minus one and negative, if there is none. */
    int find(long atMs) {
        if (count == 0 || atMs > at[count - 1]) {
            return -count - 1;
        }
        return Arrays.binarySearch(at, 0, count, atMs);
    }

    /** Where the first point at or after this millisecond is. */
    int from(long atMs) {
        int found = find(atMs);
        return found < 0 ? -found - 1 : found;
    }

    /** Takes a point; it replaces the one of its millisecond. */
    void put(long atMs, double number, long receivedMs, int standingCode) {
        int found = find(atMs);
        int index = found < 0 ? -found - 1 : found;
        if (found < 0) {
            makeRoom(index);
        }
        at[index] = atMs;
        value[index] = number;
        received[index] = receivedMs;
        standing[index] = (byte) standingCode;
    }

    void putAll(Points others) {
        for (int i = 0; i < others.count; i++) {
            put(others.at[i], others.value[i], others.received[i], others.standing[i]);
        }
    }

    /** There are none any more, nor room for many: a series that was busy once may be one of a hundred thousand. */
    void clear() {
        count = 0;
        if (at.length > KEPT_ROOM) {
            resize(0);
        }
    }

    /** The points from one index to another, exclusive. */
    Points part(int from, int to) {
        return of(
                Arrays.copyOfRange(at, from, to),
                Arrays.copyOfRange(value, from, to),
                Arrays.copyOfRange(received, from, to),
                Arrays.copyOfRange(standing, from, to));
    }

    void visit(int index, PointVisitor visitor) {
        visitor.point(at[index], value[index], STANDINGS.get(standing[index]), received[index]);
    }

    void visitAll(PointVisitor visitor) {
        for (int i = 0; i < count; i++) {
            visit(i, visitor);
        }
    }

    private void makeRoom(int index) {
        if (count == at.length) {
            resize(Math.max(8, count * 2));
        }
        if (index < count) {
            System.arraycopy(at, index, at, index + 1, count - index);
            System.arraycopy(value, index, value, index + 1, count - index);
            System.arraycopy(received, index, received, index + 1, count - index);
            System.arraycopy(standing, index, standing, index + 1, count - index);
        }
        count++;
    }

    private void resize(int size) {
        at = Arrays.copyOf(at, size);
        value = Arrays.copyOf(value, size);
        received = Arrays.copyOf(received, size);
        standing = Arrays.copyOf(standing, size);
    }
}
