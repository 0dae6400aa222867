package io.dripwatch.vitals;

/** The check that names from outside pass at the door. */
final class Words {
    private Words() {}

    static void check(String text, String what, int longest) {
        if (text.isBlank() || text.length() > longest) {
            throw new IllegalArgumentException(
                    "expected " + what + " of 1 to " + longest + " characters, got " + text.length());
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("expected " + what + " without control characters");
        }
    }
}
