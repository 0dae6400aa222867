package io.dripwatch.access;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What a program that is nobody's screen may read. */
public enum Scope {
    /** The chart as FHIR, of all patients (SMART App Launch 2: read and search). */
    CHART("system/*.rs", Action.EXPORT),
    /** The server's numbers. */
    NUMBERS("metrics", Action.SEE_NUMBERS);

    private final String word;
    private final Action action;

    Scope(String word, Action action) {
        this.word = word;
        this.action = action;
    }

    /** As it is written in files, commands and tokens. */
    public String word() {
        return word;
    }

    boolean allows(Action asked) {
        return action == asked;
    }

    /**
     * The scope of a word.
     *
     * @throws IllegalArgumentException naming all of them, where it is none
     */
    public static Scope ofWord(String word) {
        for (Scope scope : values()) {
            if (scope.word.equals(word)) {
                return scope;
            }
        }
        throw new IllegalArgumentException("expected one of "
                + Arrays.stream(values()).map(Scope::word).collect(Collectors.joining(", ")) + ", got " + word);
    }
}
