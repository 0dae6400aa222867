package io.dripwatch.flow;

import io.dripwatch.session.Aldrete;
import io.dripwatch.session.ChartEntry;
import io.dripwatch.session.CheckIn;
import io.dripwatch.session.CheckItem;
import io.dripwatch.session.CheckItem.Answer;
import io.dripwatch.session.Continuous;
import io.dripwatch.session.Criteria;
import io.dripwatch.session.Gate;
import io.dripwatch.session.Limit;
import io.dripwatch.session.Order;
import io.dripwatch.session.Session;
import io.dripwatch.session.Stage;
import io.dripwatch.session.Weight;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Scale;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** No nurse begins the drug while a block holds, and nobody goes home before every criterion holds. */
final class WardGates implements WardRule {
    private final Map<ChairId, Watched> watched = new HashMap<>();

    /** How long the patient of a chair can have been observed at most. */
    private static final class Watched {
        private Instant at = Instant.EPOCH;
        private Duration observed = Duration.ZERO;
    }

    @Override
    public void before(WardInput input, Room room) {
        for (Chair chair : room.chairs()) {
            count(watched.computeIfAbsent(chair.id(), unused -> new Watched()), chair, input.at());
        }
        if (input instanceof WardInput.Wanted wanted
                && wanted.command() instanceof Command.MoveStage move
                && move.to() == Stage.DOSING) {
            held = held(room.chair(move.chair()), input.at());
        } else {
            held = null;
        }
    }

    private @Nullable String held;

    @Override
    public void after(WardInput input, List<RoomEvent> events, Room room) {
        for (RoomEvent event : events) {
            if (event instanceof RoomEvent.StageMoved moved && moved.to() == Stage.DOSING) {
                WardRule.must(held == null, "no nurse begins while a block holds", moved, String.valueOf(held));
                Objects.requireNonNull(watched.get(moved.chair())).observed = Duration.ZERO;
            }
            if (event instanceof RoomEvent.SessionOpened opened) {
                Objects.requireNonNull(watched.get(opened.chair())).observed = Duration.ZERO;
            }
            if (event instanceof RoomEvent.DischargeSigned signed
                    && signed.signature().overrideReason().isEmpty()) {
                Chair chair = Objects.requireNonNull(room.chair(signed.chair()));
                String unmet = unmet(chair, Objects.requireNonNull(chair.session()), signed.at());
                WardRule.must(unmet == null, "nobody goes early", signed, String.valueOf(unmet));
            }
        }
    }

    /** Adds the time until now in which everything that must come was fresh, as far as it was known before. */
    private static void count(Watched watched, Chair chair, Instant now) {
        Session session = chair.session();
        if (session != null && (session.stage() == Stage.OBSERVATION || session.stage() == Stage.READY)) {
            Instant until = now;
            for (Continuous stream : session.protocol().continuous()) {
                if (stream.stages().contains(session.stage())) {
                    Instant fresh = Instant.EPOCH;
                    for (Metric metric : stream.anyOf()) {
                        for (Latest latest :
                                chair.values().getOrDefault(metric, Map.of()).values()) {
                            Instant end = latest.liveAt().plus(stream.staleAfter());
                            fresh = end.isAfter(fresh) && !chair.missing().containsKey(metric) ? end : fresh;
                        }
                    }
                    until = fresh.isBefore(until) ? fresh : until;
                }
            }
            if (until.isAfter(watched.at)) {
                watched.observed = watched.observed.plus(Duration.between(watched.at, until));
            }
        }
        watched.at = now;
    }

    private @Nullable String unmet(Chair chair, Session session, Instant now) {
        Criteria asked = session.protocol().discharge();
        Duration observed = Objects.requireNonNull(watched.get(chair.id())).observed;
        if (observed.compareTo(asked.minimum()) < 0) {
            return "observed for " + observed;
        }
        Instant oldest = now.minus(asked.freshFor());
        if (asked.moaas() > 0 && !within(score(session, Scale.MOAAS, oldest), asked.moaas(), 5)) {
            return "sedation";
        }
        if (asked.nauseaAtMost() < 10 && !within(score(session, Scale.NAUSEA, oldest), 0, asked.nauseaAtMost())) {
            return "nausea";
        }
        CheckIn.Answered escort = session.checkIn().answers().get("escortHere");
        if (asked.escort() && (escort == null || escort.answer() != Answer.YES)) {
            return "escort";
        }
        Double baseline = session.baseline().of(Metric.NIBP_SYS);
        Double systolic = value(chair, session, Metric.NIBP_SYS, oldest);
        double percent = asked.pressureWithinPercent();
        if (percent > 0
                && (baseline == null
                        || systolic == null
                        || Math.abs(systolic - baseline) > baseline * percent / 100 + 1e-9)) {
            return "pressure";
        }
        Integer points = aldrete(chair, session, baseline, systolic, oldest);
        return asked.aldrete() > 0 && (points == null || points < asked.aldrete()) ? "aldrete " + points : null;
    }

