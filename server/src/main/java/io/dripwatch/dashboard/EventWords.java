package io.dripwatch.dashboard;

import static io.dripwatch.vitals.Sentence.signed;

import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.alarm.Inactivation;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.session.ChartEntry;
import io.dripwatch.session.Limit;
import io.dripwatch.session.OwnLimit;
import io.dripwatch.session.Protocol;
import io.dripwatch.session.StartGate;
import io.dripwatch.vitals.PumpEvent;
import io.dripwatch.vitals.Said;
import io.dripwatch.vitals.Sentence;
import org.jspecify.annotations.Nullable;

/** Events in the ward's words, for the chair page. */
final class EventWords {
    private EventWords() {}

    /** Null for events that say nothing to a nurse; the protocol is that of the session. */
    static @Nullable Sentence of(RoomEvent event, Protocol protocol) {
        return switch (event.kind()) {
            case SESSION_OPENED -> Sentence.of("Session opened by {}", signed(event.by()));
            case STAGE_MOVED ->
                Sentence.of("{} ({})", ((RoomEvent.StageMoved) event).to().title(), signed(event.by()));
            case PATIENT_IDENTIFIED -> Sentence.of("Patient identified by {}", signed(event.by()));
            case PUMP_REPORTED -> pump(((RoomEvent.PumpReported) event));
            case ALARM_CHANGED -> alarm(((RoomEvent.AlarmChanged) event).alarmEvent());
            case STAGE_CONFIRMED -> Sentence.of("Stage confirmed by {}", signed(event.by()));
            case NURSE_NAMED -> Sentence.of("{} answers for the chair", ((RoomEvent.NurseNamed) event).nurse());
            case CHECK_ANSWERED -> null;
            case WEIGHED ->
                Sentence.of(
                        "Weight {} ({})", ((RoomEvent.Weighed) event).weight().entered(), signed(event.by()));
            case BLOCK_OVERRIDDEN -> {
                RoomEvent.BlockOverridden overridden = (RoomEvent.BlockOverridden) event;
                yield Sentence.of(
                        "{} overridden by {}: {}",
                        StartGate.about(protocol, overridden.block()),
                        signed(overridden.override().by()),
                        overridden.override().reason());
            }
            case STARTED_AGAINST ->
                Sentence.of(
                        "Started although not cleared: {}",
                        Sentence.joined(
                                ", ",
                                ((RoomEvent.StartedAgainst) event)
                                        .blocks().stream()
                                                .map(block -> StartGate.about(protocol, block))
                                                .toList()));
            case CHARTED -> charted(((RoomEvent.Charted) event).entry());
            case CLOCK_MOVED ->
                ((RoomEvent.ClockMoved) event).clock().running()
                        ? Sentence.of("Observation clock runs")
                        : Sentence.of("Observation clock stands: data missing");
            case DISCHARGE_SIGNED -> Sentence.of("Discharge signed by {}", signed(event.by()));
            case LIMIT_SET -> set((RoomEvent.LimitSet) event);
            case LIMIT_ENDED ->
                Sentence.of("The protocol's own limit again: {}", of(((RoomEvent.LimitEnded) event).limit()));
            case LEGAL_HOLD_SET ->
                Sentence.of(
                        "Under legal hold by {}: {}", signed(event.by()), ((RoomEvent.LegalHoldSet) event).reason());
            case LEGAL_HOLD_RELEASED ->
                Sentence.of(
                        "Legal hold released by {}: {}",
                        signed(event.by()),
                        ((RoomEvent.LegalHoldReleased) event).reason());
            case INACTIVATED -> inactivated((RoomEvent.Inactivated) event);
            case BASELINE_TAKEN,
                    DOSE_CARRIED,
                    COURSE_CHANGED,
                    DEVICE_ASSIGNED,
                    DEVICE_RELEASED,
                    DEVICE_CLOCK,
                    ALARM_SHOWN,
                    READINGS_HELD,
                    HOLD_ASSIGNED,
                    ACCESSED -> null;
        };
    }

    /** The kind of mark on the chair page. */
    static String kind(RoomEvent event) {
        return switch (event.kind()) {
            case ALARM_CHANGED -> alarmKind(((RoomEvent.AlarmChanged) event).alarmEvent());
            case PUMP_REPORTED -> "pump";
            case DEVICE_ASSIGNED, DEVICE_RELEASED, DEVICE_CLOCK -> "device";
            case SESSION_OPENED,
                    STAGE_MOVED,
                    STAGE_CONFIRMED,
                    BASELINE_TAKEN,
                    PATIENT_IDENTIFIED,
                    NURSE_NAMED,
                    CHECK_ANSWERED,
                    WEIGHED,
                    BLOCK_OVERRIDDEN,
                    STARTED_AGAINST,
                    DOSE_CARRIED,
                    CHARTED,
                    CLOCK_MOVED,
                    DISCHARGE_SIGNED,
                    ALARM_SHOWN,
                    LIMIT_SET,
                    LIMIT_ENDED,
                    INACTIVATED,
                    COURSE_CHANGED,
                    READINGS_HELD,
                    HOLD_ASSIGNED,
                    LEGAL_HOLD_SET,
                    LEGAL_HOLD_RELEASED,
                    ACCESSED -> "action";
        };
    }

