package io.dripwatch.push.hl7;

import java.util.List;
import java.util.stream.Collectors;

/** Text from outside in a field (HL7 v2 chapter 2.7): separators escaped, control characters as blanks. */
final class Escapes {
    private Escapes() {}

    static String text(String raw) {
        StringBuilder safe = new StringBuilder(raw.length() + 8);
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            switch (c) {
                case '|' -> safe.append("\\F\\");
                case '^' -> safe.append("\\S\\");
                case '~' -> safe.append("\\R\\");
                case '&' -> safe.append("\\T\\");
                case '\\' -> safe.append("\\E\\");
                default -> safe.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
        return safe.toString();
    }

    /** Parts as components of one field, trailing empty ones left out. */
    static String components(String... parts) {
        String whole = List.of(parts).stream().map(Escapes::text).collect(Collectors.joining("^"));
        int end = whole.length();
        while (end > 0 && whole.charAt(end - 1) == '^') {
            end--;
        }
        return whole.substring(0, end);
    }
}
