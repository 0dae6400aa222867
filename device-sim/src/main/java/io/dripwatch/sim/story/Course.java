package io.dripwatch.sim.story;

import io.dripwatch.sim.patient.Body;
import io.dripwatch.sim.patient.Excursion;
import io.dripwatch.sim.patient.Infusing;
import io.dripwatch.sim.story.Delivery.Change;
import io.dripwatch.sim.story.Happening.Broken;
import io.dripwatch.sim.story.Happening.ClockJump;
import io.dripwatch.sim.story.Happening.Drift;
import io.dripwatch.sim.story.Happening.Lacking;
import io.dripwatch.sim.story.Happening.Machine;
import io.dripwatch.sim.story.Happening.Motion;
import io.dripwatch.sim.story.Happening.Off;
import io.dripwatch.sim.story.Happening.OtherPatient;
import io.dripwatch.sim.story.Happening.Pressed;
import io.dripwatch.sim.story.Happening.Sensor;
import io.dripwatch.sim.story.Happening.Stopped;
import io.dripwatch.sim.story.Story.Stage;
import io.dripwatch.sim.story.Story.Timed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A story laid out on one line of time: every moment is told since the story began. Immutable. */
public final class Course {
    private static final Duration INFLATED = Duration.ofSeconds(25);

    private final Story story;
    private final List<Delivery> deliveries;
    private final List<Duration> cuffs;
    private final List<Signal> signals;

    /**
     * An alarm that a device gives by itself.
     *
     * @param machine which device
     * @param from since the story began
     * @param until since the story began
     * @param alert what it tells
     */
    public record Signal(Machine machine, Duration from, Duration until, Alert alert) {}

    /**
     * A while on the line of time.
     *
     * @param from since the story began
     * @param until since the story began
     * @param what it is
     */
    public record While<T>(Duration from, Duration until, T what) {
        public boolean holdsAt(Duration at) {
            return at.compareTo(from) >= 0 && at.compareTo(until) < 0;
        }
    }

