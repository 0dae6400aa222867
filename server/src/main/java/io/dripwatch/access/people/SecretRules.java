package io.dripwatch.access.people;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a password and a PIN must be: long rather than odd (NIST SP 800-63B), and none of the first to be tried. */
public final class SecretRules {
    private static final int SHORTEST = 12;
    private static final int LONGEST = 128;
    private static final int SHORTEST_PIN = 4;
    private static final int LONGEST_PIN = 12;
    private static final Pattern SAME = Pattern.compile("(.)\\1*");
    private static final String DIGITS = "01234567890123456789";
    private static final Set<String> FIRST_TRIED = Set.of(
            "password1234",
            "passwordpassword",
            "123456789012",
            "1234567890123",
            "qwertyuiop12",
            "letmeinletmein",
            "administrator",
            "changemenow1",
            "changeme1234",
            "dripwatch1234",
            "hospital1234",
            "welcome12345");

    private SecretRules() {}

    /** Why a password cannot be taken, in one sentence that does not repeat it; null where it can. */
    public static @Nullable String password(String password, String account) {
        String lower = password.toLowerCase(Locale.ROOT);
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            return "A password has " + SHORTEST + " to " + LONGEST + " characters.";
        }
        if (FIRST_TRIED.contains(lower) || SAME.matcher(password).matches()) {
            return "That password is among the first that would be tried.";
        }
        return lower.contains(account) && account.length() > 3
                ? "A password does not contain the account's name."
                : null;
    }

    /** Why a PIN cannot be taken; null where it can. */
    public static @Nullable String pin(String pin) {
        if (!pin.matches("[0-9]{" + SHORTEST_PIN + "," + LONGEST_PIN + "}")) {
            return "A PIN has " + SHORTEST_PIN + " to " + LONGEST_PIN + " digits.";
        }
        boolean counted = DIGITS.contains(pin) || DIGITS.contains(new StringBuilder(pin).reverse());
        return counted || SAME.matcher(pin).matches() ? "That PIN is among the first that would be tried." : null;
    }
}
