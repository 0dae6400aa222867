package io.dripwatch.trend.embedded;

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
    private final long series;
    private final Tail.OfSeries tail;
    private final Blocks blocks;
    private final Points pending = new Points(0);
    private long newest;

    /**
     * Begins with what is kept of a series.
     *
     * @param newest no later point is kept, packed or not
     */
    SeriesWriter(long series, Tail.OfSeries tail, Blocks blocks, long newest) {
        this.series = series;
        this.tail = tail;
        this.blocks = blocks;
        this.newest = newest;
    }

    /** Whether this transaction has not brought it any point yet. */
    boolean idle() {
        return pending.isEmpty();
    }

    /** Takes a reading; what becomes of it is added to the arrivals of this transaction. */
    void take(Reading reading, long receivedMs, Arrivals arrivals) throws SQLException {
        long at = reading.at().toEpochMilli();
        int standing = reading.standing().code();
        switch (reading.standing()) {
            case PLAIN, QUESTIONABLE, TRAINING -> insert(at, reading.value(), receivedMs, standing, arrivals);
            case CORRECTED -> correct(at, reading.value(), receivedMs, standing, arrivals);
            case ENTERED_IN_ERROR -> {
                if (has(at)) {
                    withdraw(at, arrivals);
                } else {
                    insert(at, reading.value(), receivedMs, standing, arrivals);
                }
            }
        }
    }

    /** Whether there is a point of this moment. */
    boolean has(long at) throws SQLException {
        return !at(at).isEmpty();
    }

    /** Marks the point of this moment, which there must be, as entered in error. */
    void withdraw(long at, Arrivals arrivals) throws SQLException {
        Points wrong = at(at);
        put(at, wrong.value(0), wrong.received(0), Reading.Standing.ENTERED_IN_ERROR.code(), arrivals);
    }

    private void correct(long at, double value, long receivedMs, int standing, Arrivals arrivals) throws SQLException {
        Points before = at(at);
        if (before.isEmpty()) {
            put(at, value, receivedMs, standing, arrivals);
        } else if (before.value(0) != value) {
            put(at, value, receivedMs, standing, arrivals);
            int wrong = Reading.Standing.ENTERED_IN_ERROR.code();
            insert(at + 1, before.value(0), receivedMs, wrong, arrivals);
        }
    }

    private void insert(long at, double value, long receivedMs, int standing, Arrivals arrivals) throws SQLException {
        long moment = at;
        Points there = at(moment);
        while (!there.isEmpty()) {
            if (there.value(0) == value) {
                return;
            }
            moment++;
            there = at(moment);
        }
        put(moment, value, receivedMs, standing, arrivals);
    }

    private void put(long at, double value, long receivedMs, int standing, Arrivals arrivals) {
        pending.put(at, value, receivedMs, standing);
        arrivals.add(series, at, value, receivedMs, standing);
        newest = Math.max(newest, at);
    }

    /** The point of a moment, alone; empty where there is none. */
    private Points at(long moment) throws SQLException {
        if (moment > newest) {
            return Points.NONE;
        }
        Points found = at(pending, moment);
        found = found.isEmpty() ? tail.between(moment, moment + 1) : found;
        if (found.isEmpty()) {
            Points block = blocks.around(series, moment);
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
