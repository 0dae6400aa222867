package io.dripwatch.sim.load;

import org.HdrHistogram.Histogram;

/**
 * One second of a load.
 *
 * @param number from 1
 * @param sent messages in it
 * @param acknowledged messages in it
 * @param outstanding messages that had no answer at its end
 * @param medianNanos latency of those acknowledged in it; 0 where there were none
 * @param p99Nanos latency that 99 of 100 of them did not exceed
 * @param longestNanos the longest latency of them
 */
public record Second(
        int number,
        long sent,
        long acknowledged,
        long outstanding,
        long medianNanos,
        long p99Nanos,
        long longestNanos) {

    /**
     * From the latencies of what was acknowledged in it.
     *
     * @param latency nanoseconds
     */
    static Second of(int number, long sent, long outstanding, Histogram latency) {
        return new Second(
                number,
                sent,
                latency.getTotalCount(),
                outstanding,
                latency.getValueAtPercentile(50),
                latency.getValueAtPercentile(99),
                latency.getMaxValue());
    }
}
