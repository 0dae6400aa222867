package io.dripwatch.vitals;

/**
 * How a number in some unit becomes a number in one of ours: {@code value * factor + offset}.
 *
 * @param to our unit
 * @param factor finite, greater than 0
 * @param offset finite
 */
public record Conversion(Unit to, double factor, double offset) {
    public Conversion {
        if (!(factor > 0) || !Double.isFinite(factor) || !Double.isFinite(offset)) {
            throw new IllegalArgumentException(
                    "expected a positive factor and a finite offset, got " + factor + " and " + offset);
        }
    }

    /** The unit itself: nothing to convert. */
    public static Conversion none(Unit unit) {
        return new Conversion(unit, 1, 0);
    }

    /** The value in our unit; what was really converted is rounded to a thousandth, finer than any bedside sensor. */
    public double apply(double value) {
        if (factor == 1 && offset == 0) {
            return value;
        }
        return Math.round((value * factor + offset) * 1000) / 1000.0;
    }

    /** The way back: the value of our unit as it would be in that unit, not rounded. */
    public double undo(double ours) {
        return (ours - offset) / factor;
    }

    /** The way back for a difference of two values. */
    public double undoChange(double ours) {
        return ours / factor;
    }
}
