package io.dripwatch.wording;

import java.util.Locale;

/** The languages that the server speaks; it is written in the first. */
public enum Language {
    EN('.'),
    ES(',');

    private final char decimal;

    Language(char decimal) {
        this.decimal = decimal;
    }

    /** "es": the code of ISO 639-1. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A number as this language writes it. */
    String number(String plain) {
        return plain.replace('.', decimal);
    }
}
