package io.dripwatch.fhir.observation;

import io.dripwatch.vitals.Reading.Standing;
import java.util.Arrays;

/** What was measured at one moment: the parts of a group. One object is filled again and again on the way. */
final class Observed {
    private static final int MOST_PARTS = 3;

    private long atMs;
    private int present;
    private long receivedMs;
    private long firstReceivedMs;
    private boolean replaced;
    private final double[] values = new double[MOST_PARTS];
    private final Standing[] standings = new Standing[MOST_PARTS];

    Observed() {
        Arrays.fill(standings, Standing.PLAIN);
    }

    /** Empties it for another moment. */
    Observed at(long ms) {
        atMs = ms;
        present = 0;
        receivedMs = Long.MIN_VALUE;
        firstReceivedMs = Long.MAX_VALUE;
        replaced = false;
        return this;
    }

    /** Adds a part. */
    Observed part(int index, double value, Standing standing, long received) {
        present |= 1 << index;
        values[index] = value;
        standings[index] = standing;
        receivedMs = Math.max(receivedMs, received);
        firstReceivedMs = Math.min(firstReceivedMs, received);
        replaced |= standing == Standing.CORRECTED;
        return this;
    }

    long atMs() {
        return atMs;
    }

    /** The bits of the parts that were measured: 1, 2, 4. */
    int present() {
        return present;
    }

    boolean has(int index) {
        return (present & 1 << index) != 0;
    }

    double value(int index) {
        return values[index];
    }

    Standing standing(int index) {
        return standings[index];
    }

    /** When its latest part came. */
    long receivedMs() {
        return receivedMs;
    }

    boolean is(int index, Standing standing) {
        return has(index) && standings[index] == standing;
    }

    boolean any(Standing standing) {
        return is(0, standing) || is(1, standing) || is(2, standing);
    }

    private boolean all(Standing standing) {
        return (!has(0) || is(0, standing)) && (!has(1) || is(1, standing)) && (!has(2) || is(2, standing));
    }

    Status status() {
        if (!any(Standing.ENTERED_IN_ERROR)) {
            return replaced ? Status.CORRECTED : Status.FINAL;
        }
        return all(Standing.ENTERED_IN_ERROR) ? Status.ENTERED_IN_ERROR : Status.CORRECTED;
    }

    /** Whether it was there at a moment, be it with another value: a correction takes the place of what it corrects. */
    boolean knownAt(long ms) {
        return firstReceivedMs <= ms || replaced;
    }
}
