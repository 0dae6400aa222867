package io.dripwatch.outbound;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Work for another system on a thread of its own, round after round, so that nothing live ever waits for it. While a
 * round fails the pauses grow.
 */
public final class Rounds {
    private static final Duration STOP = Duration.ofSeconds(1);

    private final Work work;
    private final Pauses pauses;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable String away;
    private int failures;

    /**
     * How long it waits.
     *
     * @param idle after a round that left nothing to do
     * @param away after one that failed
     */
    public record Pauses(Duration idle, Backoff away) {}

    /** What is done in a round. On the one thread; may block. */
    public interface Work {
        /**
         * Does a share of the work.
         *
         * @return whether there may be more
         * @throws Exception where the other system takes nothing; it is asked again
         */
        boolean round() throws Exception;

        /**
         * A round has failed.
         *
         * @param first whether the one before had not
         * @return why, as a sentence on the screens ends
         */
        String failed(Exception why, boolean first);

        /** A round went well after others that had failed. */
        void answersAgain();
    }

    /** Rounds that do not run yet. */
    public Rounds(String thread, Pauses pauses, Work work) {
        this.work = work;
        this.pauses = pauses;
        this.thread = new Thread(this::run, thread);
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Why the other system takes nothing; null where it does. Any thread. */
    public @Nullable String away() {
        return away;
    }

    private void run() {
        boolean over = false;
        while (!over) {
            Duration pause = round();
            try {
                over = ending.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                over = true;
            }
        }
    }

    private Duration round() {
        try {
            boolean more = work.round();
            if (failures > 0) {
                work.answersAgain();
            }
            away = null;
            failures = 0;
            return more ? Duration.ZERO : pauses.idle;
        } catch (Exception e) {
            failures++;
            away = work.failed(e, failures == 1 && ending.getCount() > 0);
            return pauses.away.after(failures);
        }
    }

    /** Begins no other round; gives the one that runs a moment, then ends what it waits for, and interrupts it. */
    public void end(Runnable whatItWaitsFor) {
        ending.countDown();
        try {
            thread.join(STOP.toMillis());
            whatItWaitsFor.run();
            thread.interrupt();
            thread.join(STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
