package io.dripwatch.fhir.rest;

import org.jspecify.annotations.Nullable;

/**
 * A value of a token parameter (FHIR R4 search, 3.1.1.4.10): {@code code}, {@code system|code}, {@code |code}, {@code
 * system|}.
 *
 * @param system null for any, empty for none
 * @param code empty for any
 */
public record Token(@Nullable String system, String code) {

    public static Token parse(String text) {
        int bar = Escapes.find(text, '|', 0);
        return bar < 0
                ? new Token(null, Escapes.undo(text))
                : new Token(Escapes.undo(text.substring(0, bar)), Escapes.undo(text.substring(bar + 1)));
    }

    public boolean means(Coding coding) {
        return means(coding.system(), coding.code());
    }

    public boolean means(String itsSystem, String itsCode) {
        return (system == null || system.equals(itsSystem)) && (code.isEmpty() || code.equals(itsCode));
    }
}
