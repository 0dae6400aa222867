package io.dripwatch.report;

import io.dripwatch.flow.RoomEvent;
import io.dripwatch.flow.SessionEvents;
import io.dripwatch.report.Report.CheckLine;
import io.dripwatch.report.Report.Note;
import io.dripwatch.report.Report.Signed;
import io.dripwatch.report.Report.StageSpan;
import io.dripwatch.report.Report.Taken;
import io.dripwatch.report.Report.VitalRow;
import io.dripwatch.session.ChartEntry;
import io.dripwatch.session.CheckIn;
import io.dripwatch.session.CheckItem;
import io.dripwatch.session.Order;
import io.dripwatch.session.Protocol;
import io.dripwatch.session.Session;
import io.dripwatch.session.SignOff;
import io.dripwatch.session.Signature;
import io.dripwatch.session.StartGate;
import io.dripwatch.trend.History;
import io.dripwatch.trend.Minutes;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.Sentence;
import io.dripwatch.wording.Wording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the report of a session from what is kept of it. */
public final class SessionReport {
    private final Session session;
    private final List<RoomEvent> events;
    private final List<StageSpan> stages;
    private final Instant end;
    private final Wording words;

    private SessionReport(List<RoomEvent> events, Instant now, Wording words) {
        this.words = words;
        this.events = events;
        this.session = last(events);
        this.stages = stages(events);
        this.end = session.stage().over() ? session.stageSince() : now;
    }

    /**
     * The report as of now.
     *
     * @param room as the ward calls it
     * @param events of the session in their order, as {@code record.JournalReader.ofSession} gives them
     * @param history where its readings are
     * @param minutes where those are that were deleted
     * @param words in which it is written
     * @throws IllegalArgumentException where the events open no session
     */
    public static Report of(
            String room, List<RoomEvent> events, History history, Minutes minutes, Instant now, Wording words) {
        SessionReport made = new SessionReport(events, now, words);
        return made.written(room, new Measured(history, minutes, made.session.id(), words), now);
    }

    private Report written(String room, Measured measured, Instant now) {
        List<Metric> vitals = measured.vitals();
        Report.Given given = GivenDose.of(session, events, measured, end, words);
        return new Report(
                session.id(),
                words.language().code(),
                room,
                session.chair().value(),
                now,
                session.stage().over(),
                person(session.patient()),
                protocol(session.protocol()),
                order(),
                given,
                stages,
                vitals.stream().map(measured::column).toList(),
                rows(measured, vitals),
                measured.trends(),
                AlarmLines.of(events, words),
                checklist(),
                notes(ChartEntry.Kind.SCORE),
                notes(ChartEntry.Kind.SIDE_EFFECT),
                notes(ChartEntry.Kind.MEDICINE),
                notes(ChartEntry.Kind.NOTE),
                evidence(),
                signatures(),
                Monitoring.of(session, given, measured, end, words));
    }

    private static Session last(List<RoomEvent> events) {
        Session session = null;
        for (RoomEvent event : events) {
            if (event instanceof RoomEvent.SessionOpened opened) {
                session = opened.begin();
            } else if (session != null) {
                session = SessionEvents.after(session, event);
            }
        }
        if (session == null) {
            throw new IllegalArgumentException("expected the events of a session, got none that opens it");
        }
        return session;
    }

    private List<StageSpan> stages(List<RoomEvent> events) {
        List<StageSpan> spans = new ArrayList<>();
        for (RoomEvent event : events) {
            if (event instanceof RoomEvent.SessionOpened opened) {
                spans.add(new StageSpan(opened.stage().word(), opened.at(), null, words.signed(opened.by()), ""));
            } else if (event instanceof RoomEvent.StageMoved moved && !spans.isEmpty()) {
                StageSpan before = spans.remove(spans.size() - 1);
                spans.add(new StageSpan(before.stage(), before.from(), moved.at(), before.by(), before.reason()));
                spans.add(new StageSpan(moved.to().word(), moved.at(), null, words.signed(moved.by()), moved.reason()));
            }
        }
        return spans;
    }

    private static Report.@Nullable Person person(@Nullable Patient patient) {
        return patient == null
                ? null
                : new Report.Person(
                        patient.id().value(),
                        patient.id().authority(),
                        patient.name(),
                        patient.birthDate() == null ? "" : patient.birthDate().toString(),
                        patient.sex().name().toLowerCase(Locale.ROOT));
    }

