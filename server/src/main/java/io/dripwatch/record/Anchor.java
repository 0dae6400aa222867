package io.dripwatch.record;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last event of a record and its seal. Kept elsewhere, it shows later that nothing before it was changed and that
 * nothing was cut off: the chain alone cannot tell a shortened record from a young one.
 *
 * @param event the number of the event; 0 where the record was empty
 * @param seal SHA-256 in 64 lower-case hexadecimal digits; all zero where the record was empty
 */
public record Anchor(long event, String seal) {
    private static final Pattern SEAL = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern TEXT = Pattern.compile("event (\\d{1,18}) seal ([0-9a-f]{64})");

    public Anchor {
        if (event < 0 || !SEAL.matcher(seal).matches()) {
            throw new IllegalArgumentException(
                    "expected the number of an event and 64 hexadecimal digits, got " + event + " and " + seal);
        }
    }

    /**
     * Reads what {@link #text} wrote; white space around it does not matter.
     *
     * @throws IllegalArgumentException where it is something else
     */
    public static Anchor parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            String shown = text.strip().lines().findFirst().orElse("nothing");
            throw new IllegalArgumentException("expected \"event NUMBER seal 64 HEXADECIMAL DIGITS\", got "
                    + (shown.length() > 100 ? shown.substring(0, 100) + "..." : shown));
        }
        return new Anchor(Long.parseLong(matcher.group(1)), matcher.group(2));
    }

    /** One line, as it is printed and kept. */
    public String text() {
        return "event " + event + " seal " + seal;
    }
}
