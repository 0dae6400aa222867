package io.dripwatch.trend;

import java.util.List;

/**
 * What was kept that even a chart of one Observation a minute may have to show: of each series the first point of every
 * minute, everything a cuff measured, and whatever was corrected or taken back, in the order in which it was kept.
 * Commits are remembered for {@value #DAYS_KEPT} days. Every method blocks on the store, may be called from any thread
 * that may, and throws {@link HistoryUnavailable} where the store does not answer.
 */
public interface Notables {
    /** For how long commits are remembered at least. */
    int DAYS_KEPT = 30;

    /**
     * A point that was kept, or changed.
     *
     * @param series as it is known now
     * @param atMs when it was measured, epoch milliseconds by the device's clock
     */
    record Point(Series series, long atMs) {}

    /**
     * What one commit brought.
     *
     * @param number counts up with the commits that brought such points, from 1 without a gap
     * @param event the last place in the journal that was durable with it
     * @param points in the order in which they came; never empty
     */
    record Commit(long number, long event, List<Point> points) {
        public Commit {
            points = List.copyOf(points);
        }
    }

    /**
     * The commits behind one of them.
     *
     * @param number behind which to begin; 0 for the first
     * @param most how many points at most; a commit is never divided, and there is one at least if there is any
     */
    List<Commit> behind(long number, int most);

    /** The number of the last commit; 0 where there was none. */
    long last();

    /** The number of the first commit that is still remembered; 1 more than the last where none is. */
    long first();
}