    private Report.Protocol protocol(Protocol protocol) {
        SignOff signed = protocol.signedOff();
        return new Report.Protocol(
                protocol.id(),
                protocol.version(),
                words.say(protocol.title()),
                words.say(protocol.drug()),
                signed == null ? "" : words.signed(signed.by()) + ", " + signed.on());
    }

    private Report.Order order() {
        Order order = session.protocol().order();
        String pattern = order.basis() == Order.Basis.PER_KG ? "{} mg/kg over {} min" : "{} mg over {} min";
        CheckIn checkIn = session.checkIn();
        return new Report.Order(
                words.say(pattern, order.amount(), order.time().toMinutes()),
                session.weightKg(),
                checkIn.weight() == null ? null : checkIn.weight().measuredAt(),
                session.orderedMg());
    }

    private List<VitalRow> rows(Measured measured, List<Metric> vitals) {
        List<VitalRow> rows = new ArrayList<>();
        for (Map.Entry<Instant, Sentence> time : Times.of(session, stages, end).entrySet()) {
            List<@Nullable Taken> values = new ArrayList<>();
            vitals.forEach(metric -> values.add(measured.shown(metric, time.getKey())));
            rows.add(new VitalRow(words.say(time.getValue()), time.getKey(), values));
        }
        return rows;
    }

    private List<CheckLine> checklist() {
        CheckIn checkIn = session.checkIn();
        List<CheckLine> lines = new ArrayList<>();
        for (CheckItem item : session.protocol().checklist()) {
            boolean asked = item.onlyIf() == null || checkIn.yes(item.onlyIf());
            CheckIn.Answered answered = checkIn.answers().get(item.id());
            CheckIn.Waiver waived = checkIn.overrides().get(item.id());
            if (asked || answered != null) {
                lines.add(new CheckLine(
                        words.say(item.asked()),
                        answered == null ? "" : answered.answer().name().toLowerCase(Locale.ROOT),
                        answered == null ? "" : words.signed(answered.by()),
                        item.safe() != null && (answered == null || answered.answer() != item.safe()),
                        waived == null ? "" : words.signed(waived.by()) + ": " + waived.reason()));
            }
        }
        return lines;
    }

    private List<Note> notes(ChartEntry.Kind kind) {
        return session.chart().current().stream()
                .filter(entry -> entry.kind() == kind)
                .sorted(Comparator.comparing(ChartEntry::at))
                .map(entry -> new Note(
                        entry.at(), entry.until(), said(entry), words.signed(entry.by()), entry.amends() != null))
                .toList();
    }

    private String said(ChartEntry entry) {
        if (entry.scale() == null || entry.value() == null) {
            return entry.text();
        }
        Sentence score = Sentence.of("{} {}", entry.scale(), entry.value());
        return words.say(entry.text().isEmpty() ? score : Sentence.of("{}: {}", score, entry.text()));
    }

    private List<String> evidence() {
        Signature signature = session.progress().signature();
        return signature == null
                ? List.of()
                : signature.evidence().stream().map(words::say).toList();
    }

    private List<Signed> signatures() {
        List<Signed> signed = new ArrayList<>();
        for (RoomEvent event : events) {
            Sentence what = signature(event);
            if (what != null) {
                boolean clinician = event.kind() == RoomEvent.Kind.BLOCK_OVERRIDDEN;
                String by = clinician
                        ? words.say(
                                "{} (entered by {})",
                                Sentence.signed(((RoomEvent.BlockOverridden) event)
                                        .override()
                                        .by()),
                                Sentence.signed(event.by()))
                        : words.signed(event.by());
                signed.add(new Signed(event.at(), by, words.say(what)));
            }
        }
        return signed;
    }

    /** Null for what is no signature. */
    private @Nullable Sentence signature(RoomEvent event) {
        if (event instanceof RoomEvent.DischargeSigned discharge) {
            String although = discharge.signature().overrideReason();
            return although.isEmpty()
                    ? Sentence.of("The patient may go")
                    : Sentence.of("The patient may go, although: {}", although);
        }
        if (event instanceof RoomEvent.BlockOverridden overridden) {
            CheckIn.Waiver waiver = overridden.override();
            return Sentence.of(
                    "Override of {}: {}", StartGate.about(session.protocol(), overridden.block()), waiver.reason());
        }
        return event instanceof RoomEvent.StageConfirmed
                ? Sentence.of("The stage to which the pump moved is right")
                : null;
    }
}
