package io.dripwatch.sim.story;

import io.dripwatch.sim.patient.Body;
import io.dripwatch.sim.patient.Excursion;
import io.dripwatch.sim.patient.Infusing;
import io.dripwatch.sim.story.Delivery.Change;
import io.dripwatch.sim.story.Story.Hold;
import io.dripwatch.sim.story.Story.Part;
import io.dripwatch.sim.story.Story.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A story laid out on one line of time: every moment is told since the story began. Immutable. */
public final class Course {
    private final Story story;
    private final List<Delivery> deliveries;
    private final List<Duration> cuffs;

    public Course(Story story) {
        this.story = story;
        this.deliveries = List.copyOf(deliveries(story));
        this.cuffs = Stream.of(Stage.values())
                .flatMap(stage -> partOf(stage).cuffAtMinutes().stream()
                        .map(at -> beginOf(stage).plus(minutes(at))))
                .sorted()
                .distinct()
                .toList();
    }

    public Story story() {
        return story;
    }

    /** What the pump does, in order. */
    public List<Delivery> deliveries() {
        return deliveries;
    }

    /** When the cuff has measured, in order. */
    public List<Duration> cuffs() {
        return cuffs;
    }

    /** When the story is told. */
    public Duration end() {
        return beginOf(Stage.OBSERVATION)
                .plus(minutes(story.stages().observation().minutes()));
    }

    /** When a stage begins; holds lengthen the stage of dosing. */
    public Duration beginOf(Stage stage) {
        Duration dosing = minutes(story.stages().baseline().minutes());
        return switch (stage) {
            case BASELINE -> Duration.ZERO;
            case DOSING -> dosing;
            case OBSERVATION -> {
                double held = story.infusion().holds().stream()
                        .mapToDouble(Hold::minutes)
                        .sum();
                yield dosing.plus(minutes(story.stages().dosing().minutes() + held));
            }
        };
    }

    /** Whether the saturation probe is off the finger. */
    public boolean probeOffAt(Duration at) {
        return story.probeOff().stream().anyMatch(off -> {
            Duration falls = beginOf(off.in()).plus(minutes(off.atMinute()));
            return at.compareTo(falls) >= 0 && at.compareTo(falls.plusMillis(Math.round(off.seconds() * 1e3))) < 0;
        });
    }

    /** What the pump has delivered by then, keep-open included. */
    public double millilitresBy(Duration at) {
        double millilitres = 0;
        for (Stretch stretch : stretches()) {
            Duration until = at.compareTo(stretch.until()) < 0 ? at : stretch.until();
            millilitres += stretch.mlPerHour()
                    * Math.max(0, until.minus(stretch.from()).toMillis())
                    / 3_600_000;
        }
        return millilitres;
    }

    /** The body this story is about. */
    public Body.Plan bodyPlan() {
        List<Infusing> infusion = stretches().stream()
                .map(stretch -> new Infusing(stretch.from(), stretch.until(), mgPerKgPerMinute(stretch.mlPerHour())))
                .toList();
        List<Excursion> excursions = story.happenings().stream()
                .map(happening -> new Excursion(
                        beginOf(happening.in()).plus(minutes(happening.atMinute())),
                        minutes(happening.leaveMinutes()),
                        minutes(happening.stayMinutes()),
                        minutes(happening.returnMinutes()),
                        happening.reach()))
                .toList();
        return new Body.Plan(story.patient().resting(), story.patient().endOfDose(), infusion, excursions);
    }

    /** The programmed volume, mL. */
    public double programmedMl() {
        return story.infusion().mgPerKg()
                * story.patient().weightKg()
                / story.infusion().mgPerMl();
    }

    private record Stretch(Duration from, Duration until, double mlPerHour) {}

    private List<Stretch> stretches() {
        List<Stretch> stretches = new ArrayList<>();
        for (int i = 0; i + 1 < deliveries.size(); i++) {
            Delivery now = deliveries.get(i);
            stretches.add(new Stretch(now.at(), deliveries.get(i + 1).at(), now.mlPerHour()));
        }
        return stretches;
    }

    private List<Delivery> deliveries(Story of) {
        double rate = programmedMl() / (of.stages().dosing().minutes() / 60);
        Duration start = beginOf(Stage.DOSING);
        Duration complete = beginOf(Stage.OBSERVATION);
        List<Delivery> steps = new ArrayList<>();
        steps.add(new Delivery(start, Change.START, rate));
        of.infusion().holds().stream()
                .sorted(Comparator.comparingDouble(Hold::atMinute))
                .forEach(hold -> {
                    Duration stop = start.plus(minutes(hold.atMinute()));
                    steps.add(new Delivery(stop, Change.STOP, 0));
                    steps.add(new Delivery(stop.plus(minutes(hold.minutes())), Change.START, rate));
                });
        steps.add(new Delivery(complete, Change.COMPLETE, 0));
        steps.add(new Delivery(complete, Change.KEEP_OPEN, of.infusion().keepOpenMlPerHour()));
        Duration trickle = minutes(of.infusion().keepOpenMinutes());
        steps.add(new Delivery(complete.plus(trickle), Change.STOP, 0));
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i).at().compareTo(steps.get(i - 1).at()) < 0) {
                throw new IllegalArgumentException(
                        "expected holds that end before the next one and before the dose does");
            }
        }
        return steps;
    }

    private double mgPerKgPerMinute(double mlPerHour) {
        return mlPerHour * story.infusion().mgPerMl() / story.patient().weightKg() / 60;
    }

    private Part partOf(Stage stage) {
        return switch (stage) {
            case BASELINE -> story.stages().baseline();
            case DOSING -> story.stages().dosing();
            case OBSERVATION -> story.stages().observation();
        };
    }

    private static Duration minutes(double minutes) {
        return Duration.ofMillis(Math.round(minutes * 60_000));
    }
}
