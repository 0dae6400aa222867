package io.dripwatch.push;

/**
 * What is new in the chart, in one order that never changes: two who begin at one mark are told the same. Blocks on the
 * store.
 */
public interface Source<T> {

    /** Where a destination begins that was never told anything. */
    String beginning();

    /** Whether all that is behind a mark is still there. */
    boolean remembers(String mark);

    /**
     * What is new behind a mark; what is no longer there is left out.
     *
     * @param most how many items at most, positive
     */
    Slice<T> next(String mark, int most);
}
