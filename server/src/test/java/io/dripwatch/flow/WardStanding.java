package io.dripwatch.flow;

import io.dripwatch.session.Limit;
import io.dripwatch.session.Limit.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a value stands against one limit. */
final class WardStanding {
    final Limit limit;
    final double sound;
    private final double clear;
    private final @Nullable Double atOnce;

    @Nullable
    Instant since;

    private double deepest;

    WardStanding(Limit limit, double sound, double clear, @Nullable Double atOnce) {
        this.limit = limit;
        this.sound = sound;
        this.clear = clear;
        this.atOnce = atOnce;
    }

    boolean same(WardStanding other) {
        return limit.equals(other.limit)
                && sound == other.sound
                && clear == other.clear
                && Objects.equals(atOnce, other.atOnce);
    }

    boolean low() {
        return limit.side() == Side.LOW;
    }

    void value(double value, Instant at) {
        boolean beyond = low() ? value < sound : value > sound;
        boolean well = low() ? value >= clear : value <= clear;
        if (since == null && beyond) {
            since = at;
            deepest = value;
        } else if (well) {
            since = null;
        } else if (since != null) {
            deepest = low() ? Math.min(deepest, value) : Math.max(deepest, value);
        }
    }

    Duration shortest() {
        Duration whole = limit.delay().condition();
        if (atOnce == null) {
            return whole;
        }
        double range = low() ? sound - atOnce : atOnce - sound;
        double depth = low() ? sound - deepest : deepest - sound;
        return range <= 0 || depth >= range
                ? Duration.ZERO
                : Duration.ofMillis((long) Math.floor(whole.toMillis() * (1 - depth / range)));
    }
}
