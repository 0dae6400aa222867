package io.dripwatch.device.hl7;

import io.vertx.core.Context;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The queue of the connections that have sent more than one turn's worth. Some of them have their turn, then the event
 * loop looks at the sockets again: however many send however much, whoever sends little is not kept waiting for them.
 * Used by one event loop alone.
 */
final class Turns {
    /**
     * A timer and not the queue of the event loop: that one is emptied before the sockets are looked at, and a task
     * that puts itself back into it is never done.
     */
    private static final long BETWEEN_MS = 1;

    /** Some milliseconds of work: with fewer, a busy room would wait for the timer and not for the server. */
    private static final int AT_A_TIME = 32;

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean due;

    /** Lets {@code turn} run when those before it have had theirs; it may ask for another one. */
    void queue(Context context, Runnable turn) {
        waiting.add(turn);
        later(context);
    }

    private void later(Context context) {
        if (!due && !waiting.isEmpty()) {
            due = true;
            context.owner().setTimer(BETWEEN_MS, id -> some(context));
        }
    }

    private void some(Context context) {
        due = false;
        try {
            for (int i = 0; i < AT_A_TIME && !waiting.isEmpty(); i++) {
                waiting.remove().run();
            }
        } finally {
            later(context);
        }
    }
}
