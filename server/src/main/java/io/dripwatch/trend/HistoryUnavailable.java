package io.dripwatch.trend;

/** The store of readings does not answer. */
public final class HistoryUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public HistoryUnavailable(String message) {
        super(message);
    }

    public HistoryUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
