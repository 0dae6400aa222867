package io.dripwatch.trend.influx;

import io.dripwatch.trend.Outbox.Kept;
import io.dripwatch.trend.Source;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Points in line protocol. A point is known by its tags and its time, so that the same one sent again, or amended,
 * takes the place of the one before. There are as many series as devices have sensors and chairs: two stays of one
 * device, which are told apart by a field, never meet, since the stay stands in the nanoseconds below the millisecond.
 * One thread at a time.
 */
final class Lines {
    private static final long NANOS_A_MS = 1_000_000;
    private static final long EARLIEST_MS = Long.MIN_VALUE / NANOS_A_MS + 1;
    private static final long LATEST_MS = Long.MAX_VALUE / NANOS_A_MS - 2;
    private static final int MOST_REMEMBERED = 20_000;

    /** What stands where there is no chair: a tag cannot be empty. */
    static final String NO_CHAIR = "none";

    private final String room;
    private final Map<Long, String> beginnings = new HashMap<>();

    Lines(String room) {
        this.room = escaped(room);
    }

    /** Whether the moment of a point can be told at all: InfluxDB knows the years 1678 to 2261. */
    static boolean canTell(Kept point) {
        return point.atMs() >= EARLIEST_MS && point.atMs() <= LATEST_MS;
    }

    /** One point whose moment can be told. */
    String of(Kept point) {
        Source source = point.source();
        if (beginnings.size() >= MOST_REMEMBERED) {
            beginnings.clear();
        }
        return beginnings.computeIfAbsent(source.series(), unused -> beginning(source))
                + point.value()
                + ",standing=\""
                + standing(point.standing())
                + "\",received="
                + point.receivedMs()
                + "i,stay="
                + source.stay()
                + "i "
                + nanos(point.atMs(), source.stay());
    }

    /** The time that says of what stay a point is, too. */
    static long nanos(long atMs, long stay) {
        return atMs * NANOS_A_MS + stay % NANOS_A_MS;
    }

    static String measurement(Metric metric) {
        return switch (metric.kind()) {
            case VITAL -> "vital";
            case PUMP -> "pump";
        };
    }

    static String standing(Reading.Standing standing) {
        return standing.name().toLowerCase(Locale.ROOT);
    }

    static Reading.Standing standing(String word) {
        return Reading.Standing.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private String beginning(Source source) {
        return measurement(source.metric()) + ",chair="
                + escaped(source.chair().isEmpty() ? NO_CHAIR : source.chair()) + ",device="
                + escaped(source.device().value()) + ",room=" + room + ",sign="
                + source.metric().id() + ",site=" + source.site() + " value=";
    }

    /** A tag as it stands there: a line has no room for control characters, nor for a backslash before what ends it. */
    static String tag(String text) {
        StringBuilder tag = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            tag.append(Character.isISOControl(c) || c == '\\' ? '_' : c);
        }
        return tag.toString();
    }

    /** A tag as it is written in a line. */
    static String escaped(String text) {
        return tag(text).replace(",", "\\,").replace("=", "\\=").replace(" ", "\\ ");
    }
}
