package io.dripwatch.device;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Notices that a connection has given no sign of life for too long: a cable that was pulled ends no connection by
 * itself. For the connection's context only.
 */
public final class Silence {
    private static final long NONE = -1;

    private final Vertx vertx;
    private final BooleanSupplier listening;
    private final Runnable tooLong;
    private boolean heard;
    private int checks;
    private long timer = NONE;

    /**
     * Nothing is noticed before it begins.
     *
     * @param listening whether something could be heard; not while the server itself does not read
     * @param tooLong what is done, once
     */
    public Silence(Vertx vertx, BooleanSupplier listening, Runnable tooLong) {
        this.vertx = vertx;
        this.listening = listening;
        this.tooLong = tooLong;
    }

    /**
     * Begins to listen.
     *
     * @param longest after how long without a sign of life the connection is given up, at least 2 ms; it may take half
     *     as long again
     */
    public void begin(Duration longest) {
        timer = vertx.setPeriodic(longest.toMillis() / 2, due -> check());
    }

    /** A sign of life. */
    public void broken() {
        heard = true;
    }

    /** The connection is over. */
    public void end() {
        if (timer != NONE) {
            vertx.cancelTimer(timer);
            timer = NONE;
        }
    }

    private void check() {
        checks = heard || !listening.getAsBoolean() ? 0 : checks + 1;
        heard = false;
        if (checks == 2) {
            end();
            tooLong.run();
        }
    }
}
