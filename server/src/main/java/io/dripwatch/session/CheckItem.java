package io.dripwatch.session;

import io.dripwatch.vitals.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * A question to be answered before the drug.
 *
 * @param id short name, unique in the protocol
 * @param ask the question as a nurse reads it out, answered yes or no
 * @param part where it stands on the checklist
 * @param safe the answer that lets the session go on; null where either does
 * @param bearing what the other answer, or none, means for the start
 * @param onlyIf the item that must be answered yes for this one to be asked; null where it always is
 */
public record CheckItem(
        String id,
        String ask,
        Part part,
        @Nullable Answer safe,
        Bearing bearing,
        @Nullable String onlyIf) {

    /** The question, to be said to a person. */
    public Sentence asked() {
        return Sentence.of(ask);
    }

    /** The parts of a checklist, in their order. */
    public enum Part {
        ELIGIBILITY,
        INTERACTION,
        CONSENT,
        PREPARATION
    }

    public enum Answer {
        YES,
        NO
    }

    public enum Bearing {
        /** Holds the start until answered safely or overridden by a named clinician with a reason. */
        BLOCK,
        /** Is shown all through the session. */
        CAUTION,
        /** A task to be done before the start; it holds nothing. */
        TASK
    }
}
