package io.dripwatch.flow;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.alarm.Condition;
import io.dripwatch.alarm.Inactivation;
import io.dripwatch.alarm.Inactivation.Kind;
import io.dripwatch.flow.RoomEvent.Inactivated;
import io.dripwatch.flow.RoomEvent.Inactivated.Step;
import io.dripwatch.session.AlarmPolicy;
import io.dripwatch.session.ObservationClock;
import io.dripwatch.session.OwnLimit;
import io.dripwatch.session.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares what is wrong with a chair now with its alarms, and lets happen what follows. */
final class Lookout {
    private static final String SERVER = "server";

    private final Room room;

    Lookout(Room room) {
        this.room = room;
    }

    void look(Chair chair, Instant now) {
        endWhatIsOver(chair, now);
        clock(chair, now);
        Map<AlarmKey, Condition> found = Checks.look(chair, room::link, now);
        if (found.isEmpty() && chair.alarms().isEmpty()) {
            return;
        }
        compare(chair, found, now);
        Session session = chair.session();
        if (session != null) {
            wait(chair, session, now);
        }
    }

    private void clock(Chair chair, Instant now) {
        Session session = chair.session();
        ObservationClock clock = chair.observation().look(chair, now);
        if (session != null && clock != null) {
            room.happen(new RoomEvent.ClockMoved(now, SERVER, chair.id(), session.id(), clock));
        }
    }

    private void compare(Chair chair, Map<AlarmKey, Condition> found, Instant now) {
        List<AlarmEvent> events = new ArrayList<>();
        found.forEach((key, condition) -> add(events, chair.alarmStates().found(key, condition, chair.session(), now)));
        for (Alarm alarm : chair.alarms()) {
            if (!found.containsKey(alarm.key()) && canTell(chair, alarm.key())) {
                add(events, chair.alarmStates().found(alarm.key(), null, chair.session(), now));
            }
        }
        happen(chair, events);
    }

    /** What time alone makes of the alarms. */
    private void wait(Chair chair, Session session, Instant now) {
        AlarmPolicy policy = session.protocol().alarms();
        List<AlarmEvent> events = new ArrayList<>();
        for (Alarm alarm : chair.alarms()) {
            boolean quiet = chair.inactivations().quiet(alarm, now);
            add(events, chair.alarmStates().due(alarm, policy, quiet, now));
        }
        happen(chair, events);
    }

    private void happen(Chair chair, List<AlarmEvent> events) {
        for (AlarmEvent event : events) {
            room.happen(new RoomEvent.AlarmChanged(chair.id(), chair.sessionId(), event));
        }
    }

    /** Ends pauses whose time is over or that a worse alarm has broken, and limits that were set until now. */
    private void endWhatIsOver(Chair chair, Instant now) {
        Inactivations silent = chair.inactivations();
        if (!silent.all().isEmpty()) {
            for (Inactivation one : List.copyOf(silent.all())) {
                if (over(chair, one, now)) {
                    inactivated(chair, Step.ENDED, one, now);
                } else if (one.kind() == Kind.AUDIO_OFF && reminds(chair, now)) {
                    inactivated(chair, Step.REMINDED, one, now);
                }
            }
        }
        Session session = chair.session();
        if (session != null && !session.ownLimits().isEmpty()) {
            for (OwnLimit own : session.ownLimits()) {
                if (!now.isBefore(own.until())) {
                    room.happen(new RoomEvent.LimitEnded(now, SERVER, chair.id(), session.id(), own));
                }
            }
        }
    }

    private static boolean over(Chair chair, Inactivation one, Instant now) {
        if (one.over(now)) {
            return true;
        }
        Session session = chair.session();
        Alarm alarm = one.key() == null ? null : chair.alarmStates().get(one.key());
        return switch (one.kind()) {
            case AUDIO_PAUSED -> false;
            case AUDIO_OFF -> session == null;
            case ALARM_PAUSED -> session == null || (alarm != null && !one.holds(alarm));
            case ALARM_OFF -> session == null || session.stage() != one.stage();
        };
    }

    private static boolean reminds(Chair chair, Instant now) {
        Session session = chair.session();
        return session != null
                && !now.isBefore(chair.inactivations()
                        .reminded()
                        .plus(session.protocol().alarms().reminder()));
    }

    private void inactivated(Chair chair, Step step, Inactivation what, Instant now) {
        room.happen(new Inactivated(now, SERVER, chair.id(), chair.sessionId(), step, what));
    }

    /** After a restart nothing is known of a device until it speaks again; until then its alarms stay as they were. */
    private boolean canTell(Chair chair, AlarmKey key) {
        return switch (key.kind()) {
            case LINK_LOST, PATIENT_MISMATCH, CLOCK_OFF -> {
                DeviceLink link = key.device() == null ? null : room.link(key.device());
                yield !chair.devices().contains(key.device()) || (link != null && link.heard());
            }
            case SENSOR_OFF -> chair.devices().stream().map(room::link).anyMatch(link -> link != null && link.heard());
            case DEVICE_ALARM ->
                !chair.devices().contains(key.device()) || chair.deviceAlarms().over(key);
            case LOW,
                    HIGH,
                    FALLING,
                    RISING,
                    STALE,
                    OVERDUE,
                    STAGE_CONFLICT,
                    NO_BASELINE,
                    NOT_CLEARED,
                    DOSE_MISMATCH,
                    OVER_ORDER,
                    BOLUS_AFTER_STOP,
                    UNWATCHED,
                    UNSEEN -> true;
        };
    }

    /** Ends every alarm of a chair whose session is about to close, and what was silenced of them. */
    void drop(Chair chair, Instant now) {
        for (Alarm alarm : List.copyOf(chair.alarms())) {
            AlarmEvent event = chair.alarmStates().drop(alarm.key(), now);
            if (event != null) {
                happen(chair, List.of(event));
            }
        }
        for (Inactivation one : List.copyOf(chair.inactivations().all())) {
            if (one.kind() != Kind.AUDIO_PAUSED) {
                inactivated(chair, Step.ENDED, one, now);
            }
        }
    }

    private static void add(List<AlarmEvent> events, @Nullable AlarmEvent event) {
        if (event != null) {
            events.add(event);
        }
    }
}
