package io.dripwatch.record;

/** The record cannot be read now. */
public final class RecordUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RecordUnavailable(Throwable cause) {
        super("The record cannot be read: " + cause.getMessage(), cause);
    }
}
