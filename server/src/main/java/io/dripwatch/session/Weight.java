package io.dripwatch.session;

import io.dripwatch.vitals.Numbers;
import java.time.Instant;

/**
 * A body weight.
 *
 * @param kg 20 to 350
 * @param measuredAt when the patient stood on the scale
 * @param entered as the nurse typed it, with its unit: "154 lb"
 */
public record Weight(double kg, Instant measuredAt, String entered) {
    private static final double KG_PER_POUND = 0.45359237;

    public Weight {
        if (!(kg >= 20 && kg <= 350)) {
            throw new IllegalArgumentException("expected a body weight of 20 to 350 kg, got " + kg);
        }
    }

    /**
     * A weight as typed.
     *
     * @param unit "kg" or "lb"
     * @throws IllegalArgumentException where the unit is another or the weight is not one of a person
     */
    public static Weight of(double number, String unit, Instant measuredAt) {
        double kg =
                switch (unit) {
                    case "kg" -> number;
                    case "lb" -> Math.rint(number * KG_PER_POUND * 10) / 10;
                    default -> throw new IllegalArgumentException("expected the unit kg or lb, got " + unit);
                };
        return new Weight(kg, measuredAt, Numbers.plain(number) + " " + unit);
    }
}
