package io.dripwatch.session;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a protocol orders to be given.
 *
 * @param basis how {@code amount} is meant
 * @param amount mg, or mg per kg body weight; positive
 * @param mostMg the highest total dose in mg whatever the weight; null where there is none
 * @param time over which it is given; with {@code steps}, the longest it should take
 * @param steps rates that change with time, the first from zero; empty for one even rate
 * @param mgPerMl how the pharmacy prepares it; null where the clinic has no one concentration
 * @param delivery how it reaches the patient
 * @param tolerancePercent how far the pump's numbers may be from the order
 * @param weightMaxAge how old a body weight may be; matters where the dose is per kg
 */
public record Order(
        Basis basis,
        double amount,
        @Nullable Double mostMg,
        Duration time,
        List<RateStep> steps,
        @Nullable Double mgPerMl,
        Delivery delivery,
        double tolerancePercent,
        Duration weightMaxAge) {

    public enum Basis {
        PER_KG,
        FIXED
    }

    public enum Delivery {
        /** An infusion pump that reports what it does. */
        PUMP,
        /** Given by hand, or by the patient: a spray, a bag by gravity. */
        BY_HAND
    }

    /**
     * One step of a rising rate.
     *
     * @param from counted from the start of the drug, held time left out
     * @param mgPerHour the rate from then on
     */
    public record RateStep(Duration from, double mgPerHour) {}

    public Order {
        steps = List.copyOf(steps);
        if (!(amount > 0 && amount < 100_000)) {
            throw new IllegalArgumentException("expected a dose above 0, got " + amount);
        }
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("expected a positive time for the dose");
        }
        if (!steps.isEmpty() && !steps.get(0).from().isZero()) {
            throw new IllegalArgumentException("expected the first rate step at minute 0");
        }
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i).from().compareTo(steps.get(i - 1).from()) <= 0) {
                throw new IllegalArgumentException("expected rate steps in the order of their minutes");
            }
        }
    }

    /** The dose in mg for this body weight in kg; null where it needs a weight and there is none. */
    public @Nullable Double mg(@Nullable Double kg) {
        if (basis == Basis.PER_KG && kg == null) {
            return null;
        }
        double mg = basis == Basis.PER_KG && kg != null ? amount * kg : amount;
        return mostMg == null ? (Double) mg : (Double) Math.min(mg, mostMg);
    }

    /**
     * The rate that should run.
     *
     * @param mg the dose, see {@link #mg}
     * @param running how long the drug has run, held time left out
     * @return mg per hour
     */
    public double mgPerHour(double mg, Duration running) {
        double rate = mg * Duration.ofHours(1).toMillis() / time.toMillis();
        for (RateStep step : steps) {
            if (running.compareTo(step.from()) >= 0) {
                rate = step.mgPerHour();
            }
        }
        return rate;
    }
}
