package io.dripwatch.dashboard;

import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.alarm.Inactivation;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.session.ChartEntry;
import io.dripwatch.session.Limit;
import io.dripwatch.session.OwnLimit;
import io.dripwatch.vitals.Numbers;
import io.dripwatch.vitals.PumpEvent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Events in the ward's words, for the chair page. */
final class EventWords {
    private EventWords() {}

    /** Null for events that say nothing to a nurse. */
    static @Nullable String of(RoomEvent event) {
        return switch (event.kind()) {
            case SESSION_OPENED -> "Session opened by " + event.by();
            case STAGE_MOVED -> {
                RoomEvent.StageMoved moved = (RoomEvent.StageMoved) event;
                yield capital(moved.to().word()) + " (" + event.by() + ")";
            }
            case PATIENT_IDENTIFIED -> "Patient identified by " + event.by();
            case PUMP_REPORTED -> pump(((RoomEvent.PumpReported) event));
            case ALARM_CHANGED -> alarm(((RoomEvent.AlarmChanged) event).alarmEvent());
            case STAGE_CONFIRMED -> "Stage confirmed by " + event.by();
            case NURSE_NAMED -> ((RoomEvent.NurseNamed) event).nurse() + " answers for the chair";
            case CHECK_ANSWERED -> null;
            case WEIGHED -> "Weight " + ((RoomEvent.Weighed) event).weight().entered() + " (" + event.by() + ")";
            case BLOCK_OVERRIDDEN -> {
                RoomEvent.BlockOverridden overridden = (RoomEvent.BlockOverridden) event;
                yield overridden.block() + " overridden by "
                        + overridden.override().by() + ": "
                        + overridden.override().reason();
            }
            case STARTED_AGAINST ->
                "Started although not cleared: " + String.join(", ", ((RoomEvent.StartedAgainst) event).blocks());
            case CHARTED -> charted(((RoomEvent.Charted) event).entry());
            case CLOCK_MOVED ->
                ((RoomEvent.ClockMoved) event).clock().running()
                        ? "Observation clock runs"
                        : "Observation clock stands: data missing";
            case DISCHARGE_SIGNED -> "Discharge signed by " + event.by();
            case LIMIT_SET -> set((RoomEvent.LimitSet) event);
            case LIMIT_ENDED -> "The protocol's own limit again: " + of(((RoomEvent.LimitEnded) event).limit());
            case LEGAL_HOLD_SET ->
                "Under legal hold by " + event.by() + ": " + ((RoomEvent.LegalHoldSet) event).reason();
            case LEGAL_HOLD_RELEASED ->
                "Legal hold released by " + event.by() + ": " + ((RoomEvent.LegalHoldReleased) event).reason();
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

    private static String pump(RoomEvent.PumpReported reported) {
        PumpEvent event = reported.pumpEvent();
        String words =
                switch (event.change()) {
                    case STARTED -> "Pump started";
                    case STOPPED -> "Pump stopped";
                    case TRANSITION -> "Pump changes rate";
                    case COMPLETED -> "Dose complete";
                    case KEEP_VEIN_OPEN -> "Keep vein open";
                };
        Double rate = event.rateMlPerHour();
        return words + (rate == null ? "" : " " + Numbers.plain(rate) + " mL/h") + (reported.late() ? " (late)" : "");
    }

    private static String charted(ChartEntry entry) {
        String what = entry.scale() == null || entry.value() == null
                ? entry.text()
                : entry.scale().label() + " " + Numbers.plain(entry.value());
        return (entry.withdrawn() ? "Withdrawn: " : entry.amends() == null ? "" : "Corrected: ") + what + " ("
                + entry.by() + ")";
    }

    private static String alarm(AlarmEvent event) {
        String text = event.alarm().condition().text();
        return switch (event.phase()) {
            case START -> text;
            case ESCALATE -> text + " (worse)";
            case DEESCALATE -> text + " (better)";
            case UPDATE -> text + " (" + event.alarm().state().name().toLowerCase(Locale.ROOT) + ")";
            case END -> "Over: " + text;
            case RESET -> "Reset by " + event.by() + ": " + text;
            case ACKNOWLEDGE -> {
                String action = event.action().isEmpty() ? "" : " (" + event.action() + ")";
                yield "Acknowledged by " + event.by() + ": " + text + action;
            }
            case SIGNAL -> text + " (signals)";
            case NOTIFY -> "Told " + event.to() + ": " + text;
            case ACCEPT -> "Accepted by " + event.by() + ": " + text;
            case REMIND -> "Reminder: " + text;
        };
    }

    private static String set(RoomEvent.LimitSet event) {
        return "Limit set by " + event.by() + ": " + of(event.limit()) + " "
                + Numbers.plain(event.limit().sound()) + " (" + event.limit().reason() + ")";
    }

    private static String of(OwnLimit limit) {
        String side = limit.side() == Limit.Side.LOW ? " low" : " high";
        return limit.metric().label() + side + ", " + limit.priority().word();
    }

    private static String inactivated(RoomEvent.Inactivated event) {
        Inactivation what = event.inactivation();
        AlarmKey key = what.key();
        String which = key == null
                ? ""
                : " of " + (key.metric() == null ? key.item() : key.metric().label());
        String words =
                switch (what.kind()) {
                    case AUDIO_PAUSED -> "Tones paused";
                    case AUDIO_OFF -> "Tones off";
                    case ALARM_PAUSED -> "Alarm" + which + " paused";
                    case ALARM_OFF -> "Limit" + which + " off";
                };
        String reason = what.reason().isEmpty() ? "" : ": " + what.reason();
        return switch (event.step()) {
            case BEGAN -> words + " by " + event.by() + reason;
            case REMINDED -> "Reminder: " + words.toLowerCase(Locale.ROOT);
            case ENDED -> "Over: " + words.toLowerCase(Locale.ROOT);
        };
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
