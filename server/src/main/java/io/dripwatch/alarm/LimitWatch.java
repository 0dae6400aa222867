package io.dripwatch.alarm;

import io.dripwatch.session.Limit;
import io.dripwatch.vitals.Numbers;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Watches one limit: has the value been beyond it for long enough, and has it come back far enough?
 *
 * <p>Coming down is stricter than going up: the condition begins beyond {@code sound} and ends only at {@code clear},
 * so that a value that trembles at the limit gives one alarm and not twenty.
 */
final class LimitWatch {
    private final Limit limit;
    private final double sound;
    private final double clear;
    private @Nullable Instant beyondSince;

    LimitWatch(Limit limit, double sound, double clear) {
        this.limit = limit;
        this.sound = sound;
        this.clear = clear;
    }

    void value(double value, Instant at) {
        if (beyondSince == null) {
            if (beyond(value, sound)) {
                beyondSince = at;
            }
        } else if (!beyond(value, clear)) {
            beyondSince = null;
        }
    }

    /** Takes up where an alarm stood: beyond the limit if the alarm is there and at least as urgent as this limit. */
    void resume(Alarm alarm) {
        boolean beyond = alarm.state() == Alarm.State.ACTIVE && limit.priority().compareTo(alarm.priority()) <= 0;
        beyondSince = beyond ? alarm.since().minus(limit.delay().condition()) : null;
    }

    /** Takes up where nothing was wrong. */
    void calm() {
        beyondSince = null;
    }

    boolean present(Instant now) {
        return beyondSince != null
                && !now.isBefore(beyondSince.plus(limit.delay().condition()));
    }

    Limit limit() {
        return limit;
    }

    double sound() {
        return sound;
    }

    Condition condition(double value, @Nullable Double baseline) {
        String sign = limit.side() == Limit.Side.LOW ? " < " : " > ";
        String text = limit.metric().label() + " " + Numbers.plain(shown(value)) + sign + Numbers.plain(shown(sound));
        if (limit.sound().needsBaseline() && baseline != null) {
            text += " (baseline " + Numbers.plain(shown(baseline)) + ")";
        }
        return new Condition(limit.priority(), limit.handling().latching(), value, sound, text);
    }

    private boolean beyond(double value, double bound) {
        return limit.side() == Limit.Side.LOW ? value < bound : value > bound;
    }

    private static double shown(double value) {
        return Math.rint(value * 10) / 10;
    }
}
