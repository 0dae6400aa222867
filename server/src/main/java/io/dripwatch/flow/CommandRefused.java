package io.dripwatch.flow;

import io.dripwatch.vitals.Sentence;

/** A command that cannot be done, with the reason in one sentence for the person who gave it. */
public final class CommandRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Cause cause;
    private final transient Sentence sentence;

    /** What kind of refusal. */
    public enum Cause {
        /** There is no such chair, alarm, device. */
        NOT_FOUND,
        /** There is, but not in a state for this. */
        CONFLICT,
        /** It would change something at a chair that is out of the person's reach. */
        NOT_ALLOWED
    }

    /** The sentence has parts as {@link Sentence#of} takes them. */
    public CommandRefused(Cause cause, String pattern, Object... parts) {
        this(cause, Sentence.of(pattern, parts));
    }

    public CommandRefused(Cause cause, Sentence sentence) {
        super(sentence.english());
        this.cause = cause;
        this.sentence = sentence;
    }

    public Cause why() {
        return cause;
    }

    /** The reason, for the person. */
    public Sentence sentence() {
        return sentence;
    }
}
