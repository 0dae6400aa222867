package io.dripwatch.alarm;

import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.Sentence;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why an alarm is present: as found now, to be compared with what was found before.
 *
 * @param priority how urgently somebody must come
 * @param latching whether it stays until reset
 * @param physiological whether it tells of the patient; otherwise of the equipment
 * @param value the offending value in the metric's unit; null where there is none
 * @param limit the limit it broke, in the metric's unit; null where there is none, or where the change was too great
 * @param text "SpO2 84 < 90"
 * @param advice what to consider, in the words of the protocol or ours; "" for none
 * @param origin where the limit came from: "ketamine-mood version 1"; empty where there is none
 * @param timing when it was measured, and which delays held
 */
public record Condition(
        Priority priority,
        boolean latching,
        boolean physiological,
        @Nullable Double value,
        @Nullable Double limit,
        Sentence text,
        String advice,
        Sentence origin,
        Timing timing) {

    /**
     * The times behind a condition.
     *
     * @param measuredAt when the offending value was measured, on the server's clock; null where there is none
     * @param condition how long it had to last to count
     * @param signal how long after that its signals begin
     */
    public record Timing(@Nullable Instant measuredAt, Duration condition, Duration signal) {
        /** Nothing was measured and nothing is waited for. */
        public static final Timing NONE = new Timing(null, Duration.ZERO, Duration.ZERO);
    }

    /** Trouble with the equipment, in words with parts as {@link Sentence#of} takes them. */
    public static Condition technical(Priority priority, String pattern, Object... parts) {
        Sentence text = Sentence.of(pattern, parts);
        return new Condition(priority, false, false, null, null, text, "", Sentence.NONE, Timing.NONE);
    }

    /** The same trouble, more or less urgent. */
    public Condition withPriority(Priority other) {
        return new Condition(other, latching, physiological, value, limit, text, advice, origin, timing);
    }

    /** The same trouble, which stays until reset where the one before did. */
    Condition latchingAs(Condition before) {
        boolean stays = latching || before.latching;
        return new Condition(priority, stays, physiological, value, limit, text, advice, origin, timing);
    }

    /** Whether a person would be told something else than by the one before. */
    boolean saysOtherThan(Condition before, AlarmKind kind) {
        return !advice.equals(before.advice)
                || !origin.equals(before.origin)
                || (kind == AlarmKind.DEVICE_ALARM && !text.equals(before.text));
    }
}
