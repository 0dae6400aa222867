package io.dripwatch.trend;

import io.dripwatch.vitals.Reading;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What was kept here and is on its way to another store, in the order in which it was kept. A row stays until the other
 * store has it, or until there is no room for more; then the oldest go, and what they held is owed.
 *
 * <p>Every method but {@link #progress()}, {@link #advance} and {@link #backlog()} blocks on the store and throws
 * {@link HistoryUnavailable} where it does not answer. Any thread.
 */
public interface Outbox {

    /**
     * A point as it was kept at that moment of the order. A later one of the same series and moment replaces it.
     *
     * @param source its series
     * @param atMs when it was measured, epoch milliseconds by the device's clock
     * @param value in the metric's unit
     * @param standing how the device vouches for it
     * @param receivedMs when it reached the server, epoch milliseconds
     */
    record Kept(Source source, long atMs, double value, Reading.Standing standing, long receivedMs) {}

    /**
     * Points in the order in which they were kept.
     *
     * @param upTo the number of the last row of which these are all points
     * @param sinceMs when the newest reading of the first row reached the server, epoch milliseconds
     * @param points in that order; empty only where there is nothing to send
     */
    record Batch(long upTo, long sinceMs, List<Kept> points) {}

    /**
     * How much waits.
     *
     * @param rows how many rows, of which each holds the readings of one commit
     * @param bytes how much room those take that no longer stand anywhere else
     * @param mostBytes when the oldest of those go
     */
    record Backlog(long rows, long bytes, long mostBytes) {}

    /** The next rows after the present cursor, as many as hold {@code most} points or a little more. */
    Batch next(int most);

    /** The first series whose key is not below this; null where there is none. */
    @Nullable
    Source sourceFrom(long series);

    /** How far the other store is. */
    Progress progress();

    /** Goes on from there; durable with the next commit. What comes after a crash before that is sent again. */
    void advance(UnaryOperator<Progress> step);

    /** How much waits now. */
    Backlog backlog();
}
