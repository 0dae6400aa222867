package io.dripwatch.sim.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What all connections to one destination have achieved so far; used by one thread. */
final class Score {
    private final Histogram latency = latencies();
    private final Ledger ledger;
    private final @Nullable Sightings sightings;
    private final Histogram ofThisSecond = latencies();
    private final List<Second> seconds = new ArrayList<>();
    private long sentBefore;
    private long sent;
    private long resent;
    private long acknowledged;
    private long refused;
    private long givenUp;
    private long connected;
    private long connections;
    private long unanswered;
    private long unsent;
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

    /** For nanoseconds of up to an hour. */
    static Histogram latencies() {
        return new Histogram(TimeUnit.HOURS.toNanos(1), 3);
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
        connected++;
    }

    /**
     * A connection has ended for good.
     *
     * @param withoutAnswer messages that it has sent and that had no answer
     * @param neverSent messages that were due on it and not sent
     */
    void over(long withoutAnswer, long neverSent) {
        connections++;
        unanswered += withoutAnswer;
        unsent += neverSent;
    }

    /** A negative acknowledgement, after which the message is sent again or not. */
    void refused(boolean again, long nowNanos) {
        refused++;
        givenUp += again ? 0 : 1;
        lastAnswerNanos = nowNanos;
    }

    void kept(int monitor, long number, long measuredAtMillis, long waitedNanos, long nowNanos) {
        acknowledged++;
        lastAnswerNanos = nowNanos;
        latency.recordValue(Math.min(waitedNanos, latency.getHighestTrackableValue()));
        ofThisSecond.recordValue(Math.min(waitedNanos, latency.getHighestTrackableValue()));
        ledger.kept(monitor, number, measuredAtMillis);
    }

    /**
     * Ends a second, and tells what was in it.
     *
     * @param all to which its latencies are added
     */
    Second secondIsOver(Histogram all) {
        Second second = Second.of(seconds.size() + 1, sent - sentBefore, sent - acknowledged - givenUp, ofThisSecond);
        seconds.add(second);
        all.add(ofThisSecond);
        sentBefore = sent;
        ofThisSecond.reset();
        return second;
    }

    long lastAnswerNanos() {
        return lastAnswerNanos;
    }

    LoadResult result(Duration elapsed) {
        return new LoadResult(
                sent,
                resent,
                acknowledged,
                acknowledged * Stencil.READINGS,
                refused,
                unanswered,
                unsent,
                Math.max(0, connected - connections),
                elapsed,
                latency,
                seconds,
                List.of());
    }
}
