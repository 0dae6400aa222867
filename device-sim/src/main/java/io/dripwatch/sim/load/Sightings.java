package io.dripwatch.sim.load;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** When readings were due, and when a screen showed them. The load sends on one thread, the screen sees on another. */
final class Sightings {
    private record Moment(int monitor, long measuredAtMillis) {}

    private final Map<Moment, Long> dueNanos = new HashMap<>();
    private final Histogram latency = new Histogram(TimeUnit.HOURS.toNanos(1), 3);

    synchronized void sent(int monitor, long measuredAtMillis, long due) {
        dueNanos.put(new Moment(monitor, measuredAtMillis), due);
    }

    /** A screen shows what this monitor measured then; only the first time counts. */
    synchronized void seen(int monitor, long measuredAtMillis, long nowNanos) {
        Long due = dueNanos.remove(new Moment(monitor, measuredAtMillis));
        if (due != null) {
            latency.recordValue(Math.max(0, Math.min(nowNanos - due, latency.getHighestTrackableValue())));
        }
        if (dueNanos.isEmpty()) {
            notifyAll();
        }
    }

    /** Waits until everything was seen, but not for longer than that. */
    synchronized void await(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        for (long left = nanos; !dueNanos.isEmpty() && left > 0; left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /**
     * Messages that no screen has shown: a newer one of the same monitor came before they were drawn, or they are lost.
     */
    synchronized int unseen() {
        return dueNanos.size();
    }

    /** From when a message was due to its values on a screen, nanoseconds. */
    synchronized Histogram latency() {
        return latency.copy();
    }
}
