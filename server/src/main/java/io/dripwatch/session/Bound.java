package io.dripwatch.session;

import org.jspecify.annotations.Nullable;

/**
 * Where a limit lies: at a number, or measured from this patient's own baseline.
 *
 * @param kind how {@code amount} is meant
 * @param amount in the metric's unit, or in percent of the baseline; negative amounts lie below the baseline
 */
public record Bound(Kind kind, double amount) {

    public enum Kind {
        /** The limit is the amount. */
        ABSOLUTE,
        /** The limit is baseline plus amount. */
        FROM_BASELINE,
        /** The limit is baseline plus amount percent of it. */
        PERCENT_FROM_BASELINE
    }

    public Bound {
        if (!Double.isFinite(amount)) {
            throw new IllegalArgumentException("expected a finite limit, got " + amount);
        }
    }

    public static Bound at(double value) {
        return new Bound(Kind.ABSOLUTE, value);
    }

    public boolean needsBaseline() {
        return kind != Kind.ABSOLUTE;
    }

    /** The number in force, in the metric's unit; null where it hangs on a baseline that was not taken. */
    public @Nullable Double resolve(@Nullable Double baseline) {
        return switch (kind) {
            case ABSOLUTE -> amount;
            case FROM_BASELINE -> baseline == null ? null : (Double) (baseline + amount);
            case PERCENT_FROM_BASELINE -> baseline == null ? null : (Double) (baseline * (1 + amount / 100));
        };
    }
}
