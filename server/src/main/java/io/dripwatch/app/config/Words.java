package io.dripwatch.app.config;

import java.util.Collection;
import java.util.Comparator;

/** How far two words are apart. */
public final class Words {
    private Words() {}

    /** The number of letters to add, drop or change to make one of the other (Levenshtein). */
    static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] now = new int[b.length() + 1];
            now[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(change, Math.min(before[j], now[j - 1]) + 1);
            }
            before = now;
        }
        return before[b.length()];
    }

    /** Of several words the one that is nearest, the first of those that are; "" of none. */
    public static String nearest(String word, Collection<String> words) {
        return words.stream()
                .min(Comparator.comparingInt(candidate -> distance(candidate, word)))
                .orElse("");
    }
}
