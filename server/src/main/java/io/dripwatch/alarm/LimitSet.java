package io.dripwatch.alarm;

import io.dripwatch.alarm.LimitWatch.Place;
import io.dripwatch.session.Bound;
import io.dripwatch.session.Limit;
import io.dripwatch.session.Limit.Side;
import io.dripwatch.session.OwnLimit;
import io.dripwatch.session.Protocol;
import io.dripwatch.session.Session;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Said;
import io.dripwatch.vitals.Sentence;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The limits in force for one session in its present stage, resolved against its baseline, and how each stands.
 *
 * <p>Made anew whenever the stage or the baseline changes; what the last one knew of values beyond a limit is carried
 * over by feeding it the latest values.
 */
public final class LimitSet {
    /** No session, no limits. */
    public static final LimitSet NONE = new LimitSet(Map.of());

    private static final DateTimeFormatter UNTIL =
            DateTimeFormatter.ofPattern("HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Map<Metric, List<LimitWatch>> watches;

    private LimitSet(Map<Metric, List<LimitWatch>> watches) {
        this.watches = watches;
    }

    public static LimitSet of(Session session) {
        Map<Metric, List<LimitWatch>> watches = new EnumMap<>(Metric.class);
        for (Limit limit : session.protocol().limits()) {
            Place place = limit.stages().contains(session.stage()) ? place(limit, session) : null;
            if (place != null) {
                watches.computeIfAbsent(limit.metric(), unused -> new ArrayList<>())
                        .add(new LimitWatch(limit, place));
            }
        }
        return new LimitSet(watches);
    }

    /** Where a limit lies for this patient; null where it hangs on a baseline that was not taken. */
    private static @Nullable Place place(Limit limit, Session session) {
        Double baseline = session.baseline().of(limit.metric());
        Double sound = limit.sound().resolve(baseline);
        Double clear = limit.clear().resolve(baseline);
        if (sound == null || clear == null) {
            return null;
        }
        Double depth = limit.delay().atOnce();
        Double atOnce = depth == null ? null : new Bound(limit.sound().kind(), depth).resolve(baseline);
        OwnLimit own = own(limit, session);
        if (own != null) {
            Sentence setBy = Sentence.of("set by {}", own.by());
            Sentence origin = Sentence.of("{}: {}, until {}", setBy, own.reason(), UNTIL.format(own.until()));
            double moved = own.sound() - sound;
            return new Place(own.sound(), clear + moved, atOnce, setBy, origin);
        }
        if (baseline != null && limit.sound().needsBaseline()) {
            Sentence from = Sentence.of("baseline {}", Said.of(limit.metric(), baseline));
            return new Place(sound, clear, atOnce, from, Sentence.of("{} {}", from, distance(limit)));
        }
        Protocol protocol = session.protocol();
        Sentence origin = Sentence.of("{} version {}", protocol.id(), protocol.version());
        return new Place(sound, clear, atOnce, Sentence.NONE, origin);
    }

    /** "+ 20 %". */
    private static Sentence distance(Limit limit) {
        double amount = limit.sound().amount();
        boolean percent = limit.sound().kind() == Bound.Kind.PERCENT_FROM_BASELINE;
        Object size = percent ? (Object) Math.abs(amount) : Said.change(limit.metric(), Math.abs(amount));
        return Sentence.of((amount < 0 ? "- {}" : "+ {}") + (percent ? " %" : ""), size);
    }

    private static @Nullable OwnLimit own(Limit limit, Session session) {
        for (OwnLimit own : session.ownLimits()) {
            if (own.isFor(limit)) {
                return own;
            }
        }
        return null;
    }

    /**
     * Carries over how each limit stands: as the same one stood before, or where it is new, as its alarm does.
     *
     * @param before the limits that were in force until now
     */
    public void takeUp(LimitSet before, ChairAlarms alarms) {
        watches.forEach((metric, list) -> list.replaceAll(watch -> {
            for (LimitWatch known : before.of(metric)) {
                if (known.same(watch)) {
                    return known;
                }
            }
            Alarm alarm = alarms.get(AlarmKey.of(watch.limit()));
            if (alarm != null) {
                watch.resume(alarm);
            }
            return watch;
        }));
    }

    /** The metrics with a limit in force. */
    public Iterable<Metric> metrics() {
        return Collections.unmodifiableSet(watches.keySet());
    }

    /**
     * Takes a value into account.
     *
     * @param side the limits that it counts for: of several sensors the lowest value counts below, the highest above
     * @param at when it was measured, on the server's clock
     */
    public void value(Metric metric, Side side, double value, Instant at) {
        for (LimitWatch watch : of(metric)) {
            if (watch.limit().side() == side) {
                watch.value(value, at);
            }
        }
    }

    /** A value never was: the limits that only it has broken are not broken. What others broke before it stays so. */
    public void withdraw(Metric metric, Instant at) {
        for (LimitWatch watch : of(metric)) {
            watch.withdraw(at);
        }
    }

    /** Lets a limit that has just come into force know what was measured before; the others know it already. */
    public void begin(Metric metric, Side side, double value, Instant at) {
        for (LimitWatch watch : of(metric)) {
            if (watch.limit().side() == side && !watch.begun()) {
                watch.value(value, at);
            }
        }
    }

    /**
     * Takes up where an alarm stood before a restart.
     *
     * @param alarm as it stood; null where it was over
     */
    public void resume(Metric metric, AlarmKind kind, @Nullable Alarm alarm) {
        for (LimitWatch watch : of(metric)) {
            if (watch.kind() == kind) {
                if (alarm == null) {
                    watch.calm();
                } else {
                    watch.resume(alarm);
                }
            }
        }
    }

    /** Whether a limit of this kind has been broken for long enough. */
    public boolean broken(Metric metric, AlarmKind kind, Instant now) {
        return worst(metric, kind, now) != null;
    }

    /**
     * The worst condition of one kind.
     *
     * @param value the latest value, to be shown with it
     * @return null where no limit has been broken for long enough
     */
    public @Nullable Condition condition(Metric metric, AlarmKind kind, double value, Instant now) {
        LimitWatch worst = worst(metric, kind, now);
        return worst == null ? null : worst.condition(value);
    }

    private @Nullable LimitWatch worst(Metric metric, AlarmKind kind, Instant now) {
        LimitWatch worst = null;
        for (LimitWatch watch : of(metric)) {
            if (watch.kind() == kind && watch.present(now) && worse(watch, worst)) {
                worst = watch;
            }
        }
        return worst;
    }

    /** The limit nearest to the well side, which alarms first; null where none is in force. */
    public @Nullable Double outermost(Metric metric, Side side) {
        Double nearest = null;
        for (LimitWatch watch : of(metric)) {
            if (watch.kind() == (side == Side.LOW ? AlarmKind.LOW : AlarmKind.HIGH)) {
                nearest = nearest == null
                        ? (Double) watch.sound()
                        : (Double)
                                (side == Side.LOW
                                        ? Math.max(nearest, watch.sound())
                                        : Math.min(nearest, watch.sound()));
            }
        }
        return nearest;
    }

    private List<LimitWatch> of(Metric metric) {
        return watches.getOrDefault(metric, List.of());
    }

    private static boolean worse(LimitWatch watch, @Nullable LimitWatch than) {
        return than == null || watch.limit().priority().compareTo(than.limit().priority()) > 0;
    }
}
