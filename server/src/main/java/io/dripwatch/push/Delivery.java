package io.dripwatch.push;

import io.dripwatch.outbound.Lag;
import io.dripwatch.outbound.Rounds;
import io.dripwatch.push.Destination.Away;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one destination what is new in the chart, in order, on a thread of its own, so that nothing live ever waits for
 * it. Nothing is stored for it but a mark, which moves when the other side has said that it has all before it; what is
 * sent is made anew from the record. So a destination that is away costs neither memory nor disk, and whatever goes
 * wrong, it is told the same again under the same ids.
 */
public final class Delivery<T> implements Rounds.Work, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration TOLD_FOR = Duration.ofDays(1);

    private final DeliveryPlan plan;
    private final Source<T> source;
    private final Destination<T> destination;
    private final Marks marks;
    private final InstantSource clock;
    private final Parcels<T> parcels;
    private final Rounds rounds;
    private final Lag lag;
    private volatile boolean gap;
    private @Nullable Slice<T> slice;

    /** A delivery that does not run yet; a new destination is told what comes from now on. Blocks on the store. */
    public Delivery(DeliveryPlan plan, Source<T> source, Destination<T> destination, Books books) {
        this.plan = plan;
        this.source = source;
        this.destination = destination;
        this.marks = books.marks();
        this.clock = books.clock();
        this.parcels = new Parcels<>(plan.name(), destination, books);
        this.lag = new Lag(plan.mostLag(), clock);
        this.rounds = new Rounds("dripwatch-push-" + plan.name(), new Rounds.Pauses(IDLE, plan.pauses()), this);
        if (marks.of(plan.name()) == null) {
            marks.advance(plan.name(), source.beginning());
        }
    }

    public void start() {
        rounds.start();
    }

    /** By which it is known. */
    public String name() {
        return plan.name();
    }

    @Override
    public boolean round() throws Away {
        Slice<T> now = slice == null ? fetched() : slice;
        if (!parcels.isEmpty()) {
            parcels.deliverFirst();
        }
        if (!parcels.isEmpty()) {
            return true;
        }
        marks.advance(plan.name(), now.after());
        slice = null;
        lag.none();
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
            lag.since(next.since());
            parcels.add(next.items());
        }
        slice = next;
        return next;
    }

    @Override
    public void answersAgain() {
        LOG.info("A destination of the chart answers again; destination={}", plan.name());
    }

    /** What exactly failed is told on the screens; the log only says that it began. */
    @Override
    public String failed(Exception why, boolean first) {
        if (!(why instanceof Away)) {
            LOG.error("News of the chart could not be made ready; destination={}", plan.name(), why);
            return "something unforeseen happened: " + why.getClass().getSimpleName();
        }
        if (first) {
            LOG.warn("A destination of the chart takes nothing; destination={}", plan.name());
        }
        return String.valueOf(why.getMessage());
    }

    /** One sentence for the screens where it is too far behind, or has not got something; does not block. */
    public @Nullable String trouble() {
        String behind = lag.trouble(plan.name(), rounds.away());
        if (behind != null) {
            return behind;
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
        numbers.put("dripwatch_push_up" + of, rounds.away() == null ? 1 : 0);
        numbers.put("dripwatch_push_delivered_total" + of, parcels.delivered());
        numbers.put("dripwatch_push_set_aside_total" + of, parcels.refused());
        numbers.put("dripwatch_push_lag_seconds" + of, lag.now().toMillis() / 1000.0);
        return numbers;
    }

    /** Stops sending; what was not delivered is sent after the next start. */
    @Override
    public void close() {
        rounds.end(destination::close);
    }
}
