package io.dripwatch.session;

import io.dripwatch.vitals.Metric;
import java.time.Duration;
import java.util.Set;

/**
 * One step of concern about one metric, as the protocol writes it.
 *
 * @param metric what is watched
 * @param side whether too low or too high is meant
 * @param priority of the alarm
 * @param sound the alarm condition begins beyond this
 * @param clear it ends at this or on the safe side of it; never nearer to the danger than {@code sound}
 * @param patience how long the value must stay beyond {@code sound} before the alarm (alarm condition delay)
 * @param latching whether the alarm stays until a person resets it, even after the value is well again
 * @param stages in which the limit is in force
 */
public record Limit(
        Metric metric,
        Side side,
        Priority priority,
        Bound sound,
        Bound clear,
        Duration patience,
        boolean latching,
        Set<Stage> stages) {

    public enum Side {
        LOW,
        HIGH
    }

    public Limit {
        stages = Set.copyOf(stages);
        if (patience.isNegative()) {
            throw new IllegalArgumentException("expected a patience of zero or more, got " + patience);
        }
        if (stages.isEmpty() || stages.contains(Stage.CLOSED)) {
            throw new IllegalArgumentException("expected at least one stage, and none of them closed");
        }
        if (sound.kind() != clear.kind()) {
            throw new IllegalArgumentException("expected sound and clear to be measured in the same way");
        }
        boolean crossed = side == Side.LOW ? clear.amount() < sound.amount() : clear.amount() > sound.amount();
        if (crossed) {
            throw new IllegalArgumentException("expected the clear limit of " + metric.id() + " on the safe side of "
                    + sound.amount() + ", got " + clear.amount());
        }
    }
}
