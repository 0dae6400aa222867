package io.dripwatch.sim.story;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Guesses what somebody meant to write. */
final class Nearest {
    private Nearest() {}

    /** The word with the fewest letters to change; "" where there are no words. */
    static String to(String written, Collection<String> words) {
        return words.stream()
                .min(Comparator.comparingInt(
                        word -> distance(written.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT))))
                .orElse("");
    }

    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