    private static String alarmKind(AlarmEvent event) {
        boolean action = event.phase() == AlarmEvent.Phase.ACKNOWLEDGE || event.phase() == AlarmEvent.Phase.ACCEPT;
        return event.over() ? "alarm-end" : action ? "action" : "alarm";
    }

    private static Sentence pump(RoomEvent.PumpReported reported) {
        PumpEvent event = reported.pumpEvent();
        Sentence words =
                switch (event.change()) {
                    case STARTED -> Sentence.of("Pump started");
                    case STOPPED -> Sentence.of("Pump stopped");
                    case TRANSITION -> Sentence.of("Pump changes rate");
                    case COMPLETED -> Sentence.of("Dose complete");
                    case KEEP_VEIN_OPEN -> Sentence.of("Keep vein open");
                };
        Double rate = event.rateMlPerHour();
        Sentence told = rate == null ? words : Sentence.of("{} {} mL/h", words, rate);
        return reported.late() ? Sentence.of("{} (late)", told) : told;
    }

    private static Sentence charted(ChartEntry entry) {
        Said what = entry.scale() == null || entry.value() == null
                ? new Said.Text(entry.text())
                : Sentence.of("{} {}", entry.scale(), entry.value());
        String pattern =
                entry.withdrawn() ? "Withdrawn: {} ({})" : entry.amends() == null ? "{} ({})" : "Corrected: {} ({})";
        return Sentence.of(pattern, what, signed(entry.by()));
    }

    private static Sentence alarm(AlarmEvent event) {
        Sentence text = event.alarm().condition().text();
        return switch (event.phase()) {
            case START -> text;
            case ESCALATE -> Sentence.of("{} (worse)", text);
            case DEESCALATE -> Sentence.of("{} (better)", text);
            case UPDATE ->
                switch (event.alarm().state()) {
                    case ACTIVE -> Sentence.of("{} (active)", text);
                    case LATCHED -> Sentence.of("{} (latched)", text);
                };
            case END -> Sentence.of("Over: {}", text);
            case RESET -> Sentence.of("Reset by {}: {}", signed(event.by()), text);
            case ACKNOWLEDGE -> {
                Sentence done = Sentence.of("Acknowledged by {}: {}", signed(event.by()), text);
                yield event.action().isEmpty() ? done : Sentence.of("{} ({})", done, event.action());
            }
            case SIGNAL -> Sentence.of("{} (signals)", text);
            case NOTIFY -> Sentence.of("Told {}: {}", Sentence.of(event.to()), text);
            case ACCEPT -> Sentence.of("Accepted by {}: {}", signed(event.by()), text);
            case REMIND -> Sentence.of("Reminder: {}", text);
        };
    }

    private static Sentence set(RoomEvent.LimitSet event) {
        OwnLimit limit = event.limit();
        Said sound = Said.of(limit.metric(), limit.sound());
        return Sentence.of("Limit set by {}: {} {} ({})", signed(event.by()), of(limit), sound, limit.reason());
    }

    private static Sentence of(OwnLimit limit) {
        String pattern = limit.side() == Limit.Side.LOW ? "{} low, {}" : "{} high, {}";
        return Sentence.of(pattern, limit.metric(), Sentence.of(limit.priority().word()));
    }

    private static Sentence inactivated(RoomEvent.Inactivated event) {
        Inactivation what = event.inactivation();
        Sentence words = silenced(what);
        return switch (event.step()) {
            case BEGAN ->
                what.reason().isEmpty()
                        ? Sentence.of("{} by {}", words, signed(event.by()))
                        : Sentence.of("{} by {}: {}", words, signed(event.by()), what.reason());
            case REMINDED -> Sentence.of("Reminder: {}", words);
            case ENDED -> Sentence.of("Over: {}", words);
        };
    }

    private static Sentence silenced(Inactivation what) {
        return switch (what.kind()) {
            case AUDIO_PAUSED -> Sentence.of("Tones paused");
            case AUDIO_OFF -> Sentence.of("Tones off");
            case ALARM_PAUSED -> Sentence.of("Alarm{} paused", which(what.key()));
            case ALARM_OFF -> Sentence.of("Limit{} off", which(what.key()));
        };
    }

    private static Sentence which(@Nullable AlarmKey key) {
        if (key == null) {
            return Sentence.NONE;
        }
        return key.metric() != null
                ? Sentence.of(" of {}", key.metric())
                : key.item() == null ? Sentence.NONE : Sentence.of(" of {}", key.item());
    }
}
