package io.dripwatch.access.web;

import io.dripwatch.access.people.Ledger;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What takes long or waits for the disk at the sign-in and in the administration: on a thread of its own, so that
 * nobody else waits for it, and one after the other, so that it is known what was changed by whom.
 */
public final class PasswordWork {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordWork.class);
    private static final int MOST_WAITING = 16;

    private final WorkerExecutor worker;
    private final Ledger ledger;
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * What came of it.
     *
     * @param result null for nothing
     * @param changes what is administered differently now, in words
     */
    record Done<T>(@Nullable T result, List<String> changes) {}

    /** @param ledger is asked on this thread only, after each step */
    public PasswordWork(Vertx vertx, Ledger ledger) {
        this.worker = vertx.createSharedWorkerExecutor("dripwatch-passwords", 1);
        this.ledger = ledger;
    }

    /** A password takes a good tenth of a second: one at a time, beside the event loops. */
    <T> void take(RoutingContext http, Callable<@Nullable T> proof, Consumer<@Nullable T> then) {
        takeChanging(http, proof, done -> then.accept(done.result()));
    }

    /** The same, for what the record is to tell what it has changed. */
    <T> void takeChanging(RoutingContext http, Callable<@Nullable T> step, Consumer<Done<T>> then) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            Answers.refuse(http, 503, "Too many sign in at this moment: try again.");
            return;
        }
        Future<Done<T>> done = worker.executeBlocking(() -> new Done<>(step.call(), ledger.changes()), true);
        done.onComplete(result -> {
            waiting.decrementAndGet();
            if (result.succeeded()) {
                then.accept(result.result());
            } else if (result.cause() instanceof IllegalArgumentException refused) {
                Answers.refuse(http, 400, String.valueOf(refused.getMessage()));
            } else {
                LOG.error("A password could not be checked, or something not changed", result.cause());
                Answers.refuse(http, 503, "That cannot be done now; the server's log says why.");
            }
        });
    }

    /** What others than this server have changed, such as commands on its console. */
    public Future<List<String>> elsewhere() {
        return worker.executeBlocking(ledger::changes, true);
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
