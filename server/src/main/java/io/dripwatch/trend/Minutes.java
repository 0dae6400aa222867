package io.dripwatch.trend;

import java.util.List;

/** What series told, minute by minute, kept longer than each reading. Blocks like {@link History}. */
public interface Minutes {

    /** Takes minutes one by one. */
    interface Visitor {
        void minute(Minute minute);

        /**
         * Whether of the minutes between two moments the first, the last, and those with the lowest and the highest
         * value are enough. The store may show them all nevertheless.
         *
         * @param fromMs when the first of them began, perhaps before what was asked for
         * @param toMs when the last of them ended, perhaps after it
         */
        default boolean cornersDo(long fromMs, long toMs) {
            return false;
        }
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
