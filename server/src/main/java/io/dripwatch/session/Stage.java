package io.dripwatch.session;

import java.util.Locale;

/** Where a session stands. Limits, schedules and the meaning of silence hang on it. */
public enum Stage {
    /** The patient is connected; values before the drug are collected. */
    BASELINE,
    /** The drug runs. */
    DOSING,
    /** The drug is interrupted and may go on. */
    HELD,
    /** The dose is over; the patient is watched until safe to go home. */
    OBSERVATION,
    /** Nobody is watched any more. */
    CLOSED;

    /** Who moves a session. */
    public enum Mover {
        NURSE,
        PUMP
    }

    /** "dosing": the word in JSON and YAML. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
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
        throw new IllegalArgumentException("expected one of baseline, dosing, held, observation, closed; got " + word);
    }

    /**
     * The table of legal moves. A pump moves only along the course of an infusion; a nurse may also correct a stage
     * that the pump, or a slip, got wrong. Nobody reopens a closed session.
     */
    public boolean mayMoveTo(Stage next, Mover mover) {
        boolean nurse = mover == Mover.NURSE;
        return switch (this) {
            case BASELINE ->
                switch (next) {
                    case DOSING -> true;
                    case CLOSED -> nurse;
                    case BASELINE, HELD, OBSERVATION -> false;
                };
            case DOSING ->
                switch (next) {
                    case HELD, OBSERVATION -> true;
                    case BASELINE, CLOSED -> nurse;
                    case DOSING -> false;
                };
            case HELD ->
                switch (next) {
                    case DOSING, OBSERVATION -> true;
                    case CLOSED -> nurse;
                    case BASELINE, HELD -> false;
                };
            case OBSERVATION ->
                switch (next) {
                    case DOSING -> true;
                    case HELD, CLOSED -> nurse;
                    case BASELINE, OBSERVATION -> false;
                };
            case CLOSED ->
                switch (next) {
                    case BASELINE, DOSING, HELD, OBSERVATION, CLOSED -> false;
                };
        };
    }
}
