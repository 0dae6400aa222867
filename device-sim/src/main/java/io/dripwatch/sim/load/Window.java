package io.dripwatch.sim.load;

/**
 * The messages of one connection that wait for an answer, by their sequence number. A lost connection rewinds it: what
 * was not answered goes out again, what was answered never counts twice.
 */
final class Window {
    private final long[] dueNanos;
    private final long[] measuredAtMillis;
    private final boolean[] answered;
    private long oldest;
    private long cursor;
    private long next;

    Window(int size) {
        dueNanos = new long[size];
        measuredAtMillis = new long[size];
        answered = new boolean[size];
    }

    boolean isFull() {
        return next - oldest == answered.length;
    }

    boolean isEmpty() {
        return next == oldest;
    }

    /** The sequence number of the message that would be admitted next; also how many have been. */
    long next() {
        return next;
    }

    /** Lets one more message in; it counts as sent on this connection. */
    void admit(long due, long measuredAt) {
        int slot = slot(next);
        dueNanos[slot] = due;
        measuredAtMillis[slot] = measuredAt;
        answered[slot] = false;
        next++;
        cursor = next;
    }

    /** The next message to send again, which then counts as sent; negative where there is none. */
    long resend() {
        while (cursor < next) {
            long sequence = cursor++;
            if (!answered[slot(sequence)]) {
                return sequence;
            }
        }
        return -1;
    }

    /** Takes an answer; false where this message was answered before or never sent. */
    boolean answer(long sequence) {
        if (sequence < oldest || sequence >= next || answered[slot(sequence)]) {
            return false;
        }
        answered[slot(sequence)] = true;
        while (oldest < next && answered[slot(oldest)]) {
            oldest++;
        }
        return true;
    }

    /** The connection is gone: everything unanswered is to be sent again. */
    void rewind() {
        cursor = oldest;
    }

    /** How many messages have no answer. */
    int unanswered() {
        int count = 0;
        for (long sequence = oldest; sequence < next; sequence++) {
            count += answered[slot(sequence)] ? 0 : 1;
        }
        return count;
    }

    /** When an admitted message was due. */
    long dueNanos(long sequence) {
        return dueNanos[slot(sequence)];
    }

    /** The measuring time of an admitted message. */
    long measuredAtMillis(long sequence) {
        return measuredAtMillis[slot(sequence)];
    }

    private int slot(long sequence) {
        return (int) (sequence % answered.length);
    }
}
