package io.dripwatch.trend.embedded;

import io.dripwatch.trend.Minute;
import io.dripwatch.vitals.Reading;
import java.sql.SQLException;

/**
 * Decides where the readings of one series go, of which it sees every one.
 *
 * <p>A point is known by its series and millisecond. The same value sent again for the same moment is the same point:
 * that is how a resend does no harm. A different value for a moment that is taken goes to the next free millisecond, so
 * that nothing acknowledged is lost; a correction takes the moment over and leaves the old value one millisecond later,
 * marked as entered in error.
 */
final class SeriesWriter {
    private static final int CORRECTED = Reading.Standing.CORRECTED.code();
    private static final int ENTERED_IN_ERROR = Reading.Standing.ENTERED_IN_ERROR.code();

    private final Identity identity;
    private final Tail.OfSeries tail;
    private final Blocks blocks;
    private final Points pending = new Points(0);
    private long newest;

    /**
     * Which series it is.
     *
     * @param eachNotable whether a chart shows every point of it
     */
    record Identity(long series, boolean eachNotable) {}

    /** Where what becomes of readings is told, for the transaction that is open. */
    record Told(Arrivals arrivals, NotableTable notable) {}

    /**
     * Begins with what is kept of a series.
     *
     * @param newest no later point is kept, packed or not
     */
    SeriesWriter(Identity identity, Tail.OfSeries tail, Blocks blocks, long newest) {
        this.identity = identity;
        this.tail = tail;
        this.blocks = blocks;
        this.newest = newest;
    }

    /** Whether this transaction has not brought it any point yet. */
    boolean idle() {
        return pending.isEmpty();
    }

    /** Takes a reading; what becomes of it is told. */
    void take(Reading reading, long receivedMs, Told told) throws SQLException {
        long at = reading.at().toEpochMilli();
        int standing = reading.standing().code();
        switch (reading.standing()) {
            case PLAIN, QUESTIONABLE, TRAINING -> insert(at, reading.value(), receivedMs, standing, told);
            case CORRECTED -> correct(at, reading.value(), receivedMs, standing, told);
            case ENTERED_IN_ERROR -> {
                if (has(at)) {
                    withdraw(at, told);
                } else {
                    insert(at, reading.value(), receivedMs, standing, told);
                }
            }
        }
    }

    /** Whether there is a point of this moment. */
    boolean has(long at) throws SQLException {
        return !at(at).isEmpty();
    }

    /** Marks the point of this moment, which there must be, as entered in error. */
    void withdraw(long at, Told told) throws SQLException {
        Points wrong = at(at);
        put(at, wrong.value(0), wrong.received(0), ENTERED_IN_ERROR, told);
    }

    private void correct(long at, double value, long receivedMs, int standing, Told told) throws SQLException {
        Points before = at(at);
        if (before.isEmpty()) {
            put(at, value, receivedMs, standing, told);
        } else if (before.value(0) != value) {
            put(at, value, receivedMs, standing, told);
            insert(at + 1, before.value(0), receivedMs, ENTERED_IN_ERROR, told);
        }
    }

    private void insert(long at, double value, long receivedMs, int standing, Told told) throws SQLException {
        long moment = at;
        Points there = at(moment);
        while (!there.isEmpty()) {
            if (there.value(0) == value) {
                return;
            }
            moment++;
            there = at(moment);
        }
        put(moment, value, receivedMs, standing, told);
    }

    private void put(long at, double value, long receivedMs, int standing, Told told) throws SQLException {
        boolean amended = standing == CORRECTED || standing == ENTERED_IN_ERROR;
        if (identity.eachNotable || amended || beginsItsMinute(at)) {
            told.notable.note(identity.series, at);
        }
        pending.put(at, value, receivedMs, standing);
        told.arrivals.add(identity.series, at, value, receivedMs, standing);
        newest = Math.max(newest, at);
    }

    /** Whether no point of its minute is kept that is earlier. */
    private boolean beginsItsMinute(long at) throws SQLException {
        long minute = Math.floorDiv(at, Minute.LENGTH_MS) * Minute.LENGTH_MS;
        if (at > newest) {
            return newest < minute;
        }
        if (any(pending, minute, at) || !tail.between(minute, at).isEmpty()) {
            return false;
        }
        Points block = blocks.around(identity.series, at - 1);
        return block == null || !any(block, minute, at);
    }

    private static boolean any(Points points, long fromMs, long toMs) {
        return points.from(fromMs) < points.from(toMs);
    }

    /** The point of a moment, alone; empty where there is none. */
    private Points at(long moment) throws SQLException {
        if (moment > newest) {
            return Points.NONE;
        }
        Points found = at(pending, moment);
        found = found.isEmpty() ? tail.between(moment, moment + 1) : found;
        if (found.isEmpty()) {
            Points block = blocks.around(identity.series, moment);
            found = block == null ? Points.NONE : at(block, moment);
        }
        return found;
    }

    private static Points at(Points among, long moment) {
        int index = among.find(moment);
        return index < 0 ? Points.NONE : among.part(index, index + 1);
    }

    /** What this transaction brought is durable. */
    void kept() {
        tail.putAll(pending);
        pending.clear();
    }
}
