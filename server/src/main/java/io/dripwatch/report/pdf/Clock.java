package io.dripwatch.report.pdf;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How moments are written on paper, in the clinic's own time. */
final class Clock {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter ZONED = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private final ZoneId zone;

    Clock(ZoneId zone) {
        this.zone = zone;
    }

    /** "14:05"; "" for none. */
    String time(@Nullable Instant at) {
        return at == null ? "" : TIME.format(at.atZone(zone));
    }

    /** "2026-01-31 14:05". */
    String moment(Instant at) {
        return MOMENT.format(at.atZone(zone));
    }

    /** With seconds and the offset from UTC, which the times of the whole report share. */
    String zoned(Instant at) {
        return ZONED.format(at.atZone(zone));
    }
}
