package io.dripwatch.sim.fault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;

/** A device's clock that runs too fast and now and then jumps, by seed. Used by one thread. */
public final class FaultyClock implements InstantSource {
    private static final Duration ROUND = Duration.ofMinutes(1);

    private final InstantSource right;
    private final Faults faults;
    private final SplittableRandom random;
    private final Instant begun;
    private Instant nextRound;
    private Duration jumped = Duration.ZERO;

    public FaultyClock(InstantSource right, Faults faults, long seed) {
        this.right = right;
        this.faults = faults;
        this.random = new SplittableRandom(seed);
        this.begun = right.instant();
        this.nextRound = begun.plus(ROUND);
    }

    @Override
    public Instant instant() {
        Instant now = right.instant();
        while (!now.isBefore(nextRound)) {
            nextRound = nextRound.plus(ROUND);
            if (random.nextDouble() < faults.jump()) {
                long millis = Math.round(faults.jumpSeconds() * 1000);
                jumped = random.nextBoolean() ? jumped.plusMillis(millis) : jumped.minusMillis(millis);
            }
        }
        long drift = Math.round(Duration.between(begun, now).toNanos() * faults.driftPpm() / 1e6);
        return now.plus(jumped).plusNanos(drift);
    }
}
