package io.dripwatch.session;

import io.dripwatch.vitals.Sentence;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a session stands. Limits, schedules and the meaning of silence hang on it. */
public enum Stage {
    /** Expected; nobody sits in the chair yet. */
    SCHEDULED,
    /** The patient is here; checklist, consent, weight. */
    CHECK_IN,
    /** The patient is connected; values before the drug are collected. */
    BASELINE,
    /** The drug runs. */
    DOSING,
    /** The drug is interrupted and may go on. */
    HELD,
    /** The dose is over; the patient is watched until safe to go home. */
    OBSERVATION,
    /** A nurse has signed that the patient may go; watched until the chair is left. */
    READY,
    /** The patient went home. */
    CLOSED,
    /** Ended before any drug was given. */
    ABORTED,
    /** Handed over to another place of care. */
    TRANSFERRED;

    private static final Set<Stage> NOTHING_RUNS = Set.of(SCHEDULED, CHECK_IN, CLOSED, ABORTED, TRANSFERRED);

    /** Who moves a session. */
    public enum Mover {
        NURSE,
        PUMP
    }

    /** "check-in": the word in JSON and YAML. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The same for people. */
    public Sentence said() {
        return Sentence.of(word());
    }

    /** The same at the head of a line: "Check-in". */
    public Sentence title() {
        return Sentence.of(Character.toUpperCase(word().charAt(0)) + word().substring(1));
    }

    /** Whether the session is over. */
    public boolean over() {
        return this == CLOSED || this == ABORTED || this == TRANSFERRED;
    }

    /** Whether the patient is connected, so that limits and schedules can be in force. */
    public boolean watched() {
        return !NOTHING_RUNS.contains(this);
    }

    /** Whether the patient is here and the drug has not run yet. */
    public boolean beforeDrug() {
        return this == CHECK_IN || this == BASELINE;
    }

    /**
     * The stage with this {@link #word()}.
     *
     * @throws IllegalArgumentException naming the word, where none has it
     */
    public static Stage ofWord(String word) {
        for (Stage stage : values()) {
            if (stage.word().equals(word)) {
                return stage;
            }
        }
        throw new IllegalArgumentException("expected a stage such as dosing, got " + word);
    }

    /** Whether {@code mover} may move a session from here to {@code next}; {@link #refusal} says why not. */
    public boolean mayMoveTo(Stage next, Mover mover) {
        return !over() && reachable(next) && (mover != Mover.PUMP || followsPump(next));
    }

    /**
     * The table of legal moves. A pump moves only along the course of an infusion; a nurse may also correct a stage
     * that the pump, or a slip, got wrong. Nobody reopens a session that is over, and nobody closes one in which the
     * drug ran without the discharge being signed.
     *
     * @return why the move is not legal, in one sentence; null where it is
     */
    public @Nullable Sentence refusal(Stage next, Mover mover) {
        if (mayMoveTo(next, mover)) {
            return null;
        }
        if (over()) {
            return Sentence.of("A session that is {} is over for good.", said());
        }
        if (!reachable(next)) {
            return Sentence.of("A session in {} cannot go to {}{}", said(), next.said(), hint(next));
        }
        return Sentence.of("A pump does not move a session from {} to {}.", said(), next.said());
    }

    private boolean reachable(Stage next) {
        return switch (next) {
            case SCHEDULED -> false;
            case CHECK_IN -> this == SCHEDULED || this == BASELINE;
            case BASELINE -> this == CHECK_IN || this == DOSING;
            case DOSING -> this != SCHEDULED && this != DOSING && !over();
            case HELD -> this == DOSING || this == OBSERVATION;
            case OBSERVATION -> this == DOSING || this == HELD || this == READY;
            case READY -> this == OBSERVATION;
            case CLOSED -> this == READY;
            case ABORTED -> this == SCHEDULED || this == CHECK_IN || this == BASELINE;
            case TRANSFERRED -> this != SCHEDULED && !over();
        };
    }

    private boolean followsPump(Stage next) {
        return switch (next) {
            case DOSING -> true;
            case HELD -> this == DOSING;
            case OBSERVATION -> this == DOSING || this == HELD;
            case SCHEDULED, CHECK_IN, BASELINE, READY, CLOSED, ABORTED, TRANSFERRED -> false;
        };
    }

    private Sentence hint(Stage next) {
        if (next == CLOSED && (this == DOSING || this == HELD || this == OBSERVATION)) {
            return Sentence.of(": the drug was given, so the discharge is signed first.");
        }
        if (next == CLOSED && this != CLOSED) {
            return Sentence.of(": abort it, nothing was given.");
        }
        if (next == ABORTED) {
            return Sentence.of(": the drug was given; observe the patient, or transfer.");
        }
        return Sentence.of(".");
    }
}
