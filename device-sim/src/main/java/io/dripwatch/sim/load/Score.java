package io.dripwatch.sim.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What all connections have achieved so far; used by one thread. */
final class Score {
    private final Histogram latency = new Histogram(TimeUnit.HOURS.toNanos(1), 3);
    private final Ledger ledger;
    private final @Nullable Sightings sightings;
    private final Histogram ofThisSecond = new Histogram(TimeUnit.HOURS.toNanos(1), 3);
    private final List<Second> seconds = new ArrayList<>();
    private long sentBefore;
    private long sent;
    private long resent;
    private long acknowledged;
    private long refused;
    private long connections;
    private long lastAnswerNanos = System.nanoTime();

    /**
     * Begins at nothing.
     *
     * @param sightings told of every message; null where no screen looks on
     */
    Score(Ledger ledger, @Nullable Sightings sightings) {
        this.ledger = ledger;
        this.sightings = sightings;
    }

    void sent(int monitor, long measuredAtMillis, long dueNanos) {
        sent++;
        if (sightings != null) {
            sightings.sent(monitor, measuredAtMillis, dueNanos);
        }
    }

    void resent() {
        resent++;
    }

    void connected() {
        connections++;
    }

    void refused(long nowNanos) {
        refused++;
        lastAnswerNanos = nowNanos;
    }

    void kept(int monitor, long number, long measuredAtMillis, long waitedNanos, long nowNanos) {
        acknowledged++;
        lastAnswerNanos = nowNanos;
        latency.recordValue(Math.min(waitedNanos, latency.getHighestTrackableValue()));
        ofThisSecond.recordValue(Math.min(waitedNanos, latency.getHighestTrackableValue()));
        ledger.kept(monitor, number, measuredAtMillis);
    }

    /** Ends a second, and tells what was in it. */
    Second secondIsOver() {
        Second second = new Second(
                seconds.size() + 1,
                sent - sentBefore,
                ofThisSecond.getTotalCount(),
                sent - acknowledged - refused,
                ofThisSecond.getValueAtPercentile(50),
                ofThisSecond.getValueAtPercentile(99),
                ofThisSecond.getMaxValue());
        seconds.add(second);
        sentBefore = sent;
        ofThisSecond.reset();
        return second;
    }

    long sentSoFar() {
        return sent;
    }

    long lastAnswerNanos() {
        return lastAnswerNanos;
    }

    LoadResult result(long unanswered, long unsent, long firstConnections, Duration elapsed) {
        return new LoadResult(
                sent,
                resent,
                acknowledged,
                acknowledged * Stencil.READINGS,
                refused,
                unanswered,
                unsent,
                Math.max(0, connections - firstConnections),
                elapsed,
                latency,
                seconds);
    }
}
