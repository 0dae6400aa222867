package io.dripwatch.record;

/**
 * It was found whose something is.
 *
 * @param seq its place in the journal
 * @param atMs when, epoch milliseconds
 */
public record Found(long seq, long atMs) {
    /** Before everything. */
    public static final Found AT_ONCE = new Found(0, Long.MIN_VALUE);
}
