package io.dripwatch.flow;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.alarm.Condition;
import io.dripwatch.session.Continuous;
import io.dripwatch.session.Limit;
import io.dripwatch.session.Limit.Side;
import io.dripwatch.session.Schedule;
import io.dripwatch.session.Session;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Everything that can be wrong with a chair, one check for each, in the order in which alarms of one moment appear. */
final class Checks {
    private static final Duration SENSOR_PATIENCE = Duration.ofSeconds(5);
    private static final Duration CONFLICT_PATIENCE = Duration.ofSeconds(10);
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

    private static final List<AlarmKind> LIMITS =
            List.of(AlarmKind.LOW, AlarmKind.HIGH, AlarmKind.FALLING, AlarmKind.RISING);

    private static final List<Check> ALL = List.of(
            Checks::limits,
            Checks::devices,
            Checks::sensors,
            Checks::links,
            Checks::streams,
            Checks::schedules,
            Checks::identity,
            Checks::stage,
            Checks::baseline,
            Checks::clocks,
            DoseChecks::cleared,
            DoseChecks::order,
            DoseChecks::bolus,
            DoseChecks::unwatched,
            Checks::screens);

    private Checks() {}

    /** All that is wrong with a chair now and is to be said. */
    static Map<AlarmKey, Condition> look(Chair chair, Links links, Instant now) {
        Map<AlarmKey, Condition> found = new LinkedHashMap<>();
        if (chair.session() != null) {
            for (Check check : ALL) {
                check.look(chair, links, now, found);
            }
            Quieting.all(chair, links, now, found);
        }
        return found;
    }

    private static Session session(Chair chair) {
        return Objects.requireNonNull(chair.session(), "only chairs with a session are looked at");
    }

    private static void limits(Chair chair, Links links, Instant now, Map<AlarmKey, Condition> found) {
        for (Metric metric : chair.limits().metrics()) {
            for (AlarmKind kind : LIMITS) {
                AlarmKey key = chair.limits().broken(metric, kind, now) ? AlarmKey.of(kind, metric) : null;
                Double shown = key == null ? null : lastKnown(chair, key, now);
                Condition condition = shown == null ? null : chair.limits().condition(metric, kind, shown, now);
                if (key != null && condition != null) {
                    found.put(key, condition);
                }
            }
        }
    }

    /** A value that has grown old still stands for its alarm: silence clears nothing, nor does a restart. */
    private static @Nullable Double lastKnown(Chair chair, AlarmKey key, Instant now) {
        Metric metric = key.metric();
        Side side = key.kind().side();
        if (metric == null || side == null) {
            return null;
        }
        Double worst = chair.signs().worst(metric, side, now);
        if (worst != null) {
            return worst;
        }
        Double last = chair.signs().lastWorst(metric, side);
        if (last != null) {
            return last;
        }
        Alarm alarm = chair.alarmStates().get(key);
        return alarm == null || alarm.state() != Alarm.State.ACTIVE
                ? null
                : alarm.condition().value();
    }

    private static void devices(Chair chair, Links links, Instant now, Map<AlarmKey, Condition> found) {
        chair.deviceAlarms().find(found);
    }

    private static void sensors(Chair chair, Links links, Instant now, Map<AlarmKey, Condition> found) {
        if (chair.missing().isEmpty()) {
            return;
        }
        for (Continuous stream : session(chair).protocol().continuous()) {
            if (!stream.stages().contains(session(chair).stage())) {
                continue;
            }
            boolean another = stream.anyOf().stream()
                    .anyMatch(metric ->
                            !chair.missing().containsKey(metric) && chair.fresh(metric, stream.staleAfter(), now));
            for (Metric metric : stream.anyOf()) {
                Missing missing = chair.missing().get(metric);
                boolean known = chair.alarmStates().active(AlarmKey.of(AlarmKind.SENSOR_OFF, metric));
                if (missing != null && (known || !now.isBefore(missing.since().plus(SENSOR_PATIENCE)))) {
                    Priority priority = another ? Priority.LOW : stream.priority();
                    found.put(
                            AlarmKey.of(AlarmKind.SENSOR_OFF, metric),
                            Condition.technical(priority, words(missing), metric));
                }
            }
        }
    }

    private static String words(Missing missing) {
        return switch (missing.reason()) {
            case SENSOR_OFF -> "{} sensor off";
            case INVALID -> "{} signal unusable";
            case UNAVAILABLE -> "{} not available: check sensor";
            case MEASURING -> "{} is being measured";
        };
    }

    private static void links(Chair chair, Links links, Instant now, Map<AlarmKey, Condition> found) {
        for (DeviceId device : chair.devices()) {
            DeviceLink link = links.of(device);
            if (link != null && link.lost(now)) {
                found.put(
                        AlarmKey.of(AlarmKind.LINK_LOST, device),
                        link.pump()
                                ? Condition.technical(Priority.LOW, "Pump link lost: {}", device.value())
                                : Condition.technical(Priority.MEDIUM, "Monitor link lost: {}", device.value()));
            }
        }
    }

