package io.dripwatch.access.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What takes long or waits for the disk at the sign-in; on a thread of its own, so that nobody else waits for it. */
final class PasswordWork {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordWork.class);
    private static final int MOST_WAITING = 16;

    private final WorkerExecutor worker;
    private final AtomicInteger waiting = new AtomicInteger();

    PasswordWork(Vertx vertx) {
        this.worker = vertx.createSharedWorkerExecutor("dripwatch-passwords", 1);
    }

    /** A password takes a good tenth of a second: one at a time, beside the event loops. */
    <T> void take(RoutingContext http, Callable<@Nullable T> proof, Consumer<@Nullable T> then) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            Answers.refuse(http, 503, "Too many sign in at this moment: try again.");
            return;
        }
        Future<@Nullable T> done = worker.executeBlocking(proof, true);
        done.onComplete(result -> {
            waiting.decrementAndGet();
            if (result.succeeded()) {
                then.accept(result.result());
            } else {
                LOG.error("A password could not be checked or changed", result.cause());
                Answers.refuse(http, 503, "That cannot be done now; the server's log says why.");
            }
        });
    }

    /** Does something for which nobody waits. */
    void beside(Runnable task) {
        worker.executeBlocking(() -> {
                    task.run();
                    return true;
                })
                .onFailure(failure -> LOG.error("Who is signed in could not be kept", failure));
    }
}
