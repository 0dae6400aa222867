package io.dripwatch.review;

import io.dripwatch.vitals.Metric;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which zeros of a recording no patient made. An oximeter that shows 0 has no finger in it. A heart rate of 0 is a lead
 * that is off while the pulse goes on, or when everything has gone at once. But a respiratory rate of 0 with a heart
 * rate beside it is an apnoea and stays a number: the same electrodes measure both.
 */
final class Unplugged {
    private Unplugged() {}

    static Set<Metric> in(Recording.Row row) {
        Set<Metric> unplugged = EnumSet.noneOf(Metric.class);
        for (Metric metric : row.values().keySet()) {
            boolean zero = row.values().get(metric) == 0;
            if (zero
                    && switch (metric) {
                        case SPO2, PULSE_RATE, HEART_RATE -> true;
                        case RESP_RATE -> !row.measures(Metric.HEART_RATE);
                        default -> false;
                    }) {
                unplugged.add(metric);
            }
        }
        return unplugged;
    }
}
