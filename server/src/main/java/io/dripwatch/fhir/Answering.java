package io.dripwatch.fhir;

import io.dripwatch.fhir.rest.Chunks;
import io.dripwatch.fhir.rest.Exchange;
import io.dripwatch.fhir.rest.Outside;
import io.dripwatch.fhir.rest.PageStream;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Problem.Issue;
import io.dripwatch.record.RecordUnavailable;
import io.dripwatch.trend.HistoryUnavailable;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How every request is answered: the store is asked on workers of its own, so that neither an event loop nor a screen
 * ever waits for a search; when too many wait already, further ones are turned away with 503; what fails is an
 * OperationOutcome.
 */
final class Answering {
    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);
    private static final int WORKERS = 4;
    private static final int MOST_WAITING = 64;

    private final WorkerExecutor workers;
    private final Outside outside;
    private final AtomicInteger waiting = new AtomicInteger();

    Answering(Vertx vertx, Outside outside) {
        this.workers = vertx.createSharedWorkerExecutor("dripwatch-fhir", WORKERS);
        this.outside = outside;
    }

    /** Reads of one address. */
    void get(Router router, String path, Handling handler) {
        router.get(path).handler(guarded(handler));
        router.route(path).handler(guarded(exchange -> wrongMethod(exchange, "GET")));
    }

    /** What is done with a request. */
    interface Handling {
        void accept(Exchange exchange) throws IOException;
    }

    /** Answers what the handler throws. */
    Handler<RoutingContext> guarded(Handling handler) {
        return http -> {
            Exchange exchange = new Exchange(http, outside);
            try {
                handler.accept(exchange);
            } catch (Problem problem) {
                exchange.answer(problem);
            } catch (IOException e) {
                exchange.answer(problem(e));
            }
        };
    }

    static void wrongMethod(Exchange exchange, String allowed) {
        exchange.http().response().putHeader(HttpHeaders.ALLOW, allowed);
        throw new Problem(405, Issue.NOT_SUPPORTED, "This address takes " + allowed + " only: the chart is read only");
    }

    /** Answers what nobody has answered. */
    void failed(RoutingContext http) {
        Exchange exchange = new Exchange(http, outside);
        if (http.response().headWritten()) {
            http.request().connection().close();
        } else if (http.statusCode() >= 400 && http.statusCode() < 500) {
            exchange.answer(new Problem(http.statusCode(), Issue.INVALID, "The request cannot be read"));
        } else {
            exchange.answer(problem(http.failure()));
        }
    }

    /** Runs on a worker what blocks, then goes on with its result on the event loop. */
    <T> void work(Exchange exchange, Callable<T> blocking, Consumer<T> then) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            throw new Problem(503, Issue.THROTTLED, "Too many searches wait already; ask again");
        }
        workers.executeBlocking(blocking, false).onComplete(result -> {
            waiting.decrementAndGet();
            if (result.succeeded()) {
                then.accept(result.result());
            } else {
                exchange.answer(problem(result.cause()));
            }
        });
    }

    /** Sends what is made piece by piece. */
    void stream(Exchange exchange, Callable<Chunks> begun) {
        work(exchange, () -> begun(begun.call()), stream -> stream.into(exchange));
    }

    /** What is sent piece by piece, the first one made; blocks. */
    PageStream begun(Chunks chunks) {
        return new PageStream(workers, chunks).begin();
    }

    /** What is told of a failure. */
    static Problem problem(@Nullable Throwable failure) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        LOG.error("A FHIR request failed", failure);
        return failure instanceof HistoryUnavailable || failure instanceof RecordUnavailable
                ? new Problem(503, Issue.TRANSIENT, "The store cannot be read now; ask again")
                : new Problem(500, Issue.EXCEPTION, "This server made a mistake; its log says more");
    }
}
