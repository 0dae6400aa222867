package io.dripwatch.fhir.subscription;

import io.dripwatch.fhir.news.Mark;
import io.dripwatch.fhir.news.News;
import io.dripwatch.fhir.rest.Hapi;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Problem.Issue;
import io.dripwatch.fhir.rest.Rendering;
import io.dripwatch.fhir.rest.Rights;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Bundle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every subscription needs to get on: the one thread, the files, the ways to subscribers. */
final class Post implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Post.class);
    private static final long CLOSE_SECONDS = 5;
    private static final int SLICE = 200;

    private final News news;
    private final Hapi hapi;
    private final Notification.Reader reader;
    private final Subscriptions.Plan plan;
    private final InstantSource clock;
    private final SubscriptionFiles files;
    private final HookSender hooks;
    private final Sockets sockets;
    private final AtomicLong delivered = new AtomicLong();
    private final Map<Mark, News.Slice> slices = new HashMap<>();
    private Mark end = Mark.BEGINNING;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "dripwatch-subscriptions");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Nothing is sent yet.
     *
     * @param bound is told, on the one thread, which subscriptions somebody has begun to listen to
     */
    Post(
            Vertx vertx,
            News news,
            Hapi hapi,
            Notification.Reader reader,
            Subscriptions.Plan plan,
            InstantSource clock,
            Consumer<List<Long>> bound) {
        this.news = news;
        this.hapi = hapi;
        this.reader = reader;
        this.plan = plan;
        this.clock = clock;
        this.files = new SubscriptionFiles(plan.folder());
        this.hooks = new HookSender(vertx, plan.hooks());
        this.sockets = new Sockets(vertx, clock, this::later, bound);
    }

    /** Does something on the one thread again and again. */
    void every(long periodMs, Runnable work) {
        Future<?> unused = thread.scheduleWithFixedDelay(work, periodMs, periodMs, TimeUnit.MILLISECONDS);
    }

    /** Does something on the one thread. */
    void later(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("A subscription is told nothing more: the server ends", e);
        }
    }

    /**
     * What the one thread answers; blocks.
     *
     * @throws Problem where it ends
     */
    <T> T ask(Callable<T> question) {
        try {
            return thread.submit(question).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException why ? why : new IllegalStateException(e.getCause());
        } catch (InterruptedException | RejectedExecutionException e) {
            LOG.debug("A subscription cannot be asked: the server ends", e);
            throw new Problem(503, Issue.TRANSIENT, "The server is about to end");
        }
    }

    /** Looks how far the chart is; to be called before subscriptions are looked after, which mostly stand together. */
    void anew() {
        slices.clear();
        end = news.end();
    }

    /** Behind everything that is new now. */
    Mark end() {
        return news.end();
    }

    /** What is new behind a mark; null where that is not remembered. */
    News.@Nullable Slice next(Mark mark) {
        if (mark.equals(end)) {
            return new News.Slice(List.of(), mark, false);
        }
        News.Slice known = slices.get(mark);
        if (known == null && news.remembers(mark)) {
            known = news.next(mark, SLICE);
            slices.put(mark, known);
        }
        return known;
    }

    SubscriptionFiles files() {
        return files;
    }

    Sockets sockets() {
        return sockets;
    }

    /** What a subscriber may read now; null where there is no such subscriber any more. */
    @Nullable
    Rights rights(String account) {
        return plan.rights().apply(account);
    }

    Bundle bundle(Notification notification, List<Kept.Event> events) {
        return notification.bundle(events, clock.instant(), hapi, reader);
    }

    Buffer write(Notification notification, List<Kept.Event> events) {
        return hapi.text(bundle(notification, events), Rendering.JSON);
    }

    Line line(Terms.Channel channel) {
        return switch (channel) {
            case REST_HOOK -> hooks;
            case WEBSOCKET -> sockets;
        };
    }

    Patience patience() {
        return plan.patience();
    }

    Hooks allowed() {
        return plan.hooks();
    }

    /** A notification of events was taken. */
    void taken() {
        delivered.incrementAndGet();
    }

    long delivered() {
        return delivered.get();
    }

    Instant now() {
        return clock.instant();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A subscription is still busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
