package io.dripwatch.sim.wire;

import java.util.ArrayList;
import java.util.List;

/** One HL7 v2 segment while it is written: fields by their number in the standard, gaps left empty. */
public final class Segment {
    private final String name;
    private final List<String> fields = new ArrayList<>();

    public Segment(String name) {
        this.name = name;
    }

    /**
     * Sets a field.
     *
     * @param number as in the standard, from 1; for MSH from 2, since MSH-1 is the separator itself
     * @param text with its component separators; names from outside pass {@link #escape} first
     */
    public Segment with(int number, String text) {
        int index = name.equals("MSH") ? number - 2 : number - 1;
        while (fields.size() <= index) {
            fields.add("");
        }
        fields.set(index, text);
        return this;
    }

    /** The segment with its closing carriage return, trailing empty fields left out. */
    public String text() {
        int last = fields.size();
        while (last > 0 && fields.get(last - 1).isEmpty()) {
            last--;
        }
        return name + (last == 0 ? "" : "|" + String.join("|", fields.subList(0, last))) + "\r";
    }

    /** Text that may hold separators, as HL7 escapes it (chapter 2.7). */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.chars().forEach(c -> {
            switch (c) {
                case '|' -> escaped.append("\\F\\");
                case '^' -> escaped.append("\\S\\");
                case '&' -> escaped.append("\\T\\");
                case '~' -> escaped.append("\\R\\");
                case '\\' -> escaped.append("\\E\\");
                case '\r', '\n' -> escaped.append(' ');
                default -> escaped.append((char) c);
            }
        });
        return escaped.toString();
    }
}
