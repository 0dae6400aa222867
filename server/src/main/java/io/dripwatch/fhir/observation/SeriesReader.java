package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.Spans.Span;
import io.dripwatch.trend.History;
import io.dripwatch.vitals.Reading.Standing;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Walks one series through stretches of time, a bounded slice of points in memory; slices grow while it is read on. */
final class SeriesReader implements History.PointVisitor {
    private static final int LARGEST_SLICE = 2048;

    private final History history;
    private final long series;
    private final boolean newestFirst;
    private final Iterator<Span> spans;
    private long fromMs;
    private long toMs;
    private int slice;

    private long[] at;
    private double[] values;
    private Standing[] standings;
    private long[] received;
    private int size;
    private int position;
    private boolean ended;

    /**
     * A reader before the first point; {@link #next()} must be called.
     *
     * @param spans in the order of the walk
     * @param firstSlice how many points to read at first
     */
    SeriesReader(History history, long series, boolean newestFirst, List<Span> spans, int firstSlice) {
        this.history = history;
        this.series = series;
        this.newestFirst = newestFirst;
        this.spans = spans.iterator();
        this.slice = firstSlice;
        this.at = new long[firstSlice];
        this.values = new double[firstSlice];
        this.standings = new Standing[firstSlice];
        this.received = new long[firstSlice];
    }

    /** Moves to the next point. */
    void next() {
        position++;
        if (position >= size && !ended) {
            refill();
        }
    }

    boolean ended() {
        return ended;
    }

    long at() {
        return at[position];
    }

    double value() {
        return values[position];
    }

    Standing standing() {
        return standings[position];
    }

    /** Tells of the point where it stands. */
    void into(Observed observed, int part) {
        observed.part(part, values[position], standings[position], received[position]);
    }

    private void refill() {
        if (size == slice) {
            long last = at[size - 1];
            fromMs = newestFirst ? fromMs : last + 1;
            toMs = newestFirst ? last : toMs;
            grow();
        } else {
            toMs = fromMs;
        }
        position = 0;
        size = 0;
        while (size == 0) {
            if (fromMs < toMs) {
                history.points(series, fromMs, toMs, newestFirst, slice, this);
            }
            if (size == 0) {
                if (!spans.hasNext()) {
                    ended = true;
                    return;
                }
                Span span = spans.next();
                fromMs = span.fromMs();
                toMs = span.toMs();
            }
        }
    }

    private void grow() {
        if (slice < LARGEST_SLICE) {
            slice = Math.min(slice * 2, LARGEST_SLICE);
            at = Arrays.copyOf(at, slice);
            values = Arrays.copyOf(values, slice);
            standings = Arrays.copyOf(standings, slice);
            received = Arrays.copyOf(received, slice);
        }
    }

    @Override
    public void point(long atMs, double value, Standing standing, long receivedMs) {
        at[size] = atMs;
        values[size] = value;
        standings[size] = standing;
        received[size] = receivedMs;
        size++;
    }
}
