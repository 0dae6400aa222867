package io.dripwatch.sim.pump;

import io.dripwatch.sim.story.Course;
import io.dripwatch.sim.story.Delivery;
import io.dripwatch.sim.story.Delivery.Change;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the pump's display shows at one moment.
 *
 * @param change the last change; null before the dose
 * @param mlPerHour what flows
 * @param programmedMl volume to be infused; 0 once only the vein is kept open
 * @param deliveredMl since the pump was switched on
 * @param bolusMl what of that went in beyond the programme
 */
record Delivered(@Nullable Change change, double mlPerHour, double programmedMl, double deliveredMl, double bolusMl) {

    /** The display in the course of a story. */
    static Delivered at(Course course, Duration at) {
        Delivery last = null;
        boolean complete = false;
        for (Delivery step : course.deliveries()) {
            if (step.at().compareTo(at) <= 0) {
                last = step;
                complete |= step.change() == Change.COMPLETE;
            }
        }
        double programmed = complete ? 0 : course.programmedMl();
        double delivered = course.millilitresBy(at);
        double bolus = course.bolusMlBy(at);
        return last == null
                ? new Delivered(null, 0, programmed, delivered, bolus)
                : new Delivered(last.change(), last.mlPerHour(), programmed, delivered, bolus);
    }

    /** The display at a change: a pump that ceases to deliver tells the rate it had. */
    static Delivered upon(Course course, int index) {
        Delivery step = course.deliveries().get(index);
        double rate =
                step.ceases() && index > 0 ? course.deliveries().get(index - 1).mlPerHour() : step.mlPerHour();
        boolean complete = course.deliveries().subList(0, index + 1).stream()
                .anyMatch(earlier -> earlier.change() == Change.COMPLETE);
        double programmed = complete && step.change() != Change.COMPLETE ? 0 : course.programmedMl();
        return new Delivered(
                step.change(), rate, programmed, course.millilitresBy(step.at()), course.bolusMlBy(step.at()));
    }

    double remainingMl() {
        return Math.max(0, programmedMl + bolusMl - deliveredMl);
    }

    boolean infusing() {
        return change != null && change != Change.STOP && change != Change.ALARM_STOP;
    }

    /** The token of MDC_DEV_PUMP_CURRENT_DELIVERY_STATUS. */
    String status() {
        if (change == null) {
            return "pump-delivery-status-not-delivering";
        }
        return switch (change) {
            case START, BOLUS -> "pump-delivery-status-delivering";
            case STOP, ALARM_STOP -> "pump-delivery-status-not-delivering";
            case COMPLETE, TRANSITION -> "pump-delivery-status-transitioning";
            case KEEP_OPEN -> "pump-delivery-status-kvo";
        };
    }
}
