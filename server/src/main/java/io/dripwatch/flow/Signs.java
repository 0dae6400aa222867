package io.dripwatch.flow;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.alarm.Condition;
import io.dripwatch.alarm.LimitSet;
import io.dripwatch.session.Limit.Side;
import io.dripwatch.vitals.Absence;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import io.dripwatch.vitals.Withdrawal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The newest values of a chair by metric and site, and which device they came from. */
final class Signs {
    private final Map<Metric, Map<Integer, Latest>> latest = new EnumMap<>(Metric.class);
    private final Map<Metric, Map<Integer, Latest>> before = new EnumMap<>(Metric.class);
    private final Map<Metric, Missing> missing = new EnumMap<>(Metric.class);
    private final Cuff cuff = new Cuff();
    private final Map<AlarmKind, Instant> heartSaid = new EnumMap<>(AlarmKind.class);
    private final Map<Metric, DeviceId> sources = new EnumMap<>(Metric.class);

    Map<Metric, Map<Integer, Latest>> all() {
        return Collections.unmodifiableMap(latest);
    }

    /**
     * Takes a live reading.
     *
     * @return false where it is no news: older than, or the same as, what is known
     */
    boolean take(Reading reading, Instant liveAt) {
        Map<Integer, Latest> sites = latest.computeIfAbsent(reading.metric(), unused -> new TreeMap<>());
        Latest known = sites.get(reading.site());
        if (known != null && (reading.equals(known.reading()) || older(reading, liveAt, known))) {
            return false;
        }
        if (known != null && !known.reading().at().equals(reading.at())) {
            before.computeIfAbsent(reading.metric(), unused -> new TreeMap<>()).put(reading.site(), known);
        }
        sites.put(reading.site(), Latest.after(known, reading, liveAt));
        missing.remove(reading.metric());
        if (Cuff.measures(reading.metric())) {
            cuff.measured();
        }
        return true;
    }

    private static boolean older(Reading reading, Instant liveAt, Latest known) {
        return reading.at().isBefore(known.reading().at()) && !liveAt.isAfter(known.liveAt());
    }

    /**
     * Takes back the newest value of a sensor: the one before stands again, with its own age.
     *
     * @param limits that may have been broken by it alone
     * @return false where it is not the newest, or not known
     */
    boolean withdraw(Withdrawal withdrawal, LimitSet limits) {
        Map<Integer, Latest> sites = latest.getOrDefault(withdrawal.metric(), Map.of());
        Map<Integer, Latest> earlier = before.getOrDefault(withdrawal.metric(), Map.of());
        Latest previous = earlier.get(withdrawal.site());
        if (previous != null && withdrawal.means(previous.reading())) {
            earlier.remove(withdrawal.site());
            return false;
        }
        Latest known = sites.get(withdrawal.site());
        if (known == null || !withdrawal.means(known.reading())) {
            return false;
        }
        earlier.remove(withdrawal.site());
        if (previous == null) {
            sites.remove(withdrawal.site());
        } else {
            sites.put(withdrawal.site(), previous);
        }
        limits.withdraw(withdrawal.metric(), known.liveAt());
        return true;
    }

    /** Whether a value no older than {@code age} speaks for any of these metrics. */
    boolean anyFresh(List<Metric> metrics, Duration age, Instant now) {
        for (Metric metric : metrics) {
            if (fresh(metric, age, now)) {
                return true;
            }
        }
        return false;
    }

    /** The value of the sensor with the lowest site; null where none was seen. */
    @Nullable
    Latest first(Metric metric) {
        Map<Integer, Latest> sites = latest.getOrDefault(metric, Map.of());
        return sites.isEmpty() ? null : sites.values().iterator().next();
    }

    /** When any sensor of this metric last gave a value; null where none has. */
    @Nullable
    Instant newest(Metric metric) {
        Instant newest = null;
        for (Latest value : latest.getOrDefault(metric, Map.of()).values()) {
            newest = newest == null || value.liveAt().isAfter(newest) ? value.liveAt() : newest;
        }
        return newest;
    }

