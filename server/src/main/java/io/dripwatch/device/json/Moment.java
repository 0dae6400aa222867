package io.dripwatch.device.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Points in time as messages write them: RFC 3339 with a zone and seconds, or milliseconds since 1970. */
final class Moment {
    static final long FIRST_YEAR = 1970;
    static final long LAST_MS = 4_102_444_799_999L;

    private static final int SHORTEST = "2026-03-01T10:00:00Z".length();
    private static final String SHAPE = "dddd-dd-ddTdd:dd:dd";

    private Moment() {}

    /** Null where it is not a time of the years 1970 to 2099. */
    static @Nullable Instant ofText(String text) {
        if (text.length() < SHORTEST || !shaped(text, 0, SHAPE)) {
            return null;
        }
        int zone = SHAPE.length();
        int nanos = 0;
        if (text.charAt(zone) == '.') {
            int digits = zone + 1;
            zone = afterDigits(text, digits);
            if (zone == digits || zone - digits > 9 || zone == text.length()) {
                return null;
            }
            nanos = number(text, digits, zone);
            for (int i = zone - digits; i < 9; i++) {
                nanos *= 10;
            }
        }
        ZoneOffset offset = offset(text, zone);
        return offset == null ? null : at(text, nanos, offset);
    }

    /** Null where it is not a time of the years 1970 to 2099, or has a fraction. */
    static @Nullable Instant ofNumber(double epochMs) {
        return epochMs >= 0 && epochMs <= LAST_MS && Math.rint(epochMs) == epochMs
                ? Instant.ofEpochMilli((long) epochMs)
                : null;
    }

    private static @Nullable Instant at(String text, int nanos, ZoneOffset offset) {
        int year = number(text, 0, 4);
        if (year < FIRST_YEAR || year > 2099) {
            return null;
        }
        try {
            return LocalDateTime.of(
                            year,
                            number(text, 5, 7),
                            number(text, 8, 10),
                            number(text, 11, 13),
                            number(text, 14, 16),
                            number(text, 17, 19),
                            nanos)
                    .toInstant(offset);
        } catch (DateTimeException notInTheCalendar) {
            return null;
        }
    }

    private static @Nullable ZoneOffset offset(String text, int zone) {
        if (text.charAt(zone) == 'Z') {
            return text.length() == zone + 1 ? ZoneOffset.UTC : null;
        }
        char sign = text.charAt(zone);
        if ((sign != '+' && sign != '-') || text.length() != zone + 6 || !shaped(text, zone + 1, "dd:dd")) {
            return null;
        }
        int hours = number(text, zone + 1, zone + 3);
        int minutes = number(text, zone + 4, zone + 6);
        if (hours > 14 || minutes > 59 || (hours == 14 && minutes > 0)) {
            return null;
        }
        int seconds = (hours * 60 + minutes) * 60;
        return ZoneOffset.ofTotalSeconds(sign == '-' ? -seconds : seconds);
    }

    private static boolean shaped(String text, int from, String shape) {
        for (int i = 0; i < shape.length(); i++) {
            char got = text.charAt(from + i);
            char wanted = shape.charAt(i);
            if (wanted == 'd' ? !digit(got) : got != wanted) {
                return false;
            }
        }
        return true;
    }

    private static int afterDigits(String text, int from) {
        int end = from;
        while (end < text.length() && digit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean digit(char one) {
        return one >= '0' && one <= '9';
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + (text.charAt(i) - '0');
        }
        return number;
    }
}
