package io.dripwatch.app.command;

import java.util.concurrent.CountDownLatch;

/**
 * From start to SIGTERM or Ctrl-C: then everything is closed in good order before the process ends, with exit code 0.
 */
final class Lifetime {
    private final CountDownLatch over = new CountDownLatch(1);

    /**
     * Begins.
     *
     * @param close what to do at the end, once
     */
    Lifetime(Runnable close) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            close.run();
                            over.countDown();
                            Runtime.getRuntime().halt(0);
                        },
                        "dripwatch-stop"));
    }

    /** Waits for the end. */
    void await() throws InterruptedException {
        over.await();
    }
}
