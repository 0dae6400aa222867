package io.dripwatch.alarm;

import io.dripwatch.session.Limit;
import io.dripwatch.session.Limit.Side;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Said;
import io.dripwatch.vitals.Sentence;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Watches one limit: has the value been beyond it for long enough, and has it come back far enough?
 *
 * <p>Coming down is stricter than going up: the condition begins beyond {@code sound} and ends only at {@code clear},
 * so that a value that trembles at the limit gives one alarm and not twenty.
 */
final class LimitWatch {
    /** The advice until a second reading says the same. */
    static final String REPEAT = "Repeat the measurement";

    private final Limit limit;
    private final Place place;
    private final @Nullable Extremes extremes;
    private @Nullable Instant beyondSince;
    private boolean begun;
    private @Nullable Instant measuredAt;
    private double deepest;
    private double change;
    private boolean confirmed;

    /**
     * Where a limit lies for this patient.
     *
     * @param sound in the metric's unit
     * @param clear in the metric's unit
     * @param atOnce where no condition delay is left, in the metric's unit; null where depth does not matter
     * @param note what the text says of it in brackets: "baseline 120"; empty for nothing
     * @param origin where it came from
     */
    record Place(double sound, double clear, @Nullable Double atOnce, Sentence note, Sentence origin) {}

    LimitWatch(Limit limit, Place place) {
        this.limit = limit;
        this.place = place;
        Duration over = limit.delay().over();
        this.extremes = over.isZero() ? null : new Extremes(over, limit.side());
    }

    void value(double value, Instant at) {
        begun = true;
        double watched = value;
        if (extremes != null) {
            change = extremes.change(value, at);
            watched = change;
        }
        boolean begins = beyondSince == null && beyond(watched, place.sound);
        if (begins) {
            beyondSince = at;
            deepest = watched;
            confirmed = false;
        } else if (beyondSince != null && !beyond(watched, place.clear)) {
            calm();
        } else if (beyondSince != null && !at.equals(measuredAt)) {
            confirmed |= beyond(watched, place.sound);
            deepest = beyond(watched, deepest) ? watched : deepest;
        }
        measuredAt = beyondSince == null ? null : at;
    }

    /** Takes up where an alarm stood: beyond the limit if the alarm is there and at least as urgent as this limit. */
    void resume(Alarm alarm) {
        boolean beyond = alarm.state() == Alarm.State.ACTIVE && limit.priority().compareTo(alarm.priority()) <= 0;
        Condition condition = alarm.condition();
        beyondSince = beyond ? alarm.since().minus(limit.delay().condition()) : null;
        measuredAt = beyond ? condition.timing().measuredAt() : null;
        deepest = place.sound;
        confirmed = !condition.advice().equals(REPEAT);
    }

    /** Takes up where nothing was wrong. */
    void calm() {
        beyondSince = null;
        measuredAt = null;
    }

    /** The value of this moment never was. */
    void withdraw(Instant at) {
        if (at.equals(beyondSince)) {
            calm();
        }
    }

    /** Whether it has taken any value into account. */
    boolean begun() {
        return begun;
    }

    boolean present(Instant now) {
        return beyondSince != null && !now.isBefore(beyondSince.plus(delay()));
    }

    /** The condition delay; the deeper the value has been, the less of it is left. */
    private Duration delay() {
        Duration whole = limit.delay().condition();
        if (place.atOnce == null || whole.isZero()) {
            return whole;
        }
        double most = Math.abs(place.sound - place.atOnce);
        boolean none = !beyond(place.atOnce, place.sound) || !beyond(place.atOnce, deepest);
        double left = none ? 0 : 1 - Math.abs(deepest - place.sound) / most;
        return Duration.ofMillis(Math.round(whole.toMillis() * left));
    }

    Limit limit() {
        return limit;
    }

    AlarmKind kind() {
        return AlarmKind.of(limit);
    }

    double sound() {
        return place.sound;
    }

    /** Whether the other one watches the same limit at the same place. */
    boolean same(LimitWatch other) {
        return limit.equals(other.limit) && place.equals(other.place);
    }

    /** The condition, with the value to be shown. */
    Condition condition(double value) {
        boolean level = extremes == null;
        Sentence text = level ? level(value) : change(value);
        Limit.Handling handling = limit.handling();
        return new Condition(
                limit.priority(),
                handling.latching(),
                true,
                value,
                level ? (Double) place.sound : null,
                place.note.isEmpty() ? text : Sentence.of("{} ({})", text, place.note),
                handling.confirm() && !confirmed ? REPEAT : handling.advice(),
                place.origin,
                new Condition.Timing(measuredAt, delay(), limit.delay().signal()));
    }

    /** A value that has come back beyond the limit, but not far enough, is not said to be beyond it. */
    private Sentence level(double value) {
        Metric metric = limit.metric();
        String pattern = beyond(value, place.sound)
                ? (limit.side() == Side.LOW ? "{} {} < {}" : "{} {} > {}")
                : "{} {}, limit {}";
        return Sentence.of(pattern, metric, Said.of(metric, value), Said.of(metric, place.sound));
    }

    private Sentence change(double value) {
        Metric metric = limit.metric();
        long seconds = limit.delay().over().toSeconds();
        boolean minutes = seconds >= 120 && seconds % 60 == 0;
        double by = Math.abs(beyondSince == null || change == 0 ? place.sound : change);
        Sentence time = minutes ? Sentence.of("{} min", seconds / 60) : Sentence.of("{} s", seconds);
        String pattern = limit.side() == Side.LOW ? "{} {}: down {} in {}" : "{} {}: up {} in {}";
        return Sentence.of(pattern, metric, Said.of(metric, value), Said.change(metric, by), time);
    }

    private boolean beyond(double value, double bound) {
        return limit.side() == Side.LOW ? value < bound : value > bound;
    }
}
