package io.dripwatch.sim.story;

import io.dripwatch.sim.story.Delivery.Change;
import io.dripwatch.sim.story.Happening.Bolus;
import io.dripwatch.sim.story.Happening.Ended;
import io.dripwatch.sim.story.Happening.Held;
import io.dripwatch.sim.story.Happening.Rate;
import io.dripwatch.sim.story.Happening.Stopped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Works out what a pump delivers when its programme is interfered with. Used once. */
final class Programme {
    private static final double NOTHING_LEFT_ML = 1e-9;

    private final Story story;
    private final Duration start;
    private final List<Delivery> steps = new ArrayList<>();
    private double remainingMl;
    private double rate;
    private Duration now;

    Programme(Story story, Duration start) {
        this.story = story;
        this.start = start;
        this.now = start;
        this.remainingMl = programmedMl(story);
        this.rate = remainingMl / (story.stages().dosing().minutes() / 60);
    }

    /** The programmed volume, mL. */
    static double programmedMl(Story story) {
        return story.order().mgPerKg()
                * story.patient().weightKg()
                / story.order().mgPerMl();
    }

    /**
     * Every change, in order.
     *
     * @throws IllegalArgumentException where something is done to the pump that is already over
     */
    List<Delivery> deliveries() {
        step(now, Change.START, rate);
        List<Story.Timed<Happening>> deeds = story.happens().stream()
                .filter(timed -> touchesDelivery(timed.what()))
                .sorted(Comparator.comparing(timed -> timed.into()))
                .toList();
        for (Story.Timed<Happening> deed : deeds) {
            runUntil(start.plus(deed.into()));
            if (take(deed.what())) {
                return List.copyOf(steps);
            }
        }
        complete();
        return List.copyOf(steps);
    }

    private static boolean touchesDelivery(Happening what) {
        return what instanceof Held
                || what instanceof Stopped
                || what instanceof Rate
                || what instanceof Bolus
                || what instanceof Ended;
    }

    /** Whether the dose ends here. */
    private boolean take(Happening deed) {
        if (deed instanceof Held held) {
            pause(Change.STOP, held.time());
        } else if (deed instanceof Stopped stopped) {
            pause(Change.ALARM_STOP, stopped.time());
        } else if (deed instanceof Rate other) {
            step(now, Change.TRANSITION, 0);
            rate = other.mlPerHour();
            step(now, Change.START, rate);
        } else if (deed instanceof Bolus bolus) {
            step(now, Change.TRANSITION, 0);
            step(now, Change.BOLUS, bolus.ml() / hours(bolus.time()));
            now = now.plus(bolus.time());
            step(now, Change.TRANSITION, 0);
            step(now, Change.START, rate);
        } else {
            step(now, Change.STOP, 0);
            return true;
        }
        return false;
    }

    private void pause(Change how, Duration time) {
        step(now, how, 0);
        now = now.plus(time);
        step(now, Change.START, rate);
    }

    private void runUntil(Duration moment) {
        double ml = rate * hours(moment.minus(now));
        if (ml < 0 || ml >= remainingMl) {
            throw new IllegalArgumentException(
                    "expected what happens to the pump while it delivers the dose, one after the other");
        }
        remainingMl -= ml;
        now = moment;
    }

    private void complete() {
        if (remainingMl > NOTHING_LEFT_ML) {
            now = now.plusMillis(Math.round(remainingMl / rate * 3_600_000));
        }
        step(now, Change.COMPLETE, 0);
        step(now, Change.KEEP_OPEN, story.order().keepOpenMlPerHour());
        now = now.plusMillis(Math.round(story.order().keepOpenMinutes() * 60_000));
        step(now, Change.STOP, 0);
    }

    private void step(Duration at, Change change, double mlPerHour) {
        steps.add(new Delivery(at, change, mlPerHour));
    }

    private static double hours(Duration time) {
        return time.toMillis() / 3_600_000.0;
    }
}