    /**
     * Lays a story out.
     *
     * @throws IllegalArgumentException where it contradicts itself
     */
    public Course(Story story) {
        this.story = story;
        this.deliveries = new Programme(story, minutes(story.stages().baseline().minutes())).deliveries();
        Stream<Duration> planned = Stream.of(Stage.values())
                .flatMap(stage -> story.stages().of(stage).cuffAtMinutes().stream()
                        .map(at -> beginOf(stage).plus(minutes(at))));
        this.cuffs = Stream.concat(planned, all(Pressed.class).map(this::at))
                .sorted()
                .distinct()
                .toList();
        this.signals = List.copyOf(signals(story));
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

    /** The alarms that a machine gives by itself. */
    public List<Signal> signals(Machine machine) {
        return signals.stream().filter(signal -> signal.machine() == machine).toList();
    }

    /** When the story is told. */
    public Duration end() {
        return beginOf(Stage.OBSERVATION)
                .plus(minutes(story.stages().observation().minutes()));
    }

    /** When a stage begins; observation begins when the dose ends, whenever that is. */
    public Duration beginOf(Stage stage) {
        return switch (stage) {
            case BASELINE -> Duration.ZERO;
            case DOSING -> minutes(story.stages().baseline().minutes());
            case OBSERVATION ->
                deliveries.stream()
                        .filter(step -> step.change() == Change.COMPLETE)
                        .findFirst()
                        .orElse(deliveries.get(deliveries.size() - 1))
                        .at();
        };
    }

    /** When something happens. */
    public Duration at(Timed<?> timed) {
        return beginOf(timed.in()).plus(timed.into());
    }

    /** Whether a sensor gives nothing. */
    public boolean lacks(Sensor sensor, Duration at) {
        return all(Lacking.class)
                .anyMatch(timed -> timed.what().sensor() == sensor
                        && during(timed, timed.what().time()).holdsAt(at));
    }

    /** Whether the cuff inflates on the arm of the probe and leaves it no pulse. */
    public boolean cuffSqueezesProbeAt(Duration at) {
        return story.patient().cuffOnProbeArm()
                && cuffs.stream().anyMatch(cuff -> new While<>(cuff.minus(INFLATED), cuff, cuff).holdsAt(at));
    }

    /** Whether the hand with the probe moves. */
    public boolean movesAt(Duration at) {
        return all(Motion.class)
                .anyMatch(timed -> during(timed, timed.what().time()).holdsAt(at));
    }

    /** Whether the monitor takes its patient for another. */
    public boolean otherPatientAt(Duration at) {
        return all(OtherPatient.class)
                .anyMatch(timed -> during(timed, timed.what().time()).holdsAt(at));
    }

    /** What the clock of a machine shows beyond the right time. */
    public Duration clockErrorAt(Machine machine, Duration at) {
        return all(ClockJump.class)
                .filter(timed -> timed.what().machine() == machine && at(timed).compareTo(at) <= 0)
                .map(timed -> timed.what().by())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** When and how the link of a machine breaks. */
    public List<While<Broken>> breaks(Machine machine) {
        return all(Broken.class)
                .filter(timed -> timed.what().machine() == machine)
                .map(timed -> during(timed, timed.what().time()))
                .toList();
    }

    /** When a machine goes off for good; null where it does not. */
    public @Nullable Duration offAt(Machine machine) {
        return all(Off.class)
                .filter(timed -> timed.what().machine() == machine)
                .map(this::at)
                .sorted()
                .findFirst()
                .orElse(null);
    }

    /** When a second monitor stands at the chair. */
    public List<While<Happening.SecondMonitor>> secondMonitors() {
        return all(Happening.SecondMonitor.class)
                .map(timed -> during(timed, timed.what().time()))
                .toList();
    }

    /** What the pump has delivered by then, keep-open included. */
    public double millilitresBy(Duration at) {
        return millilitresBy(at, false);
    }

    private double millilitresBy(Duration at, boolean onlyBoluses) {
        double millilitres = 0;
        for (Infusion stretch : stretches()) {
            if (onlyBoluses && !stretch.bolus()) {
                continue;
            }
            Duration until = at.compareTo(stretch.until()) < 0 ? at : stretch.until();
            millilitres += stretch.mlPerHour()
                    * Math.max(0, until.minus(stretch.from()).toMillis())
                    / 3_600_000;
        }
        return millilitres;
    }

    /** What of that went in as a bolus, beyond the programme. */
    public double bolusMlBy(Duration at) {
        return millilitresBy(at, true);
    }

    /** The body this story is about. */
    public Body.Plan bodyPlan() {
        List<Infusing> infusion = stretches().stream()
                .map(stretch -> new Infusing(stretch.from(), stretch.until(), mgPerKgPerMinute(stretch.mlPerHour())))
                .toList();
        List<Excursion> excursions = all(Drift.class)
                .map(timed -> new Excursion(
                        at(timed),
                        timed.what().leave(),
                        timed.what().stay(),
                        timed.what().comeBack(),
                        timed.what().reach()))
                .toList();
        return new Body.Plan(story.patient().resting(), story.patient().endOfDose(), infusion, excursions);
    }

    /** The programmed volume, mL. */
    public double programmedMl() {
        return Programme.programmedMl(story);
    }

    private List<Signal> signals(Story of) {
        List<Signal> all = new ArrayList<>();
        for (Timed<Happening> timed : of.happens()) {
            Duration from = at(timed);
            if (timed.what() instanceof Stopped stopped) {
                all.add(new Signal(Machine.PUMP, from, from.plus(stopped.time()), stopped.alert()));
            } else if (timed.what() instanceof Happening.Alarmed alarmed) {
                all.add(new Signal(alarmed.machine(), from, from.plus(alarmed.time()), alarmed.alert()));
            }
        }
        return all;
    }

    private <T extends Happening> While<T> during(Timed<T> timed, Duration time) {
        return new While<>(at(timed), at(timed).plus(time), timed.what());
    }

    private <T extends Happening> Stream<Timed<T>> all(Class<T> kind) {
        return story.happens().stream()
                .filter(timed -> kind.isInstance(timed.what()))
                .map(timed -> new Timed<>(timed.in(), timed.into(), kind.cast(timed.what())));
    }

    private record Infusion(Duration from, Duration until, double mlPerHour, boolean bolus) {}

    private List<Infusion> stretches() {
        List<Infusion> stretches = new ArrayList<>();
        for (int i = 0; i + 1 < deliveries.size(); i++) {
            Delivery now = deliveries.get(i);
            boolean bolus = now.change() == Change.BOLUS;
            stretches.add(new Infusion(now.at(), deliveries.get(i + 1).at(), now.mlPerHour(), bolus));
        }
        return stretches;
    }

    private double mgPerKgPerMinute(double mlPerHour) {
        return mlPerHour * story.order().mgPerMl() / story.patient().weightKg() / 60;
    }

    private static Duration minutes(double minutes) {
        return Duration.ofMillis(Math.round(minutes * 60_000));
    }
}
