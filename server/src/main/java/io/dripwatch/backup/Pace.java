package io.dripwatch.backup;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How much of the machine long work may take: a gentle one rests again and again, about as long as it has worked, so
 * that whoever waits for the disk or the processor meanwhile gets it. For one thread.
 */
public final class Pace {
    private static final long REST_FROM_COPYING_NANOS = Duration.ofMillis(8).toNanos();
    private static final long REST_FROM_READING_NANOS = Duration.ofMillis(1).toNanos();
    private static final int READ_A_STRETCH = 4_096;

    private final boolean rests;
    private int read;

    private Pace(boolean rests) {
        this.rests = rests;
    }

    /** For work beside a server that watches people. */
    public static Pace gentle() {
        return new Pace(true);
    }

    /** For work that nothing else waits for. */
    public static Pace flatOut() {
        return new Pace(false);
    }

    /** About a megabyte was copied. */
    void copied() {
        if (rests) {
            LockSupport.parkNanos(REST_FROM_COPYING_NANOS);
        }
    }

    /** A row or a reading was read. */
    void read() {
        if (++read % READ_A_STRETCH == 0 && rests) {
            LockSupport.parkNanos(REST_FROM_READING_NANOS);
        }
    }
}
