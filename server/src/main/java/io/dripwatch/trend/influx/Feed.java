package io.dripwatch.trend.influx;

import io.dripwatch.trend.HistoryUnavailable;
import io.dripwatch.trend.Outbox;
import io.dripwatch.trend.Progress;
import io.dripwatch.trend.influx.InfluxLink.InfluxAway;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds InfluxDB from the outbox in the order in which readings were kept, on a thread of its own, so that nothing live
 * ever waits for it. The cursor moves when InfluxDB has said that it has them; whatever goes wrong, they are sent
 * again, and become the same points.
 */
public final class Feed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final int BATCH = 5_000;
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration STOP = Duration.ofSeconds(1);
    private static final double NEARLY_FULL = 0.8;
    private static final int MOST_DOUBLINGS = 20;

    private final FeedPlan plan;
    private final Outbox outbox;
    private final Recent recent;
    private final InstantSource clock;
    private final InfluxLink link;
    private final Sender sender;
    private final Marks marks;
    private final OwnNumbers ownNumbers;
    private final Resend resend;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "dripwatch-influx");
    private final AtomicLong waitingSinceMs = new AtomicLong(Long.MAX_VALUE);
    private volatile @Nullable String away;
    private Instant nextMark = Instant.MIN;
    private int failures;
    private boolean begun;

    /**
     * A feed that does not run yet.
     *
     * @param outbox what to send
     * @param fresh gives the history as it is in the file, for what is owed
     * @param numbers of the server, to be left beside each mark; does not block
     */
    public Feed(
            FeedPlan plan,
            Outbox outbox,
            Recent.Fresh fresh,
            InstantSource clock,
            Supplier<Map<String, Number>> numbers) {
        this.plan = plan;
        this.outbox = outbox;
        this.recent = new Recent(fresh);
        this.clock = clock;
        this.link = new InfluxLink(plan.target());
        this.sender = new Sender(link, new Lines(outbox.progress().room()));
        this.marks = new Marks(link, outbox);
        this.ownNumbers = new OwnNumbers(link, outbox.progress().room(), numbers);
        this.resend = new Resend(outbox);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        boolean over = false;
        while (!over) {
            Duration pause;
            try {
                pause = round() ? Duration.ZERO : IDLE;
                well();
            } catch (InfluxAway | HistoryUnavailable e) {
                pause = failed(String.valueOf(e.getMessage()), e);
            } catch (RuntimeException e) {
                pause = failed("something unforeseen happened: " + e, e);
            }
            try {
                over = ending.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                over = true;
            }
        }
    }

    /** Does a share of the work; whether there may be more. How long what waits has waited is known in any case. */
    private boolean round() throws InfluxAway {
        Instant now = clock.instant();
        Outbox.Batch batch = outbox.next(BATCH);
        waitingSinceMs.set(batch.points().isEmpty() ? Long.MAX_VALUE : batch.sinceMs());
        if (!now.isBefore(nextMark)) {
            look(now);
        }
        Long asked = plan.asked().get();
        if (asked != null) {
            LOG.info("What InfluxDB has is sent to it again, as was asked; from={}", asked);
            owe(asked);
        }
        boolean forwarded = forward(batch, now);
        boolean resent = resend(now);
        return forwarded || resent;
    }

    private void look(Instant now) throws InfluxAway {
        if (marks.missing()) {
            LOG.warn("InfluxDB has lost what it had; everything that is kept here is sent to it again");
            outbox.advance(Progress::unmarked);
            owe(Long.MIN_VALUE);
        }
        marks.leave(now);
        ownNumbers.leave(now);
        nextMark = now.plus(plan.markEvery());
    }

    private void owe(long fromMs) {
        outbox.advance(before -> before.owing(fromMs));
        begun = false;
    }

    private boolean forward(Outbox.Batch batch, Instant now) throws InfluxAway {
        if (batch.points().isEmpty()) {
            return false;
        }
        sender.send(batch.points(), marks.probe(now));
        outbox.advance(before -> before.upTo(batch.upTo()));
        return true;
    }

    /** What is owed changes under way only where the outbox had no room; then it begins anew. */
    private boolean resend(Instant now) throws InfluxAway {
        Progress.Owed owed = outbox.progress().owed();
        if (owed == null) {
            recent.close();
            return false;
        }
        if (!begun) {
            resend.begin();
            begun = true;
        }
        Resend.Batch batch = resend.next(owed, Math.max(owed.fromMs(), plan.oldest(now)), recent.history());
        sender.send(batch.points(), marks.probe(now));
        outbox.advance(before -> owed.equals(before.owed()) ? before.paid(batch.rest()) : before);
        begun = batch.rest() != null && batch.rest().equals(outbox.progress().owed());
        return true;
    }

    private void well() {
        if (away != null) {
            LOG.info("InfluxDB answers again; rows={}", outbox.backlog().rows());
        }
        away = null;
        failures = 0;
    }

    /** After a failure nothing is taken for granted: the marks are looked for first. */
    private Duration failed(String why, Exception cause) {
        if (away == null && ending.getCount() > 0) {
            LOG.warn("InfluxDB does not take readings; they wait in the embedded store", cause);
        }
        away = why;
        nextMark = Instant.MIN;
        begun = false;
        long doubled = FIRST_PAUSE.toMillis() << Math.min(failures, MOST_DOUBLINGS);
        failures++;
        return Duration.ofMillis(Math.min(doubled, plan.longestPause().toMillis()));
    }

    /** How far InfluxDB is behind; zero where it has everything. */
    private Duration lag() {
        long since = waitingSinceMs.get();
        if (outbox.backlog().rows() == 0 || since == Long.MAX_VALUE) {
            return Duration.ZERO;
        }
        Duration lag = Duration.between(Instant.ofEpochMilli(since), clock.instant());
        return lag.isNegative() ? Duration.ZERO : lag;
    }

    /** One sentence for the screens where InfluxDB is too far behind or did not want something; does not block. */
    public @Nullable String lagTrouble() {
        String why = away;
        Duration lag = lag();
        if (lag.compareTo(plan.mostLag()) > 0) {
            return "InfluxDB is " + Math.max(1, lag.toMinutes()) + " min behind; nothing is lost"
                    + (why == null ? "." : ": " + why);
        }
        return sender.refused() == 0
                ? null
                : "InfluxDB did not want " + sender.refused() + " readings, which are kept here; the last: "
                        + sender.lastRefused();
    }

    /** One sentence for the screens where the outbox is nearly full; does not block. */
    public @Nullable String outboxTrouble() {
        Outbox.Backlog backlog = outbox.backlog();
        if (backlog.rows() == 0 || backlog.bytes() < NEARLY_FULL * backlog.mostBytes()) {
            return null;
        }
        return "The outbox for InfluxDB is " + 100 * backlog.bytes() / backlog.mostBytes()
                + " % full. When it is full its oldest rows go; nothing is lost: what they held is sent later from the"
                + " embedded store.";
    }

    /** For those who run the server; does not block. */
    public Map<String, Number> numbers() {
        Outbox.Backlog backlog = outbox.backlog();
        Map<String, Number> numbers = new LinkedHashMap<>();
        numbers.put("dripwatch_influx_up", away == null ? 1 : 0);
        numbers.put("dripwatch_influx_readings_total", sender.taken());
        numbers.put("dripwatch_influx_refused_total", sender.refused());
        numbers.put("dripwatch_influx_lag_rows", backlog.rows());
        numbers.put("dripwatch_influx_lag_seconds", lag().toMillis() / 1000.0);
        numbers.put("dripwatch_influx_outbox_bytes", backlog.bytes());
        numbers.put("dripwatch_influx_resending", outbox.progress().owed() == null ? 0 : 1);
        return numbers;
    }

    /** Stops sending; what was not sent stays in the outbox. */
    @Override
    public void close() {
        ending.countDown();
        try {
            thread.join(STOP.toMillis());
            thread.interrupt();
            thread.join(STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        recent.close();
        link.close();
    }
}
