package io.dripwatch.flow;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.session.ChartEntry;
import io.dripwatch.session.CheckItem;
import io.dripwatch.session.CheckItem.Answer;
import io.dripwatch.session.CourseTemplate;
import io.dripwatch.session.Discharge;
import io.dripwatch.session.Limit;
import io.dripwatch.session.Session;
import io.dripwatch.session.Stage;
import io.dripwatch.session.Weight;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.Scale;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A nurse who mostly leads sessions along, and at times presses anything at all. */
final class WardNurse {
    private static final String BY = "RN";
    private static final List<Scale> RECOVERY =
            List.of(Scale.MOAAS, Scale.NAUSEA, Scale.ALDRETE_ACTIVITY, Scale.ALDRETE_RESPIRATION, Scale.OXYGEN);

    private final SplittableRandom random;
    private final List<ChairId> chairs;
    private final WardStreams streams;

    WardNurse(SplittableRandom random, List<ChairId> chairs, WardStreams streams) {
        this.random = random;
        this.chairs = chairs;
        this.streams = streams;
    }

    /** The next command; null where the nurse meant something that cannot even be said. */
    @Nullable
    Command next(Room room, Instant now) {
        int at = random.nextInt(chairs.size());
        ChairId id = random.nextInt(300) == 0 ? new ChairId("99") : chairs.get(at);
        Chair chair = room.chair(id);
        Session session = chair == null ? null : chair.session();
        if (random.nextInt(10) < 6 && chair != null) {
            if (session == null) {
                return open(room, at, now);
            }
            return random.nextInt(3) == 0 ? answer(chair) : lead(chair, session, now);
        }
        try {
            return anything(room, at, id, session, now);
        } catch (IllegalArgumentException refused) {
            return null;
        }
    }

    private Command open(Room room, int at, Instant now) {
        List<String> protocols = List.copyOf(room.plan().protocols().keySet());
        String protocol = random.nextInt(50) == 0 ? "no-such" : any(protocols);
        return new Command.OpenSession(
                BY,
                chairs.get(at),
                protocol,
                random.nextInt(5) == 0 ? null : WardStreams.patient(at),
                random.nextBoolean() ? weight(now) : null,
                any(List.of(Stage.SCHEDULED, Stage.CHECK_IN, Stage.CHECK_IN, Stage.BASELINE)));
    }

    private Weight weight(Instant now) {
        double kg = random.nextInt(12) == 0 ? 20 + random.nextInt(300) : 68 + random.nextInt(5);
        return Weight.of(kg, "kg", now.minus(Duration.ofDays(random.nextInt(8) == 0 ? random.nextInt(60) : 0)));
    }

    /** Does what comes next in this session. */
    private Command lead(Chair chair, Session session, Instant now) {
        ChairId id = chair.id();
        return switch (session.stage()) {
            case SCHEDULED -> move(id, Stage.CHECK_IN);
            case CHECK_IN -> random.nextInt(6) == 0 ? move(id, Stage.BASELINE) : prepare(session, now);
            case BASELINE -> random.nextInt(4) == 0 ? move(id, Stage.DOSING) : prepare(session, now);
            case DOSING -> random.nextInt(30) == 0 ? move(id, Stage.OBSERVATION) : new Command.ConfirmStage(BY, id);
            case HELD -> move(id, random.nextInt(3) == 0 ? Stage.DOSING : Stage.OBSERVATION);
            case OBSERVATION ->
                random.nextInt(5) > 0
                        ? score(session, now)
                        : new Command.SignDischarge(BY, id, random.nextInt(30) == 0 ? "as ordered" : "");
            case READY -> random.nextInt(4) == 0 ? move(id, any(List.of(Stage.values()))) : move(id, Stage.CLOSED);
            case CLOSED, ABORTED, TRANSFERRED -> move(id, Stage.DOSING);
        };
    }

