package io.dripwatch.device.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TimestampTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static String read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Timestamp timestamp = Timestamp.read(new Slice(bytes, 0, bytes.length), BERLIN);
        return timestamp.state() == Timestamp.State.GIVEN
                ? timestamp.at().toString()
                : timestamp.state().name();
    }

    @Test
    void everyPrecisionIsRead() {
        assertThat(read("2026")).isEqualTo("2025-12-31T23:00:00Z");
        assertThat(read("202607")).isEqualTo("2026-06-30T22:00:00Z");
        assertThat(read("20260708")).isEqualTo("2026-07-07T22:00:00Z");
        assertThat(read("2026070809")).isEqualTo("2026-07-08T07:00:00Z");
        assertThat(read("202607080910")).isEqualTo("2026-07-08T07:10:00Z");
        assertThat(read("20260708091011")).isEqualTo("2026-07-08T07:10:11Z");
        assertThat(read("20260708091011.5")).isEqualTo("2026-07-08T07:10:11.500Z");
        assertThat(read("20260708091011.0000-0400")).isEqualTo("2026-07-08T13:10:11Z");
        assertThat(read("20260708091011+0530")).isEqualTo("2026-07-08T03:40:11Z");
        assertThat(read("20260708091011Z")).isEqualTo("2026-07-08T09:10:11Z");
    }

    @Test
    void millisecondsMayComeWithoutAPoint() {
        assertThat(read("20260124131540123+0800")).isEqualTo("2026-01-24T05:15:40.123Z");
    }

    @Test
    void isoTimesAreRead() {
        assertThat(read("2025-01-15T14:30:00")).isEqualTo("2025-01-15T13:30:00Z");
        assertThat(read("2025-01-15T14:30:00.25-05:00")).isEqualTo("2025-01-15T19:30:00.250Z");
        assertThat(read("2025-01-15")).isEqualTo("2025-01-14T23:00:00Z");
    }

    @Test
    void nothingAndZerosMeanNoTime() {
        for (String none : List.of("", "\"\"", "0", "00000000", "00000000000000", "00000000000000+0000")) {
            assertThat(read(none)).as(none).isEqualTo("MISSING");
        }
    }

    @Test
    void whatIsNoTimeIsSaidToBeNone() {
        for (String wrong : List.of(
                "yesterday",
                "20261301",
                "20260230",
                "2026070825",
                "20260708091",
                "202607080910111",
                "20250115 1430",
                "20260708091011+99",
                "20260708091011+9900",
                "20260708091011+",
                "18000101",
                "99990101",
                "2026070809101112",
                "2025-13-01T00:00:00",
                "20260708091011.5.5",
                "-",
                "+0100",
                "9".repeat(60))) {
            assertThat(read(wrong)).as(wrong).isEqualTo("UNREADABLE");
        }
    }

    @Test
    void theHourThatDoesNotExistInSpringIsMovedNotRefused() {
        assertThat(read("20260329023000")).isEqualTo("2026-03-29T01:30:00Z");
    }
}
