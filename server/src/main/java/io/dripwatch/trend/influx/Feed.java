package io.dripwatch.trend.influx;

import io.dripwatch.outbound.Lag;
import io.dripwatch.outbound.Rounds;
import io.dripwatch.trend.HistoryUnavailable;
import io.dripwatch.trend.Outbox;
import io.dripwatch.trend.Progress;
import io.dripwatch.trend.influx.InfluxLink.InfluxAway;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds InfluxDB from the outbox in the order in which readings were kept, on a thread of its own, so that nothing live
 * ever waits for it. The cursor moves when InfluxDB has said that it has them; whatever goes wrong, they are sent
 * again, and become the same points.
 */
public final class Feed implements Rounds.Work, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final int BATCH = 5_000;
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final double NEARLY_FULL = 0.8;

    private final FeedPlan plan;
    private final Outbox outbox;
    private final Recent recent;
    private final InstantSource clock;
    private final InfluxLink link;
    private final Sender sender;
    private final Marks marks;
    private final OwnNumbers ownNumbers;
    private final Resend resend;
    private final Rounds rounds;
    private final Lag lag;
    private Instant nextMark = Instant.MIN;
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
        this.lag = new Lag(plan.mostLag(), clock);
        this.rounds = new Rounds("dripwatch-influx", new Rounds.Pauses(IDLE, plan.pauses()), this);
    }

    public void start() {
        rounds.start();
    }

    /** How long what waits has waited is known in any case. */
    @Override
    public boolean round() throws InfluxAway {
        Instant now = clock.instant();
        Outbox.Batch batch = outbox.next(BATCH);
        if (batch.points().isEmpty()) {
            lag.none();
        } else {
            lag.since(Instant.ofEpochMilli(batch.sinceMs()));
        }
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

    @Override
    public void answersAgain() {
        LOG.info("InfluxDB answers again; rows={}", outbox.backlog().rows());
    }

    /** Nothing is taken for granted any more: the marks are looked for first. */
    @Override
    public String failed(Exception why, boolean first) {
        if (first) {
            LOG.warn("InfluxDB does not take readings; they wait in the embedded store", why);
        }
        nextMark = Instant.MIN;
        begun = false;
        return why instanceof InfluxAway || why instanceof HistoryUnavailable
                ? String.valueOf(why.getMessage())
                : "something unforeseen happened: " + why;
    }

    private Duration lag() {
        return outbox.backlog().rows() == 0 ? Duration.ZERO : lag.now();
    }

    /** One sentence for the screens where InfluxDB is too far behind or did not want something; does not block. */
    public @Nullable String lagTrouble() {
        String behind = outbox.backlog().rows() == 0 ? null : lag.trouble("InfluxDB", rounds.away());
        if (behind != null) {
            return behind;
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
        numbers.put("dripwatch_influx_up", rounds.away() == null ? 1 : 0);
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
        rounds.end(() -> {});
        recent.close();
        link.close();
    }
}