    private Command prepare(Session session, Instant now) {
        ChairId id = session.chair();
        if (session.weightKg() == null) {
            return new Command.Weigh(BY, id, weight(now), random.nextBoolean());
        }
        for (CheckItem item : session.protocol().checklist()) {
            if (!session.checkIn().answers().containsKey(item.id()) && random.nextInt(4) > 0) {
                Answer safe = item.safe() == null ? Answer.YES : item.safe();
                boolean well = random.nextInt(15) > 0;
                return new Command.AnswerCheck(
                        BY, id, item.id(), well ? safe : safe == Answer.YES ? Answer.NO : Answer.YES);
            }
        }
        if (random.nextInt(3) > 0) {
            List<String> blocks =
                    new ArrayList<>(List.of("patient", "weight", "nothing", "gate.nibpSys", "gate.nibpDia"));
            session.checkIn().answers().keySet().forEach(blocks::add);
            return new Command.OverrideBlock(BY, id, any(blocks), "Dr Synthetic", "discussed");
        }
        return move(id, Stage.DOSING);
    }

    /** Scores what was not scored for some minutes; now and then what was. */
    private Command score(Session session, Instant now) {
        ChairId id = session.chair();
        if (random.nextInt(6) == 0) {
            return new Command.AnswerCheck(
                    BY, id, Discharge.ESCORT_HERE, random.nextInt(5) > 0 ? Answer.YES : Answer.NO);
        }
        Scale scale = any(RECOVERY);
        ChartEntry last = session.chart().latest(scale);
        if (last != null && last.at().isAfter(now.minusSeconds(600)) && random.nextInt(20) > 0) {
            return new Command.SignDischarge(BY, id, "");
        }
        boolean well = random.nextInt(12) > 0;
        double best = scale == Scale.NAUSEA || scale == Scale.OXYGEN ? scale.lowest() : scale.highest();
        double value = well ? best : scale.lowest() + random.nextInt(scale.highest() - scale.lowest() + 1);
        Instant at = random.nextInt(4) == 0 ? now.minusSeconds(random.nextInt(1500)) : null;
        return new Command.Chart(BY, id, ChartEntry.Kind.SCORE, at, "", scale, value, null, null, false);
    }

    /** Answers one of the alarms that are there, or one that is not. */
    private Command answer(Chair chair) {
        List<Alarm> alarms = List.copyOf(chair.alarms());
        String alarm = alarms.isEmpty() || random.nextInt(40) == 0
                ? "no-such"
                : any(alarms).id();
        return switch (random.nextInt(6)) {
            case 0, 1 -> new Command.Acknowledge(BY, chair.id(), alarm, random.nextInt(4) == 0 ? "" : "looked after");
            case 2 -> new Command.Accept("RN2", chair.id(), alarm);
            case 3 -> new Command.ConfirmShown("wall", chair.id(), alarm, random.nextBoolean());
            case 4 -> new Command.PauseAlarm(BY, chair.id(), alarm, Duration.ofSeconds(random.nextInt(150)));
            default -> new Command.PauseAudio(BY, chair.id(), Duration.ofSeconds(random.nextInt(181)));
        };
    }

    private Command anything(Room room, int at, ChairId id, @Nullable Session session, Instant now) {
        Metric metric = any(List.of(Metric.SPO2, Metric.HEART_RATE, Metric.NIBP_SYS, Metric.RESP_RATE));
        AlarmKind kind = any(List.of(AlarmKind.LOW, AlarmKind.HIGH, AlarmKind.LOW, AlarmKind.STALE));
        Command.LimitStep step =
                random.nextInt(4) == 0 ? null : new Command.LimitStep(kind, metric, any(List.of(Priority.values())));
        return switch (random.nextInt(20)) {
            case 0 -> move(id, any(List.of(Stage.values())));
            case 1 -> new Command.ConfirmStage(BY, id);
            case 2 -> new Command.NameNurse(BY, id, "Nurse " + random.nextInt(5));
            case 3 -> new Command.AnswerCheck(BY, id, any(items(session)), any(List.of(Answer.values())));
            case 4 -> new Command.Weigh(BY, id, new Weight(random.nextInt(400), now, "?"), random.nextBoolean());
            case 5 -> new Command.OverrideBlock(BY, id, any(items(session)), random.nextInt(9) == 0 ? "" : "Dr", "yes");
            case 6 -> chart(id, session, now);
            case 7, 8, 9 -> setLimit(id, session, now);
            case 10 -> new Command.PauseAudio(BY, id, Duration.ofSeconds(random.nextInt(-5, 220)));
            case 11, 12 -> new Command.TurnOff(BY, id, step, random.nextInt(3) == 0 ? "" : "known");
            case 13 -> new Command.TurnOn(BY, id, step);
            case 14 ->
                new Command.StartCourse(
                        BY,
                        WardStreams.patient(at).id(),
                        any(List.copyOf(room.plan().protocols().keySet())),
                        random.nextBoolean() ? null : template(),
                        day(now),
                        ZoneOffset.UTC);
            case 15 ->
                new Command.EditCourse(BY, course(room), template(), day(now), random.nextInt(4) == 0 ? "" : "wish");
            case 16 -> new Command.EndCourse(BY, course(room), random.nextInt(4) == 0 ? "" : "over");
            case 17 -> device(at, id);
            case 18 -> new Command.AssignHold(BY, hold(room), WardStreams.patient(at));
            default -> new Command.OpenSession(BY, id, "no-such", null, null, any(List.of(Stage.values())));
        };
    }

