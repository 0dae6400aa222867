package io.dripwatch.flow;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.session.AlarmPolicy.CuffHold;
import io.dripwatch.session.Limit;
import io.dripwatch.session.OwnLimit;
import io.dripwatch.session.Session;
import io.dripwatch.vitals.Absence;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** No alarm without its cause and no cause without its alarm: every limit on level, judged from the values alone. */
final class WardLimits implements WardRule {
    private static final Duration LATER_THAN_THE_BEAT = Duration.ofSeconds(10);
    private static final Duration HEART_SPEAKS = Duration.ofSeconds(15);

    private final Map<ChairId, Bed> beds = new HashMap<>();

    /** What is known of one chair. */
    private static final class Bed {
        private long revision = -1;
        private @Nullable Session session;
        private Map<Metric, Map<Integer, Latest>> known = new EnumMap<>(Metric.class);
        private List<WardStanding> standings = new ArrayList<>();
        private @Nullable Instant inflates;
        private Instant lastInflating = Instant.EPOCH;
        private final Map<AlarmKind, Instant> heartSaid = new EnumMap<>(AlarmKind.class);
    }

    @Override
    public void after(WardInput input, List<RoomEvent> events, Room room) {
        for (Chair chair : room.chairs()) {
            Bed bed = beds.computeIfAbsent(chair.id(), unused -> new Bed());
            if (bed.revision != chair.revision()) {
                bed.revision = chair.revision();
                take(bed, chair, input.at());
            }
        }
        for (Chair chair : room.chairs()) {
            for (AlarmKind kind : List.of(AlarmKind.LOW, AlarmKind.HIGH)) {
                Alarm heart = alarm(chair, new AlarmKey(kind, Metric.HEART_RATE, null, null));
                if (heart != null && heart.priority() == Priority.HIGH) {
                    Objects.requireNonNull(beds.get(chair.id())).heartSaid.put(kind, input.at());
                }
            }
        }
        if (input instanceof WardInput.Told told) {
            cuff(told, room);
        }
        for (RoomEvent event : events) {
            if (event instanceof RoomEvent.AlarmChanged changed
                    && changed.alarmEvent().phase() == AlarmEvent.Phase.START) {
                began(changed.chair(), changed.alarmEvent());
            }
        }
        if (input instanceof WardInput.Ticked) {
            for (Chair chair : room.chairs()) {
                noneMissing(chair, input.at());
            }
        }
    }

    private void cuff(WardInput.Told told, Room room) {
        ChairId chair = room.chairOf(told.report().device());
        Bed bed = chair == null ? null : beds.get(chair);
        Session session = bed == null ? null : bed.session;
        Patient seated = session == null ? null : session.patient();
        Patient named = told.report().patient();
        if (seated != null && named != null && !seated.id().equals(named.id())) {
            return;
        }
        for (Absence absence : told.report().absences()) {
            if (bed != null && absence.reason() == Absence.Reason.MEASURING && absence.metric() == Metric.NIBP_SYS) {
                if (bed.inflates == null || told.at().isAfter(bed.lastInflating.plusSeconds(120))) {
                    bed.inflates = told.at();
                }
                bed.lastInflating = told.at();
            }
        }
    }

    private static void take(Bed bed, Chair chair, Instant now) {
        Session session = chair.session();
        Session before = bed.session;
        bed.session = session;
        if (session == null) {
            return;
        }
        if (before == null || !before.id().equals(session.id())) {
            bed.known = new EnumMap<>(Metric.class);
            bed.standings = new ArrayList<>();
            bed.inflates = null;
            place(bed, session, chair, now);
            values(bed, session, chair);
            return;
        }
        values(bed, session, chair);
        if (!session.equals(before)) {
            place(bed, session, chair, now);
        }
    }

    private static void values(Bed bed, Session session, Chair chair) {
        chair.values().forEach((metric, sites) -> {
            Map<Integer, Latest> known = bed.known.computeIfAbsent(metric, unused -> new HashMap<>());
            sites.forEach((site, latest) -> {
                if (!latest.equals(known.put(site, latest))) {
                    if (metric.id().startsWith("nibp")) {
                        bed.inflates = null;
                    }
                    if (!latest.liveAt().isBefore(session.startedAt())) {
                        feed(bed.standings, metric, sites, latest.liveAt(), latest.liveAt());
                    }
                }
            });
        });
    }

    private static void feed(
            List<WardStanding> standings, Metric metric, Map<Integer, Latest> sites, Instant now, Instant at) {
        for (WardStanding standing : standings) {
            if (standing.limit.metric() == metric) {
                Double worst = null;
                for (Latest latest : sites.values()) {
                    double value = latest.reading().value();
                    if (!latest.liveAt().plus(Freshness.live(metric)).isBefore(now)) {
                        worst = worst == null
                                ? (Double) value
                                : (Double) (standing.low() ? Math.min(worst, value) : Math.max(worst, value));
                    }
                }
                if (worst != null) {
                    standing.value(worst, at);
                }
            }
        }
    }

