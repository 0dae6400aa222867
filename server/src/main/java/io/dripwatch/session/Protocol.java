package io.dripwatch.session;

import java.time.Duration;
import java.util.List;

/**
 * What a clinic has agreed on for one kind of infusion. A running session keeps the version that it started with.
 *
 * @param id short name, unique among the protocols of a server
 * @param version counts up with every change
 * @param title as nurses call it
 * @param drug generic name
 * @param mgPerKg ordered dose, mg per kg body weight; positive
 * @param doseTime over which the dose runs
 * @param observationTime the least time to watch after the dose
 * @param reminder after which an acknowledged alarm that is still there sounds again
 * @param limits every step of concern
 * @param continuous metrics that must come without a break
 * @param schedules measurements that are due again and again
 */
public record Protocol(
        String id,
        int version,
        String title,
        String drug,
        double mgPerKg,
        Duration doseTime,
        Duration observationTime,
        Duration reminder,
        List<Limit> limits,
        List<Continuous> continuous,
        List<Schedule> schedules) {

    public Protocol {
        limits = List.copyOf(limits);
        continuous = List.copyOf(continuous);
        schedules = List.copyOf(schedules);
        if (!(mgPerKg > 0 && mgPerKg < 1000)) {
            throw new IllegalArgumentException("expected a dose above 0 mg/kg, got " + mgPerKg);
        }
        if (doseTime.isNegative() || doseTime.isZero() || observationTime.isNegative() || reminder.isNegative()) {
            throw new IllegalArgumentException("expected positive times in protocol " + id);
        }
    }
}
