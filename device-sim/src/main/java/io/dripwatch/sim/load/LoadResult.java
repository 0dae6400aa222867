package io.dripwatch.sim.load;

import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/**
 * What became of the load.
 *
 * @param sent messages, each once however often it was resent
 * @param resent repetitions after a lost connection or a refusal
 * @param acknowledged messages with a positive acknowledgement, each once
 * @param readingsAcknowledged numbers in those
 * @param refused negative acknowledgements
 * @param unanswered messages that were sent and had no answer by the end
 * @param unsent messages that were due but never fitted into a window
 * @param reconnects after the first connection of each
 * @param elapsed from the first due message, once the connections are up, to the last answer, at least the planned
 *     duration unless ended early
 * @param latency nanoseconds from when a message was due to its positive acknowledgement
 * @param seconds the course of it
 * @param parts the same for each destination; none in a part
 */
public record LoadResult(
        long sent,
        long resent,
        long acknowledged,
        long readingsAcknowledged,
        long refused,
        long unanswered,
        long unsent,
        long reconnects,
        Duration elapsed,
        Histogram latency,
        List<Second> seconds,
        List<Part> parts) {
    public LoadResult {
        seconds = List.copyOf(seconds);
        parts = List.copyOf(parts);
    }

    /** What became of the share of one destination. */
    public record Part(Destination destination, LoadResult result) {}

    /** What the parts come to together. */
    static LoadResult of(List<Part> parts, Duration elapsed, List<Second> seconds) {
        Histogram latency = Score.latencies();
        parts.forEach(part -> latency.add(part.result().latency()));
        return new LoadResult(
                sum(parts, LoadResult::sent),
                sum(parts, LoadResult::resent),
                sum(parts, LoadResult::acknowledged),
                sum(parts, LoadResult::readingsAcknowledged),
                sum(parts, LoadResult::refused),
                sum(parts, LoadResult::unanswered),
                sum(parts, LoadResult::unsent),
                sum(parts, LoadResult::reconnects),
                elapsed,
                latency,
                seconds,
                parts);
    }

    private static long sum(List<Part> parts, ToLongFunction<LoadResult> number) {
        return parts.stream()
                .mapToLong(part -> number.applyAsLong(part.result()))
                .sum();
    }

    public double messagesPerSecond() {
        return acknowledged / (elapsed.toNanos() / 1e9);
    }

    public double readingsPerSecond() {
        return readingsAcknowledged / (elapsed.toNanos() / 1e9);
    }

    /** The latency that this share of messages did not exceed. */
    public Duration latencyAt(double percentile) {
        return Duration.ofNanos(latency.getValueAtPercentile(percentile));
    }

    public Duration longestLatency() {
        return Duration.ofNanos(latency.getMaxValue());
    }
}
