package io.dripwatch.sim.load;

import io.dripwatch.sim.load.LoadResult.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The scores of all destinations, and what they come to together; used by one thread. */
final class Scores {
    private final Map<Destination, Score> each = new LinkedHashMap<>();
    private final Histogram ofThisSecond = Score.latencies();
    private final List<Second> seconds = new ArrayList<>();

    /**
     * Begins at nothing.
     *
     * @param sightings told of every message; null where no screen looks on
     */
    Scores(List<Destination> destinations, Ledger ledger, @Nullable Sightings sightings) {
        for (Destination destination : destinations) {
            each.computeIfAbsent(destination, fresh -> new Score(ledger, sightings));
        }
    }

    Score of(Destination destination) {
        Score score = each.get(destination);
        if (score == null) {
            throw new IllegalArgumentException("expected a destination of this load, got " + destination);
        }
        return score;
    }

    /** Ends a second for all, and tells what was in it. */
    Second secondIsOver() {
        long sent = 0;
        long outstanding = 0;
        ofThisSecond.reset();
        for (Score score : each.values()) {
            Second second = score.secondIsOver(ofThisSecond);
            sent += second.sent();
            outstanding += second.outstanding();
        }
        Second whole = Second.of(seconds.size() + 1, sent, outstanding, ofThisSecond);
        seconds.add(whole);
        return whole;
    }

    long lastAnswerNanos() {
        return each.values().stream().mapToLong(Score::lastAnswerNanos).max().orElseThrow();
    }

    LoadResult result(Duration elapsed) {
        List<Part> parts = new ArrayList<>();
        each.forEach((destination, score) -> parts.add(new Part(destination, score.result(elapsed))));
        return LoadResult.of(parts, elapsed, seconds);
    }
}
