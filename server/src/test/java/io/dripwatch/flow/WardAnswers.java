package io.dripwatch.flow;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.alarm.AlarmEvent.Phase;
import io.dripwatch.alarm.Inactivation;
import io.dripwatch.session.Session;
import io.dripwatch.vitals.ChairId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was acknowledged sounds again, and every pause ends. */
final class WardAnswers implements WardRule {
    private final Set<String> ids = new HashSet<>();
    private final Map<ChairId, Instant> reminded = new HashMap<>();

    @Override
    public void after(WardInput input, List<RoomEvent> events, Room room) {
        for (RoomEvent event : events) {
            if (event instanceof RoomEvent.AlarmChanged changed) {
                sounds(changed.alarmEvent());
            }
            if (event instanceof RoomEvent.Inactivated off
                    && off.inactivation().kind() == Inactivation.Kind.AUDIO_OFF) {
                reminded.put(off.chair(), off.at());
            }
        }
        for (Chair chair : room.chairs()) {
            pauses(chair, input);
            if (input instanceof WardInput.Ticked) {
                reminds(chair, input.at());
            }
        }
    }

    private final Map<String, Alarm.State> states = new HashMap<>();

    private void sounds(AlarmEvent event) {
        Alarm alarm = event.alarm();
        Alarm.State before = states.put(alarm.id(), alarm.state());
        if (event.over()) {
            states.remove(alarm.id());
        }
        if (event.phase() == Phase.START) {
            WardRule.must(ids.add(alarm.id()), "a new alarm has a new id", event);
        }
        boolean returns = before == Alarm.State.LATCHED && alarm.state() == Alarm.State.ACTIVE;
        boolean news = event.phase() == Phase.START
                || event.phase() == Phase.ESCALATE
                || event.phase() == Phase.REMIND
                || returns;
        WardRule.must(!news || alarm.acknowledgedAt() == null, "what is news is not acknowledged", event);
        WardRule.must(!news || alarm.chain().acceptedBy() == null, "what is news was accepted by nobody", event);
    }

    private static void reminds(Chair chair, Instant now) {
        Session session = chair.session();
        if (session == null) {
            return;
        }
        Duration reminder = session.protocol().alarms().reminder();
        for (Alarm alarm : chair.alarms()) {
            Instant at = alarm.acknowledgedAt();
            WardRule.must(at == null || now.isBefore(at.plus(reminder)), "an acknowledged alarm reminds", alarm);
            WardRule.must(alarm.signalled() || now.isBefore(alarm.signalAt()), "an alarm signals in time", alarm);
        }
    }

    private void pauses(Chair chair, WardInput input) {
        Session session = chair.session();
        Instant now = input.at();
        for (Inactivation one : chair.inactivations().all()) {
            Instant until = one.until();
            boolean audio = one.kind() == Inactivation.Kind.AUDIO_PAUSED;
            boolean off = one.kind() == Inactivation.Kind.AUDIO_OFF || one.kind() == Inactivation.Kind.ALARM_OFF;
            WardRule.must(session != null || audio, "no silence outlives its session", one);
            WardRule.must(off == (until == null), "a pause has a time", one);
            if (until != null) {
                Duration longest = audio || session == null
                        ? Duration.ofMinutes(3)
                        : session.protocol().alarms().longestPause();
                WardRule.must(!until.isAfter(one.from().plus(longest)), "no pause is too long", one);
                WardRule.must(
                        !(input instanceof WardInput.Ticked) || now.isBefore(until), "every pause ends", one, now);
            }
            if (session != null && one.kind() == Inactivation.Kind.ALARM_OFF && input instanceof WardInput.Ticked) {
                WardRule.must(session.stage() == one.stage(), "a limit is off until the stage ends", one);
            }
            if (session != null && one.kind() == Inactivation.Kind.AUDIO_OFF && input instanceof WardInput.Ticked) {
                Instant last = reminded.getOrDefault(chair.id(), Instant.EPOCH);
                WardRule.must(
                        now.isBefore(last.plus(session.protocol().alarms().reminder())),
                        "tones that are off remind",
                        one);
            }
        }
    }
}
