package io.dripwatch.dashboard;

import io.dripwatch.trend.Trend.Range;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of an address that asks for what was measured. */
final class Asked {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final MultiMap parameters;

    /** The request cannot be understood; the message names the parameter. */
    static final class Unclear extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unclear(String message) {
            super(message);
        }
    }

    /**
     * Takes them.
     *
     * @param known the names there may be
     * @throws Unclear where there is another, or one twice
     */
    Asked(MultiMap parameters, Set<String> known) {
        this.parameters = parameters;
        for (String name : parameters.names()) {
            if (!known.contains(name)) {
                throw new Unclear(name + ": expected one of " + String.join(", ", new TreeSet<>(known)));
            }
            List<String> values = parameters.getAll(name);
            if (values.size() > 1) {
                throw new Unclear(name + ": expected once, got " + values.size() + " times");
            }
        }
    }

    /** What was given; null for nothing. */
    @Nullable
    String text(String name) {
        String value = parameters.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    /** @throws Unclear where it is no number between the two */
    int whole(String name, int least, int most, int otherwise) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        long number = NUMBER.matcher(text).matches() ? Long.parseLong(text) : -1;
        if (number < least || number > most) {
            throw new Unclear(name + ": expected a number from " + least + " to " + most + ", got " + text);
        }
        return (int) number;
    }

    /** A moment, as epoch milliseconds or as FHIR writes it; null for nothing. */
    @Nullable
    Instant moment(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            Instant moment =
                    NUMBER.matcher(text).matches() ? Instant.ofEpochMilli(Long.parseLong(text)) : Instant.parse(text);
            if (moment.isBefore(Instant.EPOCH) || moment.isAfter(LAST)) {
                throw new Unclear(name + ": expected a moment from 1970 to 9999, got " + text);
            }
            return moment;
        } catch (DateTimeParseException e) {
            throw new Unclear(
                    name + ": expected a moment such as 2026-03-01T09:00:00Z or epoch milliseconds, got " + text);
        }
    }

    /**
     * From {@code from} to {@code to}; null where neither was given.
     *
     * @param now the end, where none was given
     */
    @Nullable
    Range range(Instant now) {
        Instant from = moment("from");
        Instant to = moment("to");
        if (from == null) {
            if (to != null) {
                throw new Unclear("from: expected with to, got nothing");
            }
            return null;
        }
        Instant end = to == null ? now : to;
        if (!end.isAfter(from)) {
            throw new Unclear("to: expected a moment after from, got " + end);
        }
        return new Range(from.toEpochMilli(), end.toEpochMilli());
    }
}
