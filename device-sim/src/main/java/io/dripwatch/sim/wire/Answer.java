package io.dripwatch.sim.wire;

/** What became of a message that was handed to the wire. */
public enum Answer {
    /** CA or AA: the server keeps it. */
    ACCEPTED,
    /** CE or AE, after all resends too: understood but not kept; worth another try later. */
    NOT_KEPT,
    /** CR or AR: the server will never take this message. */
    REJECTED,
    /** The device was switched off, or lost patience, before an answer came. */
    UNANSWERED
}
