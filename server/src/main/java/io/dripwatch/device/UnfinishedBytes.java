package io.dripwatch.device;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that messages may take together while they are not whole, over all listeners. Small ones are free, so that
 * a crowd of large ones never keeps an ordinary monitor from speaking; what goes beyond is taken from a common store,
 * and who finds it empty is let go and sends again. Safe from every thread.
 */
public final class UnfinishedBytes {
    /** As much as each connection may hold without asking. */
    public static final int FREE = 16 * 1024;

    private static final long USUAL = 64L * 1024 * 1024;

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    /** @param most that may be taken at the same time; at least one free share */
    public UnfinishedBytes(long most) {
        if (most < FREE) {
            throw new IllegalArgumentException("expected room for unfinished messages, got " + most + " bytes");
        }
        this.most = most;
    }

    /** 64 MiB. */
    public static UnfinishedBytes usual() {
        return new UnfinishedBytes(USUAL);
    }

    /** What is taken now, in bytes. */
    public long taken() {
        return taken.get();
    }

    /** The share of a connection, which takes nothing yet. */
    public Share share() {
        return new Share();
    }

    /** What one connection holds. For its own thread only. */
    public final class Share {
        private long held;

        private Share() {}

        /**
         * The connection holds so many bytes now.
         *
         * @return whether there was room; where not, it must let go of them
         */
        public boolean holds(long bytes) {
            long wanted = Math.max(0, bytes - FREE);
            long more = wanted - held;
            if (!take(more)) {
                return false;
            }
            held = wanted;
            return true;
        }

        /** More is never taken than there is, not even for a moment. */
        private boolean take(long more) {
            long before = taken.get();
            while (more <= 0 || before + more <= most) {
                if (taken.compareAndSet(before, before + more)) {
                    return true;
                }
                before = taken.get();
            }
            return false;
        }

        /** It holds nothing any more. */
        public void leave() {
            holds(0);
        }
    }
}
