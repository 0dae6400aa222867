package io.dripwatch.flow;

/** A command that cannot be done, with the reason in one sentence for the person who gave it. */
public final class CommandRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Cause cause;

    /** What kind of refusal. */
    public enum Cause {
        /** There is no such chair, alarm, device. */
        NOT_FOUND,
        /** There is, but not in a state for this. */
        CONFLICT
    }

    public CommandRefused(Cause cause, String sentence) {
        super(sentence);
        this.cause = cause;
    }

    public Cause why() {
        return cause;
    }
}
