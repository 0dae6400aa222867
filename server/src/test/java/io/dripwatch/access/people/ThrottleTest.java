package io.dripwatch.access.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Guessing becomes slow, and keeps nobody out who has been there before. */
final class ThrottleTest {
    private static final Instant NOW = Instant.parse("2026-01-01T08:00:00Z");

    private final Throttle throttle = new Throttle();

    private void missed(String account, String address, int times) {
        for (int i = 0; i < times; i++) {
            throttle.missed(account, address, NOW);
        }
    }

    @Test
    void theFirstFewWrongOnesCostNothingThenEachCostsTwiceAsMuchUpToFiveMinutes() {
        missed("ada", "10.0.0.9", 4);
        assertThat(throttle.wait("ada", "10.0.0.9", NOW)).isZero();
        missed("ada", "10.0.0.9", 1);
        assertThat(throttle.wait("ada", "10.0.0.9", NOW)).isEqualTo(Duration.ofSeconds(1));
        missed("ada", "10.0.0.9", 1);
        assertThat(throttle.wait("ada", "10.0.0.9", NOW)).isEqualTo(Duration.ofSeconds(2));
        missed("ada", "10.0.0.9", 30);
        assertThat(throttle.wait("ada", "10.0.0.9", NOW)).isEqualTo(Duration.ofMinutes(5));
        assertThat(throttle.wait("ada", "10.0.0.9", NOW.plus(Duration.ofMinutes(5))))
                .isZero();
    }

    @Test
    void guessingFromEverywhereIsSlowedButNotWhereTheNurseHasSignedInBefore() {
        throttle.hit("ada", "10.0.0.1");
        for (int i = 0; i < 60; i++) {
            missed("ada", "10.9.0." + i, 1);
        }
        assertThat(throttle.wait("ada", "10.8.0.1", NOW)).isPositive();
        assertThat(throttle.wait("ada", "10.0.0.1", NOW)).isZero();
    }

    @Test
    void anAddressThatTriesManyAccountsIsSlowedForAll() {
        for (int i = 0; i < 40; i++) {
            missed("guess" + i, "10.0.0.9", 1);
        }
        assertThat(throttle.wait("never-tried", "10.0.0.9", NOW)).isPositive();
        assertThat(throttle.wait("never-tried", "10.0.0.8", NOW)).isZero();
    }

    @Test
    void whoGetsItRightStartsAnew() {
        missed("ada", "10.0.0.1", 6);
        throttle.hit("ada", "10.0.0.1");
        assertThat(throttle.wait("ada", "10.0.0.1", NOW)).isZero();
    }
}