    /** The score as its form has it; see {@link Aldrete} for the tables. */
    private static @Nullable Integer aldrete(
            Chair chair, Session session, @Nullable Double baseline, @Nullable Double systolic, Instant oldest) {
        Double activity = score(session, Scale.ALDRETE_ACTIVITY, oldest);
        Double breathing = score(session, Scale.ALDRETE_RESPIRATION, oldest);
        Double awake = score(session, Scale.MOAAS, oldest);
        Double oxygen = score(session, Scale.OXYGEN, oldest);
        Double saturation = value(chair, session, Metric.SPO2, oldest);
        if (activity == null || breathing == null || awake == null || saturation == null) {
            return null;
        }
        if (baseline == null || systolic == null || (saturation > 92.5 && oxygen == null)) {
            return null;
        }
        double off = Math.abs(systolic - baseline) / baseline;
        double points = activity + breathing + (awake >= 5 ? 2 : awake >= 1 ? 1 : 0);
        points += off <= 0.2 + 1e-9 ? 2 : off <= 0.5 + 1e-9 ? 1 : 0;
        boolean air = oxygen != null && oxygen == 0;
        points += saturation > 92 && air ? 2 : saturation > 90 ? 1 : 0;
        return (int) points;
    }

    private static boolean within(@Nullable Double value, double lowest, double highest) {
        return value != null && value >= lowest && value <= highest;
    }

    private static @Nullable Double value(Chair chair, Session session, Metric metric, Instant oldest) {
        Latest latest = chair.values().getOrDefault(metric, Map.of()).get(0);
        Instant at = chair.measured(metric);
        return latest == null || at == null || at.isBefore(oldest) || at.isBefore(session.startedAt())
                ? null
                : (Double) latest.reading().value();
    }

    private static @Nullable Double score(Session session, Scale scale, Instant oldest) {
        Set<String> amended = new HashSet<>();
        for (ChartEntry entry : session.chart().entries()) {
            if (entry.amends() != null) {
                amended.add(entry.amends());
            }
        }
        ChartEntry last = null;
        for (ChartEntry entry : session.chart().entries()) {
            boolean holds = entry.scale() == scale && !entry.withdrawn() && !amended.contains(entry.id());
            last = holds && (last == null || !entry.at().isBefore(last.at())) ? entry : last;
        }
        return last == null || last.at().isBefore(oldest) ? null : last.value();
    }

    /** What holds the start; null where nothing does, or where the drug has run already. */
    private static @Nullable String held(@Nullable Chair chair, Instant now) {
        Session session = chair == null ? null : chair.session();
        if (chair == null || session == null || session.dosingSince() != null) {
            return null;
        }
        Map<String, CheckIn.Waiver> waived = session.checkIn().overrides();
        if (session.patient() == null && !waived.containsKey("patient")) {
            return "patient";
        }
        Order order = session.protocol().order();
        Weight weight = session.checkIn().weight();
        boolean weighed = weight != null && !weight.measuredAt().isBefore(now.minus(order.weightMaxAge()));
        if (order.basis() == Order.Basis.PER_KG && !weighed && !waived.containsKey("weight")) {
            return "weight";
        }
        Map<String, CheckIn.Answered> answers = session.checkIn().answers();
        for (CheckItem item : session.protocol().checklist()) {
            CheckIn.Answered answered = answers.get(item.id());
            CheckIn.Answered condition = item.onlyIf() == null ? null : answers.get(item.onlyIf());
            boolean asked = item.onlyIf() == null || (condition != null && condition.answer() == Answer.YES);
            boolean well = answered != null && (item.safe() == null || item.safe() == answered.answer());
            if (item.bearing() == CheckItem.Bearing.BLOCK && asked && !well && !waived.containsKey(item.id())) {
                return item.id();
            }
        }
        for (Gate gate : session.protocol().gates()) {
            String id = "gate." + gate.metric().id();
            Double value = value(chair, session, gate.metric(), now.minus(gate.freshFor()));
            boolean beyond =
                    value != null && (gate.side() == Limit.Side.LOW ? value < gate.beyond() : value > gate.beyond());
            if ((value == null || beyond) && !waived.containsKey(id)) {
                return id;
            }
        }
        return null;
    }
}
