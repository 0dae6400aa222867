package io.dripwatch.flow;

import io.dripwatch.flow.CommandRefused.Cause;
import io.dripwatch.session.ChartEntry;
import io.dripwatch.session.CheckIn;
import io.dripwatch.session.Discharge;
import io.dripwatch.session.Protocol;
import io.dripwatch.session.Session;
import io.dripwatch.session.Signature;
import io.dripwatch.session.Stage;
import io.dripwatch.session.StartGate;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Sentence;
import java.time.Instant;
import java.util.List;

/** What happens to the commands that lead a session along and fill its chart. */
final class SessionDesk {
    /** A weight that differs from the known one by more than this part is asked for twice: kg or lb? */
    private static final double UNLIKELY = 0.1;

    /** A refusal names this many reasons; all of them stand on the checklist. */
    private static final int MOST_REASONS = 3;

    private final Room room;

    SessionDesk(Room room) {
        this.room = room;
    }

    void open(Command.OpenSession command, Instant now) {
        Chair chair = room.known(command.chair());
        Protocol protocol = room.plan().protocols().get(command.protocol());
        if (protocol == null) {
            throw new CommandRefused(Cause.NOT_FOUND, "There is no protocol {}.", command.protocol());
        }
        if (chair.session() != null) {
            throw new CommandRefused(
                    Cause.CONFLICT,
                    "Chair {} has an open session; close it first.",
                    chair.id().value());
        }
        String id = Sessions.id(chair.id(), now);
        room.happen(new RoomEvent.SessionOpened(
                now, command.by(), chair.id(), id, command.patient(), protocol, command.stage()));
        if (command.weight() != null) {
            room.happen(new RoomEvent.Weighed(now, command.by(), chair.id(), id, command.weight()));
        }
        room.look(chair, now);
    }

    void move(Command.MoveStage command, Instant now) {
        Chair chair = room.known(command.chair());
        Session session = session(chair);
        Sentence refusal = session.stage().refusal(command.to(), Stage.Mover.NURSE);
        if (refusal != null) {
            throw new CommandRefused(Cause.CONFLICT, refusal);
        }
        if (command.to() == Stage.READY) {
            throw new CommandRefused(Cause.CONFLICT, "A session is ready for discharge when a nurse has signed it.");
        }
        if ((command.to() == Stage.ABORTED || command.to() == Stage.TRANSFERRED)
                && command.reason().isBlank()) {
            throw new CommandRefused(
                    Cause.CONFLICT, "Say why the session is {}.", command.to().said());
        }
        if (command.to() == Stage.DOSING && session.dosingSince() == null) {
            cleared(chair, session, now);
        }
        Sessions.move(room, chair, command.to(), command.by(), command.reason(), now);
        room.look(chair, now);
    }

    private static void cleared(Chair chair, Session session, Instant now) {
        List<StartGate.Finding> holding = StartGate.holding(session, chair, now);
        if (!holding.isEmpty()) {
            Sentence first = Sentence.joined(
                    "; ",
                    holding.stream()
                            .limit(MOST_REASONS)
                            .map(StartGate.Finding::text)
                            .toList());
            int more = holding.size() - MOST_REASONS;
            throw more > 0
                    ? new CommandRefused(Cause.CONFLICT, "The start is held: {}; and {} more.", first, more)
                    : new CommandRefused(Cause.CONFLICT, "The start is held: {}.", first);
        }
    }

    void confirm(Command.ConfirmStage command, Instant now) {
        Session session = session(room.known(command.chair()));
        room.happen(new RoomEvent.StageConfirmed(now, command.by(), command.chair(), session.id()));
    }

    void name(Command.NameNurse command, Instant now) {
        Session session = session(room.known(command.chair()));
        room.happen(new RoomEvent.NurseNamed(now, command.by(), command.chair(), session.id(), command.nurse()));
    }

    void answer(Command.AnswerCheck command, Instant now) {
        Chair chair = room.known(command.chair());
        Session session = session(chair);
        boolean escort =
                session.protocol().discharge().escort() && command.item().equals(Discharge.ESCORT_HERE);
        if (!escort && session.protocol().item(command.item()) == null) {
            throw new CommandRefused(Cause.NOT_FOUND, "The checklist has no item {}.", command.item());
        }
        room.happen(new RoomEvent.CheckAnswered(
                now, command.by(), chair.id(), session.id(), command.item(), command.answer()));
        room.look(chair, now);
    }

