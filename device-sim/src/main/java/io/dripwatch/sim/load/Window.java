package io.dripwatch.sim.load;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The messages of one connection that wait for an answer, by their sequence number. A lost connection rewinds it: what
 * was not answered goes out again, what was answered never counts twice. What was refused may go out once more.
 */
final class Window {
    private final long[] dueNanos;
    private final long[] measuredAtMillis;
    private final boolean[] answered;
    private final Deque<Refused> refused = new ArrayDeque<>();
    private long oldest;
    private long cursor;
    private long next;

    /** A message that goes out again at a time. */
    private record Refused(long sequence, long againNanos) {}

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

    /** The next message to send again now, which then counts as sent; negative where there is none. */
    long resend(long now) {
        while (cursor < next) {
            long sequence = cursor++;
            if (isOpen(sequence)) {
                return sequence;
            }
        }
        while (!refused.isEmpty() && refused.peek().againNanos <= now) {
            long sequence = refused.remove().sequence;
            if (isOpen(sequence)) {
                return sequence;
            }
        }
        return -1;
    }

    /**
     * Takes an answer that asks for the message once more.
     *
     * @param againNanos when it may go out, never earlier than those before it
     * @return false where it was answered before or never sent
     */
    boolean refuse(long sequence, long againNanos) {
        boolean open = isOpen(sequence);
        if (open) {
            refused.add(new Refused(sequence, againNanos));
        }
        return open;
    }

    /** Takes an answer; false where this message was answered before or never sent. */
    boolean answer(long sequence) {
        if (!isOpen(sequence)) {
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
        refused.clear();
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

    private boolean isOpen(long sequence) {
        return sequence >= oldest && sequence < next && !answered[slot(sequence)];
    }

    private int slot(long sequence) {
        return (int) (sequence % answered.length);
    }
}
