package io.dripwatch.fhir.rest;

import java.util.ArrayList;
import java.util.List;

/** The backslashes of search values: {@code \,} {@code \|} {@code \$} {@code \\} (FHIR R4 search, 3.1.1.4.19). */
public final class Escapes {
    private Escapes() {}

    /** Where the character stands unescaped, from an index on; -1 where nowhere. */
    public static int find(String text, char wanted, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == wanted) {
                return i;
            }
            if (c == '\\') {
                i++;
            }
        }
        return -1;
    }

    /** The values of a list, still escaped; empty ones are left out. */
    public static List<String> list(String text) {
        List<String> values = new ArrayList<>();
        int start = 0;
        for (int comma = find(text, ',', 0); comma >= 0; comma = find(text, ',', start)) {
            values.add(text.substring(start, comma));
            start = comma + 1;
        }
        values.add(text.substring(start));
        values.removeIf(String::isBlank);
        return values;
    }

    public static String undo(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && i + 1 < text.length()) {
                i++;
            }
            plain.append(text.charAt(i));
        }
        return plain.toString();
    }
}
