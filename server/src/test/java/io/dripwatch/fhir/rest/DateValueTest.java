package io.dripwatch.fhir.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.fhir.rest.Spans.Span;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DateValueTest {
    private static final List<DateValue.Prefix> PREFIXES = List.copyOf(EnumSet.allOf(DateValue.Prefix.class));
    private static final Instant NOW = Instant.parse("2026-03-11T00:00:00Z");

    @ParameterizedTest(name = "{0} matches {1}: {2}")
    @CsvSource({
        "2026, 2026-01-01T00:00:00.000Z, true",
        "2026, 2025-12-31T23:59:59.999Z, false",
        "2026, 2026-12-31T23:59:59.999Z, true",
        "2026-02, 2026-02-28T23:59:59.999Z, true",
        "2026-02, 2026-03-01T00:00:00.000Z, false",
        "2024-02-29, 2024-02-29T12:00:00.000Z, true",
        "eq2026-03-01, 2026-03-01T23:59:59.999Z, true",
        "ne2026-03-01, 2026-03-01T00:00:00.000Z, false",
        "ne2026-03-01, 2026-03-02T00:00:00.000Z, true",
        "gt2026-03-01, 2026-03-01T23:59:59.999Z, false",
        "gt2026-03-01, 2026-03-02T00:00:00.000Z, true",
        "sa2026-03-01, 2026-03-01T23:59:59.999Z, false",
        "sa2026-03-01, 2026-03-02T00:00:00.000Z, true",
        "ge2026-03-01, 2026-03-01T00:00:00.000Z, true",
        "ge2026-03-01, 2026-02-28T23:59:59.999Z, false",
        "lt2026-03-01, 2026-03-01T00:00:00.000Z, false",
        "lt2026-03-01, 2026-02-28T23:59:59.999Z, true",
        "eb2026-03-01, 2026-02-28T23:59:59.999Z, true",
        "eb2026-03-01, 2026-03-01T00:00:00.000Z, false",
        "le2026-03-01, 2026-03-01T23:59:59.999Z, true",
        "le2026-03-01, 2026-03-02T00:00:00.000Z, false",
        "ap2026-03-01, 2026-02-28T00:00:00.000Z, true",
        "ap2026-03-01, 2026-02-27T23:59:59.999Z, false",
        "ap2026-03-01, 2026-03-02T23:59:59.999Z, true",
        "ap2026-03-01, 2026-03-03T00:00:00.000Z, false",
        "2026-03-01T10:00, 2026-03-01T10:00:59.999Z, true",
        "2026-03-01T10:00Z, 2026-03-01T10:01:00.000Z, false",
        "2026-03-01T10:00:30, 2026-03-01T10:00:30.999Z, true",
        "2026-03-01T10:00:30+02:00, 2026-03-01T08:00:30.000Z, true",
        "2026-03-01T10:00:30 02:00, 2026-03-01T08:00:30.000Z, true",
        "2026-03-01T10:00:30-05:30, 2026-03-01T15:30:30.000Z, true",
        "2026-03-01T10:00:30.1Z, 2026-03-01T10:00:30.199Z, true",
        "2026-03-01T10:00:30.1Z, 2026-03-01T10:00:30.200Z, false",
        "2026-03-01T10:00:30.123Z, 2026-03-01T10:00:30.123Z, true",
        "2026-03-01T10:00:30.123Z, 2026-03-01T10:00:30.124Z, false",
        "2026-03-01T10:00:30.123000Z, 2026-03-01T10:00:30.123Z, true",
        "2026-03-01T10:00:30.1234Z, 2026-03-01T10:00:30.123Z, false",
        "gt2026-03-01T10:00:30.1234Z, 2026-03-01T10:00:30.124Z, true",
        "lt2026-03-01T10:00:30.1234Z, 2026-03-01T10:00:30.123Z, true",
        "0001, 0001-01-01T00:00:00.000Z, true",
        "9999, 9999-12-31T23:59:59.999Z, true",
    })
    void aMomentMatchesOrNot(String value, String moment, boolean expected) {
        DateValue date = DateValue.parse("date", value);
        long ms = Instant.parse(moment).toEpochMilli();

        assertThat(date.moments(NOW).contains(ms)).isEqualTo(expected);
        assertThat(date.matches(new Span(ms, ms + 1), NOW)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "26",
                "2026-13",
                "2026-02-30",
                "2025-02-29",
                "2026-3-1",
                "2026-03-01T24:00",
                "2026-03-01T10",
                "2026-03-01T10:00:60",
                "2026-03-01T10:00:00.1234567890Z",
                "2026-03-01Z",
                "xx2026",
                "GE2026",
                "2026-03-01T10:00:00+99:00",
                "yesterday",
                "2026-03-01T10:00:00ZZ",
                "２０２６"
            })
    void whatIsNoDateIsRefused(String value) {
        assertThatThrownBy(() -> DateValue.parse("birthdate", value))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("birthdate");
    }

    @Test
    void aDayOfBirthIsComparedAsAWholeDay() {
        Span day = DateValue.parse("birthdate", "1980-02-29").range();

        assertThat(List.of("1980", "1980-02", "1980-02-29", "ge1980-02-29", "le1980-02-29", "lt1980-03", "ne1980-03"))
                .allMatch(value -> DateValue.parse("birthdate", value).matches(day, NOW));
        assertThat(List.of("1980-02-28", "gt1980", "gt1980-02-29", "lt1980-02-29", "sa1980-02-29", "eb1980-02-29"))
                .noneMatch(value -> DateValue.parse("birthdate", value).matches(day, NOW));
    }

    @Test
    void spansAreWhatEachMomentSays() {
        long seed = 20260301;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            long from = random.nextInt(40);
            DateValue value = new DateValue(
                    PREFIXES.get(random.nextInt(PREFIXES.size())), new Span(from, from + random.nextInt(10)));
            DateValue other = new DateValue(
                    PREFIXES.get(random.nextInt(PREFIXES.size())), new Span(from + 3, from + 3 + random.nextInt(10)));
            Instant now = Instant.ofEpochMilli(random.nextInt(200));
            long ms = random.nextInt(60) - 5L;
            boolean is = matches(value, ms, now);
            boolean otherIs = matches(other, ms, now);

            assertThat(value.moments(now).contains(ms))
                    .as("seed %d: %s at %d, now %s", seed, value, ms, now)
                    .isEqualTo(is);
            assertThat(value.moments(now).and(other.moments(now)).contains(ms)).isEqualTo(is && otherIs);
        }
    }

    private static boolean matches(DateValue value, long ms, Instant now) {
        return value.matches(new Span(ms, ms + 1), now);
    }
}