    private Command chart(ChairId id, @Nullable Session session, Instant now) {
        int entries = session == null ? 0 : session.chart().entries().size();
        Scale scale = random.nextInt(3) == 0 ? any(List.of(Scale.values())) : null;
        return new Command.Chart(
                BY,
                id,
                any(List.of(ChartEntry.Kind.values())),
                random.nextBoolean() ? null : now.plusSeconds(random.nextInt(-900, 20)),
                random.nextInt(6) == 0 ? "" : "dizzy",
                scale,
                scale == null ? null : (Double) (double) random.nextInt(70),
                random.nextInt(4) == 0 ? now.plusSeconds(random.nextInt(-900, 20)) : null,
                random.nextBoolean() ? null : "entry-" + (1 + random.nextInt(entries + 1)),
                random.nextInt(5) == 0);
    }

    private Command setLimit(ChairId id, @Nullable Session session, Instant now) {
        List<Limit> limits = session == null ? List.of() : session.protocol().limits();
        if (limits.isEmpty() || random.nextInt(8) == 0) {
            return new Command.SetLimit(
                    BY, id, Metric.SPO2, Limit.Side.HIGH, Priority.LOW, 50, "usual", now.plusSeconds(60));
        }
        Limit limit = any(limits);
        Double lowest = limit.handling().lowestSet();
        Double highest = limit.handling().highestSet();
        double sound = lowest == null || highest == null || random.nextInt(9) == 0
                ? random.nextInt(200)
                : Math.rint(lowest + random.nextDouble() * (highest - lowest));
        return new Command.SetLimit(
                BY,
                id,
                limit.metric(),
                limit.side(),
                limit.priority(),
                sound,
                random.nextInt(8) == 0 ? "" : "usual for this patient",
                now.plusSeconds(random.nextInt(-50, 1500)));
    }

    private Command device(int at, ChairId id) {
        return random.nextBoolean()
                ? new Command.AssignDevice(
                        BY,
                        id,
                        streams.anyDevice(chairs.indexOf(id) < 0 ? at : chairs.indexOf(id)),
                        random.nextInt(3) == 0)
                : new Command.ReleaseDevice(BY, streams.anyDevice(at));
    }

    private String course(Room room) {
        return room.courses().all().isEmpty()
                ? "no-such"
                : any(List.copyOf(room.courses().all())).id();
    }

    private String hold(Room room) {
        return room.holds().all().isEmpty()
                ? "no-such"
                : any(List.copyOf(room.holds().all())).hold().id();
    }

    private static List<String> items(@Nullable Session session) {
        List<String> items = new ArrayList<>(List.of("no-such", "patient", "weight"));
        if (session != null) {
            session.protocol().checklist().forEach(item -> items.add(item.id()));
        }
        return items;
    }

    private CourseTemplate template() {
        return new CourseTemplate(List.of(random.nextInt(9)), 28, 1, Scale.PHQ9, 50, 2);
    }

    private static LocalDate day(Instant now) {
        return now.atZone(ZoneOffset.UTC).toLocalDate();
    }

    private Command move(ChairId id, Stage to) {
        return new Command.MoveStage(BY, id, to, random.nextInt(4) == 0 ? "" : "as it goes");
    }

    private <T> T any(List<T> choices) {
        return WardStreams.any(choices, random);
    }
}
