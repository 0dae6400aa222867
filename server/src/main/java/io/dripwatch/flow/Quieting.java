package io.dripwatch.flow;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.alarm.Condition;
import io.dripwatch.session.AlarmPolicy.CuffHold;
import io.dripwatch.session.Continuous;
import io.dripwatch.session.Session;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every reason for which one trouble of a chair says nothing because another says it already, in their order. Never
 * across chairs, and never for a high alarm about the patient, save for the seconds of a cuff.
 */
enum Quieting {
    UNWATCHED("A drug that runs unwatched says more than the measurement that is missing.") {
        @Override
        void quiet(Chair chair, Links links, Instant now, Map<AlarmKey, Condition> found) {
            found.entrySet().removeIf(one -> {
                Metric metric = one.getKey().metric();
                AlarmKind kind = one.getKey().kind();
                return (kind == AlarmKind.STALE || kind == AlarmKind.OVERDUE)
                        && metric != null
                        && found.containsKey(AlarmKey.of(AlarmKind.UNWATCHED, metric));
            });
        }
    },
    LOST_LINK("A lost link speaks for the values and sensors of its device.") {
        @Override
        void quiet(Chair chair, Links links, Instant now, Map<AlarmKey, Condition> found) {
            Session session = chair.session();
            for (Iterator<Map.Entry<AlarmKey, Condition>> all = found.entrySet().iterator(); all.hasNext(); ) {
                Map.Entry<AlarmKey, Condition> one = all.next();
                AlarmKey link = session == null ? null : lostLink(chair, session, one.getKey(), found);
                Condition lost = link == null ? null : found.get(link);
                if (link != null && lost != null) {
                    Priority priority = one.getValue().priority();
                    all.remove();
                    if (priority.compareTo(lost.priority()) > 0) {
                        found.replace(link, lost.withPriority(priority));
                    }
                }
            }
        }
    },
    PUMP_ALARM("A pump that alarms explains by itself why it does not infuse.") {
        @Override
        void quiet(Chair chair, Links links, Instant now, Map<AlarmKey, Condition> found) {
            Session session = chair.session();
            AlarmKey conflict = AlarmKey.of(AlarmKind.STAGE_CONFLICT);
            if (session != null && session.stage() == Stage.DOSING && found.containsKey(conflict)) {
                for (Map.Entry<AlarmKey, Condition> one : found.entrySet()) {
                    if (isOfPump(one.getKey(), links) && one.getValue().priority() != Priority.LOW) {
                        found.remove(conflict);
                        return;
                    }
                }
            }
        }
    },
    PULSE("The pulse says nothing while the ECG counts the heart, except what is high and the ECG has not just said.") {
        @Override
        void quiet(Chair chair, Links links, Instant now, Map<AlarmKey, Condition> found) {
            if (!chair.fresh(Metric.HEART_RATE, Freshness.shown(Metric.PULSE_RATE), now)) {
                return;
            }
            found.forEach((key, condition) -> {
                if (key.metric() == Metric.HEART_RATE && condition.priority() == Priority.HIGH) {
                    chair.signs().heartSaid().put(key.kind(), now);
                }
            });
            found.entrySet().removeIf(one -> {
                AlarmKey key = one.getKey();
                if (key.metric() != Metric.PULSE_RATE || key.kind().side() == null) {
                    return false;
                }
                Instant said = chair.signs().heartSaid().get(key.kind());
                return one.getValue().priority() != Priority.HIGH || (said != null && !now.isAfter(said.plus(ECHO)));
            });
        }
    },
    CUFF("The saturation waits while the cuff inflates on the same limb, for 60 s at most.") {
        @Override
        void quiet(Chair chair, Links links, Instant now, Map<AlarmKey, Condition> found) {
            Session session = chair.session();
            CuffHold hold = session == null ? null : session.protocol().alarms().cuffHold();
            if (session == null || hold == null || !session.checkIn().yes(hold.sameLimb())) {
                return;
            }
            if (chair.signs().cuff().inflatingSince(hold.most(), now) == null) {
                return;
            }
            for (Iterator<Map.Entry<AlarmKey, Condition>> all = found.entrySet().iterator(); all.hasNext(); ) {
                Map.Entry<AlarmKey, Condition> one = all.next();
                Metric metric = one.getKey().metric();
                if (metric == null || !hold.metrics().contains(metric)) {
                    continue;
                }
                Alarm alarm = chair.alarmStates().get(one.getKey());
                if (alarm == null || alarm.state() != Alarm.State.ACTIVE) {
                    all.remove();
                } else if (one.getValue().priority().compareTo(alarm.priority()) > 0) {
                    one.setValue(alarm.condition());
                }
            }
        }
    };

    /** The pulse at the finger comes later than the beat, and its average later still. */
    private static final Duration ECHO = Duration.ofSeconds(10);

    private static final List<Quieting> ALL = List.of(values());

    private final String sentence;

    Quieting(String sentence) {
        this.sentence = sentence;
    }

    /** The rule, as it is read aloud to a nurse who learns it. */
    String sentence() {
        return sentence;
    }

    /** Takes away, or softens, what need not be said. */
    abstract void quiet(Chair chair, Links links, Instant now, Map<AlarmKey, Condition> found);

    /** Applies every rule in its order. */
    static void all(Chair chair, Links links, Instant now, Map<AlarmKey, Condition> found) {
        if (!found.isEmpty()) {
            for (Quieting rule : ALL) {
                rule.quiet(chair, links, now, found);
            }
        }
    }

    /** The lost link that explains why a value or sensor says nothing; null where none does. */
    private static @Nullable AlarmKey lostLink(
            Chair chair, Session session, AlarmKey key, Map<AlarmKey, Condition> found) {
        Metric metric = key.metric();
        if (metric == null) {
            return null;
        }
        return switch (key.kind()) {
            case SENSOR_OFF -> lostLink(chair, metric, found);
            case STALE -> lostLinkOfAll(chair, session, metric, found);
            default -> null;
        };
    }

    /** A stream that several metrics may carry is explained only where all that were ever heard are lost. */
    private static @Nullable AlarmKey lostLinkOfAll(
            Chair chair, Session session, Metric first, Map<AlarmKey, Condition> found) {
        AlarmKey link = null;
        for (Continuous stream : session.protocol().continuous()) {
            if (stream.anyOf().get(0) == first) {
                for (Metric metric : stream.anyOf()) {
                    AlarmKey one = lostLink(chair, metric, found);
                    if (one == null && chair.signs().source(metric) != null) {
                        return null;
                    }
                    link = one == null ? link : one;
                }
            }
        }
        return link;
    }

    private static @Nullable AlarmKey lostLink(Chair chair, Metric metric, Map<AlarmKey, Condition> found) {
        DeviceId source = chair.signs().source(metric);
        AlarmKey link = source == null ? null : AlarmKey.of(AlarmKind.LINK_LOST, source);
        return link != null && found.containsKey(link) ? link : null;
    }

    private static boolean isOfPump(AlarmKey key, Links links) {
        DeviceLink link = key.kind() == AlarmKind.DEVICE_ALARM && key.device() != null ? links.of(key.device()) : null;
        return link != null && link.pump();
    }
}