    void weigh(Command.Weigh command, Instant now) {
        Chair chair = room.known(command.chair());
        Session session = session(chair);
        Double known = session.weightKg() == null ? chair.number(Metric.PUMP_WEIGHT) : session.weightKg();
        double kg = command.weight().kg();
        if (!command.checked() && known != null && known > 0 && Math.abs(kg - known) > known * UNLIKELY) {
            throw new CommandRefused(
                    Cause.CONFLICT,
                    "{} kg is far from the {} kg known so far: check the number and its unit.",
                    kg,
                    known);
        }
        room.happen(new RoomEvent.Weighed(now, command.by(), chair.id(), session.id(), command.weight()));
        room.look(chair, now);
    }

    void override(Command.OverrideBlock command, Instant now) {
        Chair chair = room.known(command.chair());
        Session session = session(chair);
        boolean holds = StartGate.holding(session, chair, now).stream()
                .anyMatch(finding -> finding.id().equals(command.block()));
        if (!holds) {
            throw new CommandRefused(Cause.NOT_FOUND, "Nothing named {} holds the start.", command.block());
        }
        room.happen(new RoomEvent.BlockOverridden(
                now,
                command.by(),
                chair.id(),
                session.id(),
                command.block(),
                new CheckIn.Waiver(command.clinician(), command.reason(), now)));
        room.look(chair, now);
    }

    void chart(Command.Chart command, Instant now) {
        Chair chair = room.known(command.chair());
        Session session = session(chair);
        List<ChartEntry> entries = session.chart().entries();
        if (command.amends() != null && session.chart().current(command.amends()) == null) {
            throw new CommandRefused(Cause.CONFLICT, "That entry is not the one that holds: it was amended already.");
        }
        Instant at = command.at() == null ? now : command.at();
        if (at.isAfter(now) || at.isBefore(session.startedAt())) {
            throw new CommandRefused(Cause.CONFLICT, "An entry cannot be about a time outside the session.");
        }
        ChartEntry entry = new ChartEntry(
                "entry-" + (entries.size() + 1),
                command.what(),
                at,
                now,
                command.by(),
                command.text(),
                command.scale(),
                command.value(),
                command.until(),
                command.amends(),
                command.withdrawn());
        room.happen(new RoomEvent.Charted(now, command.by(), chair.id(), session.id(), entry));
        room.look(chair, now);
    }

    void sign(Command.SignDischarge command, Instant now) {
        Chair chair = room.known(command.chair());
        Session session = session(chair);
        Sentence refusal = session.stage().refusal(Stage.READY, Stage.Mover.NURSE);
        if (refusal != null) {
            throw new CommandRefused(Cause.CONFLICT, refusal);
        }
        List<Discharge.Criterion> criteria = Discharge.criteria(session, chair, now);
        List<Sentence> unmet = criteria.stream()
                .filter(criterion -> !criterion.met())
                .map(criterion -> Sentence.of("{} ({})", criterion.text(), criterion.evidence()))
                .toList();
        if (!unmet.isEmpty() && command.overrideReason().isBlank()) {
            throw new CommandRefused(Cause.CONFLICT, "Not ready: {}.", Sentence.joined("; ", unmet));
        }
        List<Sentence> evidence = criteria.stream()
                .map(criterion -> Sentence.of(
                        criterion.met() ? "{}: {}" : "NOT MET: {}: {}", criterion.text(), criterion.evidence()))
                .toList();
        String reason = unmet.isEmpty() ? "" : command.overrideReason();
        Signature signature = new Signature(command.by(), now, evidence, reason);
        room.happen(new RoomEvent.DischargeSigned(now, command.by(), chair.id(), session.id(), signature));
        Sessions.move(room, chair, Stage.READY, command.by(), reason, now);
        room.look(chair, now);
    }

    private static Session session(Chair chair) {
        Session session = chair.session();
        if (session == null) {
            throw new CommandRefused(
                    Cause.CONFLICT, "Chair {} has no open session.", chair.id().value());
        }
        return session;
    }
}
