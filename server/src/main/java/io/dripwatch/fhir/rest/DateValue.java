package io.dripwatch.fhir.rest;

import io.dripwatch.fhir.rest.Spans.Span;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value of a date parameter: a prefix and a date that is as long as it is vague (FHIR R4 search, 3.1.1.4.6). Without
 * a zone it is read as UTC.
 *
 * @param prefix how to compare
 * @param range what the date covers: a year, a day, a minute, a millisecond; empty where it falls between two of them
 */
public record DateValue(Prefix prefix, Span range) {
    private static final Pattern SHAPE = Pattern.compile("(?<prefix>[a-z]{2})?(?<year>\\d{4})"
            + "(-(?<month>\\d\\d)(-(?<day>\\d\\d)"
            + "(T(?<hour>\\d\\d):(?<minute>\\d\\d)(:(?<second>\\d\\d)(\\.(?<fraction>\\d{1,9}))?)?"
            + "(?<zone>Z|[-+ ]\\d\\d:\\d\\d)?)?)?)?");
    private static final int MS = 1_000_000;

    public enum Prefix {
        EQ,
        NE,
        GT,
        LT,
        GE,
        LE,
        SA,
        EB,
        AP
    }

    /**
     * What an operation's {@code start} leaves.
     *
     * @throws Problem naming the parameter and the value, where it is malformed
     */
    public static Spans from(Search.Parameter start) {
        long from = parse(start.name(), start.value()).range().fromMs();
        return Spans.of(List.of(new Spans.Span(from, Long.MAX_VALUE)));
    }

    /**
     * What an operation's {@code end} leaves: its whole day, where it is a day.
     *
     * @throws Problem naming the parameter and the value, where it is malformed
     */
    public static Spans until(Search.Parameter end) {
        long to = parse(end.name(), end.value()).range().toMs();
        return Spans.of(List.of(new Spans.Span(Long.MIN_VALUE, to)));
    }

    /**
     * Reads a value.
     *
     * @throws Problem naming the parameter and the value, where it is malformed
     */
    public static DateValue parse(String parameter, String text) {
        Matcher match = SHAPE.matcher(text);
        if (!match.matches()) {
            throw malformed(parameter, text);
        }
        try {
            return new DateValue(prefix(parameter, match.group("prefix")), range(match));
        } catch (DateTimeException noSuchDay) {
            throw malformed(parameter, text);
        }
    }

    private static Problem malformed(String parameter, String text) {
        return Problem.badValue(
                parameter, text, "a date such as ge2026-01-31 or lt2026-01-31T08:00:00Z, with at most nine decimals");
    }

    private static Prefix prefix(String parameter, @Nullable String word) {
        if (word == null) {
            return Prefix.EQ;
        }
        for (Prefix prefix : Prefix.values()) {
            if (prefix.name().equals(word.toUpperCase(Locale.ROOT))) {
                return prefix;
            }
        }
        throw Problem.badValue(parameter, word, "one of the prefixes eq ne gt lt ge le sa eb ap");
    }

    private static Span range(Matcher match) {
        int year = Integer.parseInt(match.group("year"));
        if (match.group("month") == null) {
            return days(LocalDate.of(year, 1, 1), LocalDate.of(year, 1, 1).plusYears(1));
        }
        YearMonth month = YearMonth.of(year, Integer.parseInt(match.group("month")));
        if (match.group("day") == null) {
            return days(month.atDay(1), month.plusMonths(1).atDay(1));
        }
        LocalDate day = LocalDate.of(year, month.getMonthValue(), Integer.parseInt(match.group("day")));
        return match.group("hour") == null ? days(day, day.plusDays(1)) : moment(match, day);
    }

    private static Span days(LocalDate from, LocalDate to) {
        return new Span(startOf(from), startOf(to));
    }

    public static long startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    private static Span moment(Matcher match, LocalDate day) {
        String second = match.group("second");
        LocalDateTime local = day.atTime(
                Integer.parseInt(match.group("hour")),
                Integer.parseInt(match.group("minute")),
                second == null ? 0 : Integer.parseInt(second));
        Instant start = local.toInstant(zone(match.group("zone")));
        if (second == null) {
            return new Span(start.toEpochMilli(), start.plusSeconds(60).toEpochMilli());
        }
        String fraction = match.group("fraction");
        if (fraction == null) {
            return new Span(start.toEpochMilli(), start.plusSeconds(1).toEpochMilli());
        }
        int nanos = Integer.parseInt((fraction + "00000000").substring(0, 9));
        int width = (int) Math.pow(10, 9 - fraction.length());
        return new Span(start.toEpochMilli() + ceilMs(nanos), start.toEpochMilli() + ceilMs(nanos + width));
    }

    /** The first whole millisecond that is not before. */
    private static int ceilMs(int nanos) {
        return (nanos + MS - 1) / MS;
    }

    /** A plus sign that nobody percent-encoded arrives as a space. */
    private static ZoneOffset zone(@Nullable String zone) {
        return zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone.replace(' ', '+'));
    }

    /** The moments that match. */
    public Spans moments(Instant now) {
        long first = Long.MIN_VALUE;
        long last = Long.MAX_VALUE;
        long from = range.fromMs();
        long to = range.toMs();
        return Spans.of(
                switch (prefix) {
                    case EQ -> List.of(range);
                    case NE -> List.of(new Span(first, from), new Span(to, last));
                    case GT, SA -> List.of(new Span(to, last));
                    case LT, EB -> List.of(new Span(first, from));
                    case GE -> List.of(new Span(from, last));
                    case LE -> List.of(new Span(first, to));
                    case AP -> List.of(around(now));
                });
    }

    /** Whether something that lasts for a while matches, such as a day of birth. */
    public boolean matches(Span target, Instant now) {
        boolean within = range.fromMs() <= target.fromMs() && target.toMs() <= range.toMs();
        return switch (prefix) {
            case EQ -> within;
            case NE -> !within;
            case GT -> target.toMs() > range.toMs();
            case LT -> target.fromMs() < range.fromMs();
            case GE -> within || target.toMs() > range.toMs();
            case LE -> within || target.fromMs() < range.fromMs();
            case SA -> target.fromMs() >= range.toMs();
            case EB -> target.toMs() <= range.fromMs();
            case AP -> target.fromMs() < around(now).toMs() && around(now).fromMs() < target.toMs();
        };
    }

    /** Widened on both sides by a tenth of its distance from now, as FHIR recommends. */
    private Span around(Instant now) {
        long tenth = Math.abs(now.toEpochMilli() - range.fromMs()) / 10;
        return new Span(range.fromMs() - tenth, range.toMs() + tenth);
    }
}