    /** The limits in force now; one that lies where it lay goes on, another begins with what is live now. */
    private static void place(Bed bed, Session session, Chair chair, Instant now) {
        List<WardStanding> next = new ArrayList<>();
        for (Limit limit : session.protocol().limits()) {
            WardStanding placed = placed(limit, session);
            if (placed != null) {
                WardStanding known = null;
                for (WardStanding standing : bed.standings) {
                    known = standing.same(placed) ? standing : known;
                }
                next.add(known == null ? placed : known);
                if (known == null) {
                    Map<Integer, Latest> sites = new HashMap<>(chair.values().getOrDefault(limit.metric(), Map.of()));
                    sites.values().removeIf(latest -> latest.liveAt().isBefore(session.startedAt()));
                    Latest first = sites.values().stream()
                            .max(Comparator.comparing(Latest::liveAt))
                            .orElse(null);
                    if (first != null) {
                        feed(List.of(placed), limit.metric(), sites, now, first.liveAt());
                    }
                }
            }
        }
        bed.standings = next;
    }

    private static @Nullable WardStanding placed(Limit limit, Session session) {
        if (!limit.stages().contains(session.stage()) || !limit.delay().over().isZero()) {
            return null;
        }
        Double baseline = session.baseline().of(limit.metric());
        Double sound = number(limit.sound().kind().name(), limit.sound().amount(), baseline);
        Double clear = number(limit.clear().kind().name(), limit.clear().amount(), baseline);
        Double depth = limit.delay().atOnce();
        Double atOnce = depth == null ? null : number(limit.sound().kind().name(), depth, baseline);
        if (sound == null || clear == null) {
            return null;
        }
        for (OwnLimit own : session.ownLimits()) {
            if (own.metric() == limit.metric() && own.side() == limit.side() && own.priority() == limit.priority()) {
                return new WardStanding(limit, own.sound(), clear + (own.sound() - sound), atOnce);
            }
        }
        return new WardStanding(limit, sound, clear, atOnce);
    }

    private static @Nullable Double number(String kind, double amount, @Nullable Double baseline) {
        if (kind.equals("ABSOLUTE")) {
            return amount;
        }
        return baseline == null
                ? null
                : (Double) (kind.equals("FROM_BASELINE") ? baseline + amount : baseline * (1 + amount / 100));
    }

    private void began(ChairId chair, AlarmEvent event) {
        Alarm alarm = event.alarm();
        AlarmKind kind = alarm.key().kind();
        if (kind != AlarmKind.LOW && kind != AlarmKind.HIGH) {
            return;
        }
        Bed bed = Objects.requireNonNull(beds.get(chair));
        boolean caused = false;
        for (WardStanding standing : bed.standings) {
            Instant since = standing.since;
            caused |= standing.limit.metric() == alarm.key().metric()
                    && standing.low() == (kind == AlarmKind.LOW)
                    && standing.limit.priority() == alarm.priority()
                    && since != null
                    && !event.at().isBefore(since.plus(standing.shortest()));
        }
        WardRule.must(
                caused, "no alarm without cause", event, words(bed, alarm.key().metric()));
    }

    private void noneMissing(Chair chair, Instant now) {
        Bed bed = Objects.requireNonNull(beds.get(chair.id()));
        Session session = chair.session();
        if (session == null) {
            return;
        }
        for (WardStanding standing : bed.standings) {
            Instant since = standing.since;
            Duration whole = standing.limit.delay().condition();
            if (since != null && !now.isBefore(since.plus(whole)) && !quiet(bed, session, chair, standing.limit, now)) {
                Alarm alarm = alarm(chair, AlarmKey.of(standing.limit));
                WardRule.must(
                        alarm != null
                                && alarm.state() == Alarm.State.ACTIVE
                                && alarm.priority().compareTo(standing.limit.priority()) >= 0,
                        "no cause without alarm",
                        standing.limit,
                        words(bed, standing.limit.metric()),
                        String.valueOf(alarm));
            }
        }
    }

    private static @Nullable Alarm alarm(Chair chair, AlarmKey key) {
        for (Alarm alarm : chair.alarms()) {
            if (alarm.key().equals(key)) {
                return alarm;
            }
        }
        return null;
    }

    /** The two reasons for which a value beyond its limit may say nothing: the heart is counted, the cuff inflates. */
    private static boolean quiet(Bed bed, Session session, Chair chair, Limit limit, Instant now) {
        CuffHold hold = session.protocol().alarms().cuffHold();
        if (hold != null
                && hold.metrics().contains(limit.metric())
                && session.checkIn().yes(hold.sameLimb())
                && bed.inflates != null
                && now.isBefore(bed.inflates.plus(hold.most()))) {
            return true;
        }
        if (limit.metric() != Metric.PULSE_RATE) {
            return false;
        }
        Instant heart = bed.heartSaid.get(AlarmKind.of(limit));
        boolean said = heart != null && !now.isAfter(heart.plus(LATER_THAN_THE_BEAT));
        boolean counted = false;
        for (Latest latest :
                chair.values().getOrDefault(Metric.HEART_RATE, Map.of()).values()) {
            counted |= !latest.liveAt().plus(HEART_SPEAKS).isBefore(now);
        }
        return counted && (said || limit.priority() != Priority.HIGH);
    }

    private static String words(Bed bed, @Nullable Metric metric) {
        StringBuilder words = new StringBuilder();
        for (WardStanding standing : bed.standings) {
            if (standing.limit.metric() == metric) {
                words.append(standing.limit.priority()).append(' ').append(standing.limit.side());
                words.append(" sound ")
                        .append(standing.sound)
                        .append(" since ")
                        .append(standing.since)
                        .append("; ");
            }
        }
        return words + " of " + bed.known.get(metric);
    }
}