    private static void streams(Chair chair, Links links, Instant now, Map<AlarmKey, Condition> found) {
        Session session = session(chair);
        for (Continuous stream : session.protocol().continuous()) {
            if (stream.stages().contains(session.stage())
                    && !now.isBefore(session.startedAt().plus(stream.staleAfter()))
                    && !chair.signs().anyFresh(stream.anyOf(), stream.staleAfter(), now)
                    && stream.anyOf().stream().noneMatch(chair.missing()::containsKey)
                    && !comesBack(chair, links, stream, now)) {
                Sentence any = stream.anyOf().stream()
                        .map(metric -> Sentence.of(metric.label()))
                        .reduce((one, other) -> Sentence.of("{} or {}", one, other))
                        .orElse(Sentence.NONE);
                found.put(
                        AlarmKey.of(AlarmKind.STALE, stream.anyOf().get(0)),
                        Condition.technical(
                                stream.priority(),
                                "No {} for {} s",
                                any,
                                stream.staleAfter().toSeconds()));
            }
        }
    }

    /** Its device was lost and is just telling what it has saved. */
    private static boolean comesBack(Chair chair, Links links, Continuous stream, Instant now) {
        for (Metric metric : stream.anyOf()) {
            DeviceId source = chair.signs().source(metric);
            DeviceLink link = source == null ? null : links.of(source);
            if (link != null && link.isBackSince(SENSOR_PATIENCE, now)) {
                return true;
            }
        }
        return false;
    }

    private static void schedules(Chair chair, Links links, Instant now, Map<AlarmKey, Condition> found) {
        for (Schedule schedule : session(chair).protocol().schedules()) {
            Instant due = Due.at(chair, schedule);
            if (due != null && now.isAfter(due.plus(schedule.grace()))) {
                found.put(
                        AlarmKey.of(AlarmKind.OVERDUE, schedule.what()),
                        Condition.technical(schedule.priority(), "{} overdue: measure now", Due.word(schedule)));
            }
        }
    }

    private static void identity(Chair chair, Links links, Instant now, Map<AlarmKey, Condition> found) {
        for (DeviceId device : chair.named().mismatches()) {
            found.put(
                    AlarmKey.of(AlarmKind.PATIENT_MISMATCH, device),
                    Condition.technical(
                            Priority.MEDIUM, "Device names another patient: {}, readings held", device.value()));
        }
    }

    private static void stage(Chair chair, Links links, Instant now, Map<AlarmKey, Condition> found) {
        PumpState pump = chair.pump();
        Session session = session(chair);
        if (pump == null) {
            return;
        }
        boolean dosing = session.stage() == Stage.DOSING;
        if (dosing == pump.infusing()
                && pump.doubtful()
                && !now.isBefore(pump.toldAt().plus(CONFLICT_PATIENCE))) {
            found.put(
                    AlarmKey.of(AlarmKind.STAGE_CONFLICT),
                    dosing
                            ? Condition.technical(Priority.MEDIUM, "Pump stopped, told late")
                            : Condition.technical(Priority.MEDIUM, "Pump started, told late"));
            return;
        }
        Instant since = pump.since().isAfter(session.stageSince()) ? pump.since() : session.stageSince();
        if (dosing != pump.infusing() && !now.isBefore(since.plus(CONFLICT_PATIENCE))) {
            found.put(
                    AlarmKey.of(AlarmKind.STAGE_CONFLICT),
                    dosing
                            ? Condition.technical(Priority.MEDIUM, "Stage is dosing, pump is not infusing")
                            : Condition.technical(
                                    Priority.MEDIUM,
                                    "Pump is infusing, stage is {}",
                                    session.stage().said()));
        }
    }

    private static void baseline(Chair chair, Links links, Instant now, Map<AlarmKey, Condition> found) {
        Session session = session(chair);
        if (session.stage() == Stage.BASELINE) {
            return;
        }
        for (Limit limit : session.protocol().limits()) {
            if (limit.sound().needsBaseline()
                    && limit.stages().contains(session.stage())
                    && !session.baseline().has(limit.metric())) {
                found.put(
                        AlarmKey.of(AlarmKind.NO_BASELINE),
                        Condition.technical(Priority.LOW, "No baseline: limits relative to it are off"));
                return;
            }
        }
    }

    private static void screens(Chair chair, Links links, Instant now, Map<AlarmKey, Condition> found) {
        chair.shown().find(chair, now, found);
    }

    private static void clocks(Chair chair, Links links, Instant now, Map<AlarmKey, Condition> found) {
        for (DeviceId device : chair.devices()) {
            DeviceLink link = links.of(device);
            Duration offset = link == null ? null : link.clockOffset();
            if (offset != null && offset.abs().compareTo(CLOCK_TOLERANCE) > 0) {
                found.put(
                        AlarmKey.of(AlarmKind.CLOCK_OFF, device),
                        Condition.technical(Priority.LOW, "Clock of {} is wrong", device.value()));
            }
        }
    }
}
