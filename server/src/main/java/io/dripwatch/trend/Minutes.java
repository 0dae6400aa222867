package io.dripwatch.trend;

import java.util.List;

/** What series told, minute by minute, kept longer than each reading. Blocks like {@link History}. */
public interface Minutes {

    /** Takes minutes one by one. */
    interface Visitor {
        void minute(Minute minute);
    }

    /**
     * Walks through the minutes of series, one after the other, each in the order of time; a minute in which nothing
     * was told is left out.
     *
     * @param series their keys
     * @param fromMs the first moment, epoch milliseconds; of its minute, all counts
     * @param toMs the last moment, exclusive; of its minute, too
     */
    void minutes(List<Long> series, long fromMs, long toMs, Visitor visitor);

    /**
     * Up to when the single readings of a series were deleted.
     *
     * @return a moment, exclusive, epoch milliseconds; before all time where none were
     */
    long deletedUntil(long series);
}
