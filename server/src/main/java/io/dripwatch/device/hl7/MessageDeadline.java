package io.dripwatch.device.hl7;

import io.vertx.core.Vertx;

/** The time that a message has from its first byte to its last. For its connection's context only. */
final class MessageDeadline {
    private static final long NONE = -1;

    private final Vertx vertx;
    private final Runnable late;
    private long timer = NONE;

    /** @param late what is done when the time is over */
    MessageDeadline(Vertx vertx, Runnable late) {
        this.vertx = vertx;
        this.late = late;
    }

    /** Something has begun, and was not watched yet: it has so many milliseconds from now on. */
    void begin(long millis) {
        if (timer == NONE) {
            timer = vertx.setTimer(millis, over -> {
                timer = NONE;
                late.run();
            });
        }
    }

    /** It has ended, or nobody waits for it. */
    void end() {
        if (timer != NONE) {
            vertx.cancelTimer(timer);
            timer = NONE;
        }
    }
}
