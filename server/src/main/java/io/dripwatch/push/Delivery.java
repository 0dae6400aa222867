package io.dripwatch.push;

import io.dripwatch.push.Destination.Away;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one destination what is new in the chart, in order, on a thread of its own, so that nothing live ever waits for
 * it. Nothing is stored for it but a mark, which moves when the other side has said that it has all before it; what is
 * sent is made anew from the record. So a destination that is away costs neither memory nor disk, and whatever goes
 * wrong, it is told the same again under the same ids.
 */
public final class Delivery<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration STOP = Duration.ofSeconds(1);
    private static final Duration TOLD_FOR = Duration.ofDays(1);
    private static final int MOST_DOUBLINGS = 20;

    private final DeliveryPlan plan;
    private final Source<T> source;
    private final Destination<T> destination;
    private final Marks marks;
    private final InstantSource clock;
    private final Parcels<T> parcels;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread thread;
    private final AtomicLong waitingSinceMs = new AtomicLong(Long.MAX_VALUE);
    private volatile @Nullable String away;
    private volatile boolean gap;
    private @Nullable Slice<T> slice;
    private int failures;

    /** A delivery that does not run yet; a new destination is told what comes from now on. Blocks on the store. */
    public Delivery(DeliveryPlan plan, Source<T> source, Destination<T> destination, Books books) {
        this.plan = plan;
        this.source = source;
        this.destination = destination;
        this.marks = books.marks();
        this.clock = books.clock();
        this.parcels = new Parcels<>(plan.name(), destination, books);
        this.thread = new Thread(this::run, "dripwatch-push-" + plan.name());
        thread.setDaemon(true);
        if (marks.of(plan.name()) == null) {
            marks.advance(plan.name(), source.beginning());
        }
    }

    public void start() {
        thread.start();
    }

    /** By which it is known. */
    public String name() {
        return plan.name();
    }

    private void run() {
        boolean over = false;
        while (!over) {
            Duration pause;
            try {
                pause = round() ? Duration.ZERO : IDLE;
                well();
            } catch (Away e) {
                pause = failed(String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                LOG.error("News of the chart could not be made ready; destination={}", plan.name(), e);
                pause = failed("something unforeseen happened: " + e.getClass().getSimpleName());
            }
            try {
                over = ending.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                over = true;
            }
        }
    }

    /** Does a share of the work; whether there may be more. */
    private boolean round() throws Away {
        Slice<T> now = slice == null ? fetched() : slice;
        if (!parcels.isEmpty()) {
            parcels.deliverFirst();
        }
        if (!parcels.isEmpty()) {
            return true;
        }
        marks.advance(plan.name(), now.after());
        slice = null;
        waitingSinceMs.set(Long.MAX_VALUE);
        return now.more();
    }

    private Slice<T> fetched() {
        String mark = Objects.requireNonNull(marks.of(plan.name()), "a destination has a mark from the beginning");
        boolean remembered = source.remembers(mark);
        if (!remembered && !gap) {
            LOG.error("Some of what a destination was to be told is no longer known; destination={}", plan.name());
        }
        gap |= !remembered;
        Slice<T> next = source.next(mark, plan.most());
        if (!next.items().isEmpty()) {
            waitingSinceMs.set(next.since().toEpochMilli());
            parcels.add(next.items());
        }
        slice = next;
        return next;
    }

    private void well() {
        if (away != null) {
            LOG.info("A destination of the chart answers again; destination={}", plan.name());
        }
        away = null;
        failures = 0;
    }

    /** What exactly failed is told on the screens; the log only says that it began. */
    private Duration failed(String why) {
        if (away == null && ending.getCount() > 0) {
            LOG.warn("A destination of the chart takes nothing; destination={}", plan.name());
        }
        away = why;
        long doubled = FIRST_PAUSE.toMillis() << Math.min(failures, MOST_DOUBLINGS);
        failures++;
        return Duration.ofMillis(Math.min(doubled, plan.longestPause().toMillis()));
    }

    /** How far it is behind; zero where it has everything. */
    private Duration lag() {
        long since = waitingSinceMs.get();
        if (since == Long.MAX_VALUE) {
            return Duration.ZERO;
        }
        Duration lag = Duration.between(Instant.ofEpochMilli(since), clock.instant());
        return lag.isNegative() ? Duration.ZERO : lag;
    }

    /** One sentence for the screens where it is too far behind, or has not got something; does not block. */
    public @Nullable String trouble() {
        String why = away;
        Duration lag = lag();
        if (lag.compareTo(plan.mostLag()) > 0) {
            return plan.name() + " is " + Math.max(1, lag.toMinutes()) + " min behind; nothing is lost"
                    + (why == null ? "." : ": " + why);
        }
        if (gap) {
            return plan.name() + " was away for too long: it has not got all of the chart.";
        }
        Marks.SetAside last = parcels.last();
        return last == null || last.at().plus(TOLD_FOR).isBefore(clock.instant())
                ? null
                : plan.name() + " did not want " + parcels.refused() + " of what the chart has; the last: "
                        + last.name();
    }

    /** For those who run the server; does not block. */
    public Map<String, Number> numbers() {
        String of = "{destination=\"" + plan.name() + "\"}";
        Map<String, Number> numbers = new LinkedHashMap<>();
        numbers.put("dripwatch_push_up" + of, away == null ? 1 : 0);
        numbers.put("dripwatch_push_delivered_total" + of, parcels.delivered());
        numbers.put("dripwatch_push_set_aside_total" + of, parcels.refused());
        numbers.put("dripwatch_push_lag_seconds" + of, lag().toMillis() / 1000.0);
        return numbers;
    }

    /** Stops sending; what was not delivered is sent after the next start. */
    @Override
    public void close() {
        ending.countDown();
        try {
            thread.join(STOP.toMillis());
            destination.close();
            thread.interrupt();
            thread.join(STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
