package io.dripwatch.flow;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.alarm.ChairAlarms;
import io.dripwatch.alarm.Condition;
import io.dripwatch.alarm.LimitSet;
import io.dripwatch.session.Baseline;
import io.dripwatch.session.ChartEntry;
import io.dripwatch.session.Evidence;
import io.dripwatch.session.Limit;
import io.dripwatch.session.Session;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.Absence;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Measure;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.Reading;
import io.dripwatch.vitals.Scale;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One chair as it stands: its session, its newest values, its devices, its alarms.
 *
 * <p>Outside this package it is only looked at. {@link #revision()} changes with everything that a screen could show.
 */
public final class Chair implements Evidence {
    private final ChairId id;
    private final ChairAlarms alarms;
    private final Set<DeviceId> devices = new LinkedHashSet<>();
    private final Map<Metric, Map<Integer, Latest>> latest = new EnumMap<>(Metric.class);
    private final Map<Metric, Missing> missing = new EnumMap<>(Metric.class);
    private final Map<Metric, Instant> measured = new EnumMap<>(Metric.class);
    private final Map<DeviceId, Patient> mismatches =
            new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
    private Baseline.Collector baselineSamples = new Baseline.Collector();
    private LimitSet limits = LimitSet.NONE;
    private @Nullable Session session;
    private @Nullable PumpState pump;
    private @Nullable Patient lastNamed;
    private double carriedMl;
    private @Nullable Double volumeAtStop;
    private boolean clockSeen;
    private Instant recalledUntil = Instant.EPOCH;
    private Instant audioPausedUntil = Instant.EPOCH;
    private long revision;

    Chair(ChairId id) {
        this.id = id;
        this.alarms = new ChairAlarms(id.value());
    }

    public ChairId id() {
        return id;
    }

    /** Counts up with every change. */
    public long revision() {
        return revision;
    }

    /** The session that is open; null where nobody is treated. */
    public @Nullable Session session() {
        return session;
    }

    public Collection<Alarm> alarms() {
        return alarms.all();
    }

    /** The limits in force now. */
    public LimitSet limits() {
        return limits;
    }

    public Set<DeviceId> devices() {
        return Collections.unmodifiableSet(devices);
    }

    public @Nullable PumpState pump() {
        return pump;
    }

    /** Until when the tones are paused; in the past where they are not. */
    public Instant audioPausedUntil() {
        return audioPausedUntil;
    }

    /** The newest values by metric and site. */
    public Map<Metric, Map<Integer, Latest>> values() {
        return Collections.unmodifiableMap(latest);
    }

    /** The metrics that the devices say they cannot measure now. */
    public Map<Metric, Missing> missing() {
        return Collections.unmodifiableMap(missing);
    }

    /** The value of the first sensor; null where none was seen. */
    public @Nullable Latest value(Metric metric) {
        return latest.getOrDefault(metric, Map.of()).get(0);
    }

    /** When a metric was last measured, or a scale last scored, during this session; null where it was not. */
    public @Nullable Instant measured(Measure what) {
        if (what instanceof Metric metric) {
            return measured.get(metric);
        }
        ChartEntry entry = session == null ? null : session.chart().latest((Scale) what);
        return entry == null ? null : entry.at();
    }

    /** The condition behind an alarm with the value of now; as it was found where there is no newer one. */
    public Condition conditionNow(Alarm alarm, Instant now) {
        Metric metric = alarm.key().metric();
        if (metric == null || !alarm.key().kind().physiological() || alarm.state() != Alarm.State.ACTIVE) {
            return alarm.condition();
        }
        Limit.Side side = alarm.key().kind() == AlarmKind.LOW ? Limit.Side.LOW : Limit.Side.HIGH;
        Double worst = worst(metric, side, now);
        Condition condition = worst == null ? null : limits.condition(metric, side, worst, now);
        return condition == null ? alarm.condition() : condition;
    }

    @Override
    public @Nullable Taken last(Measure what) {
        if (what instanceof Metric metric) {
            Instant at = measured.get(metric);
            Latest newest = value(metric);
            return at == null || newest == null
                    ? null
                    : new Taken(newest.reading().value(), at);
        }
        ChartEntry entry = session == null ? null : session.chart().latest((Scale) what);
        return entry == null || entry.value() == null ? null : new Taken(entry.value(), entry.at());
    }

    /** The number that a device of this chair last told, however old; null where none has. */
    @Nullable
    Double number(Metric metric) {
        Latest newest = value(metric);
        return newest == null ? null : (Double) newest.reading().value();
    }

    /** What is added to the pump's volume counter to have the volume of this session, mL. */
    double carriedMl() {
        return carriedMl;
    }

    /** How much the pump's counter rose since the pump stopped, mL; null where it tells no volume. */
    @Nullable
    Double infusedSinceStop() {
        Double volume = volume();
        return volume == null || volumeAtStop == null ? null : (Double) (volume - volumeAtStop);
    }

    private @Nullable Double volume() {
        Double counter = number(Metric.VOLUME_INFUSED);
        return counter == null ? null : (Double) (carriedMl + counter);
    }

    /** Whether the observation clock was looked at since it began to run, and since the server started. */
    boolean clockSeen() {
        return clockSeen;
    }

    void seeClock() {
        clockSeen = true;
    }

    /** When the newest value was measured that a restart brought back; long ago where there was none. */
    Instant recalledUntil() {
        return recalledUntil;
    }

    /** Puts back a value that was kept before a restart. */
    void recall(Reading reading, Instant liveAt) {
        value(reading, liveAt);
        recalledUntil = liveAt.isAfter(recalledUntil) ? liveAt : recalledUntil;
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

    ChairAlarms alarmStates() {
        return alarms;
    }

    /** The devices that name another patient than the one in the chair. */
    Set<DeviceId> mismatches() {
        return mismatches.keySet();
    }

    /** Whom a device of this chair last named; null where none has. */
    @Nullable
    Patient lastNamed() {
        return lastNamed;
    }

    Baseline collectedBaseline() {
        return baselineSamples.baseline();
    }

    void touch() {
        revision++;
    }

    void named(Patient patient) {
        lastNamed = patient;
    }

    void mismatch(DeviceId device, Patient patient) {
        mismatches.put(device, patient);
        touch();
    }

    void match(DeviceId device) {
        mismatches.remove(device);
    }

    /**
     * Takes a live reading.
     *
     * @return false where it is no news: older than, or the same as, what is known
     */
    boolean value(Reading reading, Instant liveAt) {
        Map<Integer, Latest> sites = latest.computeIfAbsent(reading.metric(), unused -> new TreeMap<>());
        Latest known = sites.get(reading.site());
        if (known != null && (reading.equals(known.reading()) || older(reading, liveAt, known))) {
            return false;
        }
        sites.put(reading.site(), Latest.after(known, reading, liveAt));
        if (volumeAtStop == null && pump != null && !liveAt.isBefore(pump.since())) {
            volumeAtStop = volume();
        }
        missing.remove(reading.metric());
        touch();
        if (session != null && !session.stage().over() && !liveAt.isBefore(session.startedAt())) {
            measured.put(reading.metric(), liveAt);
            if (beforeTheDrug(session) && reading.metric().kind() == Metric.Kind.VITAL) {
                baselineSamples.add(reading.metric(), reading.value(), liveAt);
            }
            watch(reading.metric(), liveAt);
        }
        return true;
    }

    private static boolean beforeTheDrug(Session session) {
        return session.stage() == Stage.BASELINE || session.stage() == Stage.CHECK_IN;
    }

    private static boolean older(Reading reading, Instant liveAt, Latest known) {
        return reading.at().isBefore(known.reading().at()) && !liveAt.isAfter(known.liveAt());
    }

    void absent(Absence absence, Instant liveAt) {
        if (absence.reason() == Absence.Reason.MEASURING) {
            return;
        }
        if (latest.containsKey(absence.metric()) && !missing.containsKey(absence.metric())) {
            missing.put(absence.metric(), new Missing(absence.reason(), liveAt));
            touch();
        }
    }

    /** The most worrying fresh value on one side, of all sensors of the metric; null where none is fresh. */
    @Nullable
    Double worst(Metric metric, Limit.Side side, Instant now) {
        Double worst = null;
        for (Latest value : latest.getOrDefault(metric, Map.of()).values()) {
            if (!value.liveAt().plus(Freshness.live(metric)).isBefore(now)) {
                double number = value.reading().value();
                worst = worst == null
                        ? (Double) number
                        : (Double) (side == Limit.Side.LOW ? Math.min(worst, number) : Math.max(worst, number));
            }
        }
        return worst;
    }

    private void watch(Metric metric, Instant at) {
        for (Limit.Side side : Limit.Side.values()) {
            Double worst = worst(metric, side, at);
            if (worst != null) {
                limits.value(metric, side, worst, at);
            }
        }
    }

    // ---- the state moves only from here on, by events ----

    void open(Session opened) {
        measured.clear();
        missing.clear();
        mismatches.clear();
        latest.clear();
        baselineSamples = new Baseline.Collector();
        carriedMl = 0;
        volumeAtStop = null;
        clockSeen = false;
        pump = pump != null && pump.infusing() ? pump : null;
        session(opened);
    }

    /** Puts the session into its next state and the limits with it. */
    void session(Session next) {
        session = next;
        limits = next.stage().over() ? LimitSet.NONE : LimitSet.of(next);
        alarms.all().forEach(alarm -> resume(alarm.key()));
        latest.forEach((metric, sites) -> {
            Latest newest = sites.get(0);
            if (newest != null) {
                watch(metric, newest.liveAt());
            }
        });
        if (next.stage().over()) {
            session = null;
            mismatches.clear();
        }
        touch();
    }

    /** Lets the limits know how an alarm stands that began before a change of stage or a restart. */
    void resume(AlarmKey key) {
        Metric metric = key.metric();
        if (metric != null && key.kind().physiological()) {
            limits.resume(metric, key.kind() == AlarmKind.LOW ? Limit.Side.LOW : Limit.Side.HIGH, alarms.get(key));
        }
    }

    void carry(double ml) {
        carriedMl = ml;
        touch();
    }

    void pump(PumpState state) {
        pump = state;
        volumeAtStop = volume();
        touch();
    }

    void pauseAudio(Instant until) {
        audioPausedUntil = until;
        touch();
    }

    void assign(DeviceId device) {
        devices.add(device);
        touch();
    }

    void release(DeviceId device) {
        devices.remove(device);
        mismatches.remove(device);
        touch();
    }
}
