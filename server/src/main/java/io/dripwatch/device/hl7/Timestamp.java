package io.dripwatch.device.hl7;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * What a time field says: a moment, nothing (empty, or the zeros some monitors send for "never"), or something that is
 * no time. Reads {@code YYYY[MM[DD[HH[MM[SS[.S...]]]]]][+-ZZZZ]} (HL7 DTM), milliseconds without a point (Mindray), and
 * ISO 8601.
 *
 * @param state which of the three
 * @param at the moment; the epoch where there is none
 * @param offset the offset written with it; null where none is
 */
record Timestamp(State state, Instant at, @Nullable ZoneOffset offset) {
    enum State {
        GIVEN,
        MISSING,
        UNREADABLE
    }

    static final Timestamp MISSING = new Timestamp(State.MISSING, Instant.EPOCH, null);
    private static final Timestamp UNREADABLE = new Timestamp(State.UNREADABLE, Instant.EPOCH, null);
    private static final int EARLIEST_YEAR = 1900;
    private static final int LATEST_YEAR = 2199;
    private static final int LONGEST = 40;

    static Timestamp given(Instant at) {
        return new Timestamp(State.GIVEN, at, null);
    }

    /** Reads a time; one without an offset is on the clock of {@code zone}. */
    static Timestamp read(Slice text, ZoneId zone) {
        if (text.isAbsent()) {
            return MISSING;
        }
        if (text.length() > LONGEST) {
            return UNREADABLE;
        }
        try {
            boolean iso = text.length() >= 10 && text.at(4) == '-' && text.at(7) == '-';
            return iso ? iso(text.ascii(), zone) : compact(text, zone);
        } catch (DateTimeException notATime) {
            return UNREADABLE;
        }
    }

    private static Timestamp iso(String text, ZoneId zone) {
        if (text.length() == 10) {
            return local(LocalDate.parse(text).atStartOfDay(), zone);
        }
        TemporalAccessor parsed =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        return parsed instanceof OffsetDateTime dated
                ? withOffset(dated.toLocalDateTime(), dated.getOffset())
                : local(LocalDateTime.from(parsed), zone);
    }

    private static Timestamp compact(Slice text, ZoneId zone) {
        int digits = digitsFrom(text, 0);
        if (digits > 0 && isZeros(text, digits)) {
            return MISSING;
        }
        boolean millis = digits == 17;
        boolean point = digits < text.length() && text.at(digits) == '.';
        int fraction = point ? digitsFrom(text, digits + 1) : 0;
        boolean legal = millis || digits == 14 || ((digits & 1) == 0 && digits >= 4 && digits < 14 && !point);
        if (!legal || (millis && point)) {
            return UNREADABLE;
        }
        int nanos = millis ? number(text, 14, 3) * 1_000_000 : nanos(text, digits + 1, fraction);
        LocalDateTime time = LocalDateTime.of(
                number(text, 0, 4),
                digits >= 6 ? number(text, 4, 2) : 1,
                digits >= 8 ? number(text, 6, 2) : 1,
                digits >= 10 ? number(text, 8, 2) : 0,
                digits >= 12 ? number(text, 10, 2) : 0,
                digits >= 14 ? number(text, 12, 2) : 0,
                nanos);
        int rest = digits + (point ? 1 + fraction : 0);
        return rest == text.length() ? local(time, zone) : withOffset(time, offset(text, rest));
    }

    private static Timestamp local(LocalDateTime time, ZoneId zone) {
        return checked(time, time.atZone(zone).toInstant(), null);
    }

    private static Timestamp withOffset(LocalDateTime time, ZoneOffset offset) {
        return checked(time, time.toInstant(offset), offset);
    }

    private static Timestamp checked(LocalDateTime time, Instant at, @Nullable ZoneOffset offset) {
        boolean sane = time.getYear() >= EARLIEST_YEAR && time.getYear() <= LATEST_YEAR;
        return sane ? new Timestamp(State.GIVEN, at, offset) : UNREADABLE;
    }

    private static ZoneOffset offset(Slice text, int from) {
        int length = text.length() - from;
        byte sign = text.at(from);
        if (sign == 'Z' && length == 1) {
            return ZoneOffset.UTC;
        }
        boolean colon = length == 6 && text.at(from + 3) == ':';
        if ((sign != '+' && sign != '-') || !(length == 3 || length == 5 || colon)) {
            throw new DateTimeException("expected an offset such as +0100");
        }
        int hours = number(text, from + 1, 2);
        int minutes = length == 3 ? 0 : number(text, text.length() - 2, 2);
        return sign == '-' ? ZoneOffset.ofHoursMinutes(-hours, -minutes) : ZoneOffset.ofHoursMinutes(hours, minutes);
    }

    private static int digitsFrom(Slice text, int from) {
        int at = from;
        while (at < text.length() && text.at(at) >= '0' && text.at(at) <= '9') {
            at++;
        }
        return at - from;
    }

    private static boolean isZeros(Slice text, int digits) {
        for (int i = 0; i < digits; i++) {
            if (text.at(i) != '0') {
                return false;
            }
        }
        return true;
    }

    private static int number(Slice text, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            int digit = text.at(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeException("expected a digit");
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static int nanos(Slice text, int from, int count) {
        int value = 0;
        for (int i = 0; i < 9; i++) {
            value = value * 10 + (i < count ? text.at(from + i) - '0' : 0);
        }
        return value;
    }
}
