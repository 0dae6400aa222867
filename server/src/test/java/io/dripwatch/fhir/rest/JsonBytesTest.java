package io.dripwatch.fhir.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.fhir.observation.Oracle;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonBytesTest {
    private static final long SEED = 7_2026;
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "72, 72",
        "37.25, 37.25",
        "37.2, 37.2",
        "0.001, 0.001",
        "0.125, 0.125",
        "0.0001, 0.0001",
        "1e-7, 0.0000001",
        "123456.789, 123456.789",
        "1e15, 1000000000000000",
        "1e21, 1000000000000000000000",
        "-1.5, -1.5",
        "98.60000000000001, 98.60000000000001"
    })
    void decimalsHaveNoExponentAndLoseNothing(double value, String text) {
        assertThat(text(new JsonBytes().decimal(value))).isEqualTo(text);
    }

    @Test
    void everyDecimalComesBackAsItWas() {
        Random random = new Random(SEED);
        for (int i = 0; i < 100_000; i++) {
            double value = i % 2 == 0 ? random.nextInt(400_000) / 1000.0 : random.nextDouble() * 1e6;
            String text = text(new JsonBytes().decimal(value));
            assertThat(Double.parseDouble(text)).as("seed %d", SEED).isEqualTo(value);
            assertThat(new BigDecimal(text)).as("seed %d", SEED).isEqualByComparingTo(BigDecimal.valueOf(value));
        }
    }

    @Test
    void everyMomentIsWrittenAsTheCalendarSays() {
        Random random = new Random(SEED);
        Spans.Span writable = Spans.WRITABLE;
        for (int i = 0; i < 100_000; i++) {
            long ms = writable.fromMs() + (long) (random.nextDouble() * (writable.toMs() - writable.fromMs()));
            assertThat(text(new JsonBytes().instant(ms)))
                    .as("seed %d", SEED)
                    .isEqualTo(FORMAT.format(Instant.ofEpochMilli(ms)));
        }
        assertThat(text(new JsonBytes().instant(writable.fromMs()))).isEqualTo("0001-01-01T00:00:00.000Z");
        assertThat(text(new JsonBytes().instant(writable.toMs() - 1))).isEqualTo("9999-12-31T23:59:59.999Z");
    }

    @Test
    void stringsAreEscaped() {
        String odd = "a\"b\\c\u0001\n\u007f ä\u6771\uD83D\uDE00";
        String json = text(new JsonBytes(1).string(odd));

        assertThat(Oracle.tree(json).asText()).isEqualTo(odd);
    }

    @Test
    void wholeNumbersReachFromEndToEnd() {
        for (long value : new long[] {0, 9, 10, -1, 1234567890123L, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThat(text(new JsonBytes(1).number(value))).isEqualTo(Long.toString(value));
        }
    }

    private static String text(JsonBytes json) {
        return new String(json.copy(), StandardCharsets.UTF_8);
    }
}
