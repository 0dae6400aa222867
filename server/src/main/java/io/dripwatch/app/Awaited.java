package io.dripwatch.app;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for what begins and ends elsewhere, at the start and the end of a server; never on an event loop. */
final class Awaited {
    private static final Logger LOG = LoggerFactory.getLogger(Awaited.class);
    private static final long STOP_SECONDS = 8;

    private Awaited() {}

    static void quietly(String part, Future<?> closing) {
        try {
            await(closing, STOP_SECONDS);
        } catch (Exception e) {
            LOG.warn("A part did not stop cleanly; part={}", part, e);
        }
    }

    static <T> Future<T> at(String address, Future<T> listening) {
        return listening.recover(failure ->
                Future.failedFuture(new IllegalStateException(address + ": " + failure.getMessage(), failure)));
    }

    /** Runs on an event loop that nothing else has, as far as there are enough. */
    static <T> Future<T> onItsOwnLoop(Vertx vertx, Supplier<Future<T>> listening) {
        Promise<T> listens = Promise.promise();
        vertx.deployVerticle(context -> listening.get().onSuccess(listens::complete))
                .onFailure(listens::tryFail);
        return listens.future();
    }

    static <T> T await(Future<T> future, long seconds) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("it took more than " + seconds + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
