package io.dripwatch.session;

import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One step of concern about one metric, as the protocol writes it.
 *
 * @param metric what is watched
 * @param side whether too low or too high is meant
 * @param priority of the alarm
 * @param sound the alarm condition begins beyond this; for a limit on change, how far the value may be from its own
 *     highest (below 0, a fall) or lowest (above 0, a rise)
 * @param clear it ends at this or on the safe side of it; never nearer to the danger than {@code sound}
 * @param delay when the condition counts, and when it signals
 * @param handling what people may and should do about it
 * @param stages in which the limit is in force
 */
public record Limit(
        Metric metric,
        Side side,
        Priority priority,
        Bound sound,
        Bound clear,
        Delay delay,
        Handling handling,
        Set<Stage> stages) {

    /** A respiratory rate limit at or below this tells of apnoea. */
    private static final double HIGHEST_APNOEA = 6;

    public enum Side {
        LOW,
        HIGH
    }

    /**
     * When a condition counts, and when it signals.
     *
     * @param condition how long the value must stay beyond {@code sound} before there is an alarm
     * @param signal how long after that its signals begin
     * @param atOnce where no condition delay is left: between {@code sound} and this it shrinks in proportion to the
     *     depth; null where depth does not matter
     * @param over for a limit on change: the value is compared with its own over this time; zero for a limit on level
     */
    public record Delay(
            Duration condition, Duration signal, @Nullable Double atOnce, Duration over) {
        /** No delay of any kind. */
        public static final Delay NONE = of(Duration.ZERO);

        public Delay {
            if (condition.isNegative() || signal.isNegative() || over.isNegative()) {
                throw new IllegalArgumentException("expected delays of zero or more");
            }
        }

        /** A condition delay only. */
        public static Delay of(Duration condition) {
            return new Delay(condition, Duration.ZERO, null, Duration.ZERO);
        }
    }

    /**
     * What people may and should do.
     *
     * @param latching whether the alarm stays until a person resets it, even after the value is well again
     * @param confirm whether the advice waits for a second reading that says the same
     * @param advice what to consider, ready to show; "" for none
     * @param lowestSet the lowest number to which it may be set for one patient; null where it may not be set
     * @param highestSet the highest
     * @param mayTurnOff whether it may be turned off for one patient, with a reason
     */
    public record Handling(
            boolean latching,
            boolean confirm,
            String advice,
            @Nullable Double lowestSet,
            @Nullable Double highestSet,
            boolean mayTurnOff) {
        /** Nothing special. */
        public static final Handling PLAIN = new Handling(false, false, "", null, null, false);

        /** Stays until reset. */
        public static final Handling LATCHING = new Handling(true, false, "", null, null, false);

        public Handling {
            if ((lowestSet == null) != (highestSet == null)
                    || (lowestSet != null && highestSet != null && lowestSet > highestSet)) {
                throw new IllegalArgumentException("expected both ends of a range in which a limit may be set");
            }
        }
    }

    public Limit {
        stages = Ordered.set(stages);
        if (stages.isEmpty() || !stages.stream().allMatch(Stage::watched)) {
            throw new IllegalArgumentException("expected at least one stage, each with the patient connected");
        }
        if (sound.kind() != clear.kind()) {
            throw new IllegalArgumentException("expected sound and clear to be measured in the same way");
        }
        boolean crossed = side == Side.LOW ? clear.amount() < sound.amount() : clear.amount() > sound.amount();
        if (crossed) {
            throw new IllegalArgumentException("expected the clear limit of " + metric.id() + " on the safe side of "
                    + sound.amount() + ", got " + clear.amount());
        }
        boolean cuff = metric == Metric.NIBP_SYS || metric == Metric.NIBP_DIA || metric == Metric.NIBP_MEAN;
        if (cuff && !(delay.condition().isZero() && delay.signal().isZero())) {
            throw new IllegalArgumentException("expected no delay on " + metric.id() + ": its next value is far away");
        }
        boolean apnoea = metric == Metric.RESP_RATE
                && side == Side.LOW
                && delay.over().isZero()
                && !sound.needsBaseline()
                && sound.amount() <= HIGHEST_APNOEA;
        if (apnoea && !(delay.condition().isZero() && delay.signal().isZero())) {
            throw new IllegalArgumentException("expected no delay on " + metric.id() + " at or below "
                    + (int) HIGHEST_APNOEA + ": the patient hardly breathes");
        }
        boolean change = !delay.over().isZero();
        boolean outward = side == Side.LOW ? sound.amount() < 0 : sound.amount() > 0;
        if (change && (sound.needsBaseline() || !outward)) {
            throw new IllegalArgumentException("expected a limit on change of " + metric.id()
                    + " below 0 for a fall and above 0 for a rise, got " + sound.amount());
        }
    }
}
