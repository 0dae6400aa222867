package io.dripwatch.sim.patient;

import java.time.Duration;
import java.util.Map;

/**
 * A while in which some vitals leave their course and come back.
 *
 * @param from when they begin to leave it, since the story began
 * @param leave how long they take to get there
 * @param stay how long they stay there
 * @param comeBack how long they take to return
 * @param reach where they go, in each vital's own unit
 */
public record Excursion(Duration from, Duration leave, Duration stay, Duration comeBack, Map<Vital, Double> reach) {
    public Excursion {
        if (from.isNegative() || leave.isNegative() || stay.isNegative() || comeBack.isNegative()) {
            throw new IllegalArgumentException("expected no negative times in an excursion");
        }
        reach.forEach((vital, value) -> {
            if (vital.within(value) != value) {
                throw new IllegalArgumentException("expected a living " + vital.word() + " to reach, got " + value);
            }
        });
        reach = Map.copyOf(reach);
    }

    /** How far it has taken over: 0 not at all, 1 wholly, smooth between. */
    double strengthAt(double seconds) {
        double into = seconds - from.toMillis() / 1e3;
        double there = leave.toMillis() / 1e3;
        double leaves = there + stay.toMillis() / 1e3;
        double over = leaves + comeBack.toMillis() / 1e3;
        if (into <= 0 || into >= over) {
            return 0;
        }
        if (into < there) {
            return smooth(into / there);
        }
        return into <= leaves ? 1 : smooth((over - into) / (over - leaves));
    }

    private static double smooth(double part) {
        return part * part * (3 - 2 * part);
    }
}
