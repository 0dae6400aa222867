package io.dripwatch.device.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BackoffTest {
    private static Backoff backoff(long seed) {
        return new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), seed);
    }

    @Test
    void pausesDoubleUpToABoundLessUpToAHalf() {
        for (long seed = 0; seed < 100; seed++) {
            Backoff backoff = backoff(seed);
            for (long bound : new long[] {1000, 2000, 4000, 8000, 16000, 30000, 30000}) {
                assertThat(backoff.next().toMillis()).as("seed " + seed).isBetween(bound / 2, bound);
            }
            for (int i = 0; i < 100; i++) {
                assertThat(backoff.next().toMillis()).isBetween(15_000L, 30_000L);
            }
            backoff.reset();
            assertThat(backoff.next().toMillis()).isBetween(500L, 1000L);
        }
    }

    @Test
    void theSeedDecidesThePauses() {
        assertThat(pauses(7)).isEqualTo(pauses(7)).isNotEqualTo(pauses(8));
    }

    private static List<Duration> pauses(long seed) {
        return Stream.generate(backoff(seed)::next).limit(8).toList();
    }
}