    /**
     * Lets limits that have just come into force know what was measured lately. Old values, and those from before the
     * session, begin no alarm.
     */
    void begin(LimitSet limits, Instant sessionStart, Instant now) {
        for (Metric metric : latest.keySet()) {
            Instant newest = newest(metric);
            for (Side side : Side.values()) {
                Instant live = now.minus(Freshness.live(metric));
                Double worst = worstSince(metric, side, live.isAfter(sessionStart) ? live : sessionStart);
                if (newest != null && worst != null) {
                    limits.begin(metric, side, worst, newest);
                }
            }
        }
    }

    /** The metrics that the devices say they cannot measure now. */
    Map<Metric, Missing> missing() {
        return Collections.unmodifiableMap(missing);
    }

    /** When the ECG last gave a high alarm, by kind. */
    Map<AlarmKind, Instant> heartSaid() {
        return heartSaid;
    }

    Cuff cuff() {
        return cuff;
    }

    /**
     * Takes the word of a device that it has no value.
     *
     * @return whether anything changed
     */
    boolean miss(Absence absence, Instant liveAt) {
        Metric metric = absence.metric();
        if (absence.reason() == Absence.Reason.MEASURING) {
            if (Cuff.measures(metric)) {
                cuff.inflates(liveAt);
            }
            return false;
        }
        if (!latest.containsKey(metric) || missing.containsKey(metric)) {
            return false;
        }
        missing.put(metric, new Missing(absence.reason(), liveAt));
        return true;
    }

    /** Remembers which device measures or misses this metric. */
    void source(Metric metric, DeviceId device) {
        sources.put(metric, device);
    }

    /** The device that last told of this metric; null where none has since the server started. */
    @Nullable
    DeviceId source(Metric metric) {
        return sources.get(metric);
    }

    /** Whether a value no older than {@code age} speaks for this metric. */
    boolean fresh(Metric metric, Duration age, Instant now) {
        for (Latest value : latest.getOrDefault(metric, Map.of()).values()) {
            if (!value.liveAt().plus(age).isBefore(now)) {
                return true;
            }
        }
        return false;
    }

    /** The most worrying fresh value on one side, of all sensors of the metric; null where none is fresh. */
    @Nullable
    Double worst(Metric metric, Side side, Instant now) {
        return worstSince(metric, side, now.minus(Freshness.live(metric)));
    }

    private @Nullable Double worstSince(Metric metric, Side side, Instant since) {
        Double worst = null;
        for (Latest value : latest.getOrDefault(metric, Map.of()).values()) {
            if (!value.liveAt().isBefore(since)) {
                double number = value.reading().value();
                worst = worst == null
                        ? (Double) number
                        : (Double) (side == Side.LOW ? Math.min(worst, number) : Math.max(worst, number));
            }
        }
        return worst;
    }

    /** The condition behind an alarm with the value of now; as it was found where there is no newer one. */
    Condition conditionNow(Alarm alarm, LimitSet limits, Instant now) {
        Metric metric = alarm.key().metric();
        Side side = alarm.key().kind().side();
        if (metric == null || side == null || alarm.state() != Alarm.State.ACTIVE) {
            return alarm.condition();
        }
        Double worst = worst(metric, side, now);
        Condition condition =
                worst == null ? null : limits.condition(metric, alarm.key().kind(), worst, now);
        boolean awaited = condition != null && condition.priority().compareTo(alarm.priority()) > 0;
        return condition == null || awaited ? alarm.condition() : condition;
    }

    /** The most worrying value on one side among the last that the sensors gave, however old; null where none has. */
    @Nullable
    Double lastWorst(Metric metric, Side side) {
        Instant newest = newest(metric);
        return newest == null ? null : worst(metric, side, newest);
    }

    void clear() {
        latest.clear();
        before.clear();
        missing.clear();
        sources.clear();
        heartSaid.clear();
        cuff.measured();
    }
}
