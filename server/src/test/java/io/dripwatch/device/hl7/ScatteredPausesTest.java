package io.dripwatch.device.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.outbound.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ScatteredPausesTest {
    private static ScatteredPauses scattered(long seed) {
        return new ScatteredPauses(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30)), seed);
    }

    @Test
    void pausesDoubleUpToABoundLessUpToAHalf() {
        for (long seed = 0; seed < 100; seed++) {
            ScatteredPauses pauses = scattered(seed);
            for (long bound : new long[] {1000, 2000, 4000, 8000, 16000, 30000, 30000}) {
                assertThat(pauses.next().toMillis()).as("seed " + seed).isBetween(bound / 2, bound);
            }
            for (int i = 0; i < 100; i++) {
                assertThat(pauses.next().toMillis()).isBetween(15_000L, 30_000L);
            }
            pauses.reset();
            assertThat(pauses.next().toMillis()).isBetween(500L, 1000L);
        }
    }

    @Test
    void theSeedDecidesThePauses() {
        assertThat(pauses(7)).isEqualTo(pauses(7)).isNotEqualTo(pauses(8));
    }

    private static List<Duration> pauses(long seed) {
        return Stream.generate(scattered(seed)::next).limit(8).toList();
    }
}
