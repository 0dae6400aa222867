package io.dripwatch.flow;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.alarm.ChairAlarms;
import io.dripwatch.alarm.Condition;
import io.dripwatch.alarm.Inactivation;
import io.dripwatch.alarm.LimitSet;
import io.dripwatch.session.Baseline;
import io.dripwatch.session.ChartEntry;
import io.dripwatch.session.Evidence;
import io.dripwatch.session.Limit;
import io.dripwatch.session.Session;
import io.dripwatch.vitals.Absence;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Measure;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import io.dripwatch.vitals.Scale;
import io.dripwatch.vitals.Withdrawal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final Signs signs = new Signs();
    private final Map<Metric, Instant> measured = new EnumMap<>(Metric.class);
    private final Named named = new Named();
    private final PumpMeter pump = new PumpMeter();
    private final ObservationWatch observation = new ObservationWatch();
    private Baseline.Collector baselineSamples = new Baseline.Collector();
    private LimitSet limits = LimitSet.NONE;
    private @Nullable Session session;
    private final Inactivations inactivations = new Inactivations();
    private final DeviceAlarms deviceAlarms = new DeviceAlarms();
    private final ShownAlarms shown = new ShownAlarms();
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
        return pump.state();
    }

    /** What people have silenced here, in the order in which they did. */
    public List<Inactivation> silenced() {
        return inactivations.all();
    }

    /** The newest values by metric and site. */
    public Map<Metric, Map<Integer, Latest>> values() {
        return signs.all();
    }

    /** The metrics that the devices say they cannot measure now. */
    public Map<Metric, Missing> missing() {
        return signs.missing();
    }

    /** The value of the first sensor that was ever seen here; null where none was. */
    public @Nullable Latest value(Metric metric) {
        return signs.first(metric);
    }

    /** When a metric was last measured, or a scale last scored, during this session; null where it was not. */
    public @Nullable Instant measured(Measure what) {
        Taken taken = what instanceof Metric ? null : last(what);
        return taken == null ? measured.get(what) : taken.at();
    }

    /** The condition behind an alarm with the value of now; as it was found where there is no newer one. */
    public Condition conditionNow(Alarm alarm, Instant now) {
        return signs.conditionNow(alarm, limits, now);
    }

    /** The inactivation states of an alarm, as IHE ACM words them: "enabled", "audio-paused", ... */
    public List<String> inactivation(Alarm alarm, Instant now) {
        return inactivations.words(alarm, now);
    }

    @Override
    public @Nullable Taken last(Measure what) {
        if (what instanceof Metric metric) {
            Instant at = measured.get(metric);
            Double number = number(metric);
            return at == null || number == null ? null : new Taken(number, at);
        }
        ChartEntry entry = session == null ? null : session.chart().latest((Scale) what);
        return entry == null || entry.value() == null ? null : new Taken(entry.value(), entry.at());
    }

    @Override
    public Duration observed(Instant now) {
        return session == null ? Duration.ZERO : observation.observed(session.clock(), now);
    }

    /** The number that a device of this chair last told, however old; null where none has. */
    @Nullable
    Double number(Metric metric) {
        Latest newest = value(metric);
        return newest == null ? null : (Double) newest.reading().value();
    }

    PumpMeter pumpMeter() {
        return pump;
    }

    ObservationWatch observation() {
        return observation;
    }

    Named named() {
        return named;
    }

    /** Puts back a value that was kept before a restart. */
    void recall(Reading reading, Instant liveAt) {
        value(reading, liveAt);
        observation.recalled(liveAt);
    }

    /** Whether a value no older than {@code age} speaks for this metric. */
    boolean fresh(Metric metric, Duration age, Instant now) {
        return signs.fresh(metric, age, now);
    }

    Signs signs() {
        return signs;
    }

    ChairAlarms alarmStates() {
        return alarms;
    }

    Inactivations inactivations() {
        return inactivations;
    }

    DeviceAlarms deviceAlarms() {
        return deviceAlarms;
    }

    /** The id of the open session; null where none is. */
    @Nullable
    String sessionId() {
        return session == null ? null : session.id();
    }

    Baseline collectedBaseline() {
        return baselineSamples.baseline();
    }

    void touch() {
        revision++;
    }

    /**
     * Takes a live reading.
     *
     * @return false where it is no news: older than, or the same as, what is known
     */
    boolean value(Reading reading, Instant liveAt) {
        if (!signs.take(reading, liveAt)) {
            return false;
        }
        if (reading.metric().kind() == Metric.Kind.PUMP) {
            pump.measured(number(Metric.VOLUME_INFUSED), liveAt);
        }
        touch();
        if (session != null && !session.stage().over() && !liveAt.isBefore(session.startedAt())) {
            measured.put(reading.metric(), liveAt);
            if (session.stage().beforeDrug() && reading.metric().kind() == Metric.Kind.VITAL) {
                baselineSamples.add(reading.metric(), reading.value(), liveAt);
            }
            watch(reading.metric(), liveAt);
        }
        return true;
    }

    /** Takes back the newest value of a sensor; the one before it stands again. What is older moved on long ago. */
    void withdraw(Withdrawal withdrawal) {
        if (signs.withdraw(withdrawal, limits)) {
            measured.computeIfPresent(withdrawal.metric(), (metric, at) -> signs.newest(metric));
            touch();
        }
    }

    void absent(Absence absence, Instant liveAt) {
        if (signs.miss(absence, liveAt)) {
            touch();
        }
    }

    private void watch(Metric metric, Instant at) {
        for (Limit.Side side : Limit.Side.values()) {
            Double worst = signs.worst(metric, side, at);
            if (worst != null) {
                limits.value(metric, side, worst, at);
            }
        }
    }

    // ---- the state moves only from here on, by events ----

    void open(Session opened, Instant at) {
        measured.clear();
        named.clear();
        signs.clear();
        baselineSamples = new Baseline.Collector();
        pump.open();
        observation.open();
        session(opened, at);
    }

    /** Puts the session into its next state and the limits with it. */
    void session(Session next, Instant at) {
        session = next;
        LimitSet before = limits;
        limits = next.stage().over() ? LimitSet.NONE : LimitSet.of(next);
        limits.takeUp(before, alarms);
        signs.begin(limits, next.startedAt(), at);
        if (next.stage().over()) {
            session = null;
            named.clear();
            deviceAlarms.forget();
        }
        touch();
    }

    /** Lets the limits know how an alarm stands that began before a change of stage or a restart. */
    void resume(AlarmKey key) {
        Metric metric = key.metric();
        if (metric != null && key.kind().physiological()) {
            limits.resume(metric, key.kind(), alarms.get(key));
        }
    }

    void carry(double ml) {
        pump.carry(ml);
        touch();
    }

    void pump(RoomEvent.PumpReported event) {
        pump.follow(event, number(Metric.VOLUME_INFUSED));
        touch();
    }

    void changed(AlarmEvent event) {
        alarms.apply(event);
        if (event.over()) {
            shown.over(event.alarm().id());
        }
        touch();
    }

    ShownAlarms shown() {
        return shown;
    }

    void assign(DeviceId device) {
        devices.add(device);
        touch();
    }

    void release(DeviceId device) {
        devices.remove(device);
        named.match(device);
        deviceAlarms.forget(device);
        touch();
    }
}
