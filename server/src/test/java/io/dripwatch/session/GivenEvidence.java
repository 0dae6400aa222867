package io.dripwatch.session;

import io.dripwatch.vitals.Measure;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evidence that a test lays down. */
final class GivenEvidence implements Evidence {
    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final Map<Measure, Taken> taken = new HashMap<>();

    GivenEvidence with(Measure what, double value) {
        return with(what, value, NOW);
    }

    GivenEvidence with(Measure what, double value, Instant at) {
        taken.put(what, new Taken(value, at));
        return this;
    }

    GivenEvidence without(Measure what) {
        taken.remove(what);
        return this;
    }

    @Override
    public Duration observed(Instant now) {
        return Duration.ZERO;
    }

    @Override
    public @Nullable Taken last(Measure what) {
        return taken.get(what);
    }
}
