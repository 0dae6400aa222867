package io.dripwatch.sim.load;

/**
 * When messages are due. Monitors take turns, so that each sends at the same steady pace, and the turns are known in
 * advance: a server that answers late does not move them.
 */
final class Schedule {
    private final int monitors;
    private final double nanosPerMessage;
    private final long lengthNanos;
    private boolean begun;
    private long beginNanos;
    private long endNanos;
    private long beginMillis;

    /** Nothing is due before it begins. */
    Schedule(LoadPlan plan) {
        monitors = plan.monitors();
        nanosPerMessage = plan.messagesPerSecond() == 0 ? 0 : 1e9 / plan.messagesPerSecond();
        lengthNanos = plan.duration().toNanos();
    }

    /**
     * Begins.
     *
     * @param nowNanos on the clock of {@link System#nanoTime}
     * @param nowMillis the same moment on the wall
     */
    void begin(long nowNanos, long nowMillis) {
        begun = true;
        beginNanos = nowNanos;
        endNanos = nowNanos + lengthNanos;
        beginMillis = nowMillis;
    }

    boolean hasBegun() {
        return begun;
    }

    /** When a monitor's message is due; now where there is no pace to keep. */
    long due(int monitor, long number, long nowNanos) {
        return nanosPerMessage == 0
                ? nowNanos
                : beginNanos + (long) ((number * (double) monitors + monitor) * nanosPerMessage);
    }

    /** Whether a message due at this moment belongs to the load at all. */
    boolean includes(long dueNanos) {
        return begun && dueNanos < endNanos;
    }

    long millisAt(long nanos) {
        return beginMillis + Math.floorDiv(nanos - beginNanos, 1_000_000L);
    }

    /** How many messages of this monitor are due by then; 0 where there is no pace to keep. */
    long dueBy(int monitor, long nanos) {
        if (nanosPerMessage == 0) {
            return 0;
        }
        long limit = Math.min(nanos, endNanos);
        long number = (long) Math.max(0, ((limit - beginNanos) / nanosPerMessage - monitor) / monitors - 2);
        while (due(monitor, number, nanos) < limit) {
            number++;
        }
        return number;
    }

    long beginNanos() {
        return beginNanos;
    }

    long endNanos() {
        return endNanos;
    }
}
