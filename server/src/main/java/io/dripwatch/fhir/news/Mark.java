package io.dripwatch.fhir.news;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the order of what is new in the chart. Marks of one store can be compared by nobody but {@link News}.
 *
 * @param event the last place in the journal of which all was told, 0 or more
 * @param commit the number of the last commit of which all was told, 0 or more
 * @param within how far the next one of them was told: "" for nothing of it, a number of Observations for a commit, the
 *     id of the last Observation for an event
 */
public record Mark(long event, long commit, String within) {
    /** Before everything. */
    public static final Mark BEGINNING = new Mark(0, 0, "");

    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-(\\d{1,18})(?:-([A-Za-z0-9.-]{1,64}))?");

    public Mark {
        if (event < 0 || commit < 0) {
            throw new IllegalArgumentException("expected places of 0 or more, got " + event + " and " + commit);
        }
    }

    /**
     * The inverse of {@link #text()}.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static Mark parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("expected a mark like 120-45, got " + text);
        }
        String within = parts.group(3);
        return new Mark(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), within == null ? "" : within);
    }

    /** At most 102 letters, digits, dots and hyphens. */
    public String text() {
        return event + "-" + commit + (within.isEmpty() ? "" : "-" + within);
    }
}
