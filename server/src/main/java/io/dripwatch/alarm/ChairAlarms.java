package io.dripwatch.alarm;

import io.dripwatch.alarm.AlarmEvent.Phase;
import io.dripwatch.session.AlarmPolicy;
import io.dripwatch.session.Escalation;
import io.dripwatch.session.Session;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The alarms of one chair and the moves between their states.
 *
 * <p>Every change is an {@link AlarmEvent}; {@link #apply} is the only way in which the state changes, so that
 * replaying the events of a session gives the same alarms again. Deciding never changes anything.
 */
public final class ChairAlarms {
    private static final String SERVER = "server";

    private final String chair;
    private final Map<AlarmKey, Alarm> alarms = new LinkedHashMap<>();

    public ChairAlarms(String chair) {
        this.chair = chair;
    }

    /** All alarms that are active or latched, oldest first. */
    public Collection<Alarm> all() {
        return Collections.unmodifiableCollection(alarms.values());
    }

    public @Nullable Alarm get(AlarmKey key) {
        return alarms.get(key);
    }

    /** Whether the condition behind {@code key} is there now. */
    public boolean active(AlarmKey key) {
        Alarm alarm = alarms.get(key);
        return alarm != null && alarm.state() == Alarm.State.ACTIVE;
    }

    public @Nullable Alarm byId(String id) {
        for (Alarm alarm : alarms.values()) {
            if (alarm.id().equals(id)) {
                return alarm;
            }
        }
        return null;
    }

    /**
     * What must happen now that {@code found} is what was found out about {@code key}.
     *
     * @param found the condition, or null where there is none
     * @param session the session of the chair, for the evidence; null where none is open
     * @return the event to apply and keep; null where nothing changes
     */
    public @Nullable AlarmEvent found(AlarmKey key, @Nullable Condition found, @Nullable Session session, Instant now) {
        Alarm known = alarms.get(key);
        if (found == null) {
            return known == null ? null : gone(known, now);
        }
        if (known == null) {
            Alarm begun = Alarm.begun(id(key, now), key, found, Evidence.of(session, now));
            return event(now, Phase.START, begun);
        }
        int worse = found.priority().compareTo(known.priority());
        if (worse > 0) {
            return event(now, Phase.ESCALATE, known.worse(found, Evidence.of(session, now)));
        }
        if (known.state() == Alarm.State.LATCHED) {
            return event(now, Phase.UPDATE, known.worse(found, Evidence.of(session, now)));
        }
        if (worse < 0) {
            return known.condition().latching()
                    ? null
                    : event(now, Phase.DEESCALATE, known.with(Alarm.State.ACTIVE, found));
        }
        return found.saysOtherThan(known.condition(), key.kind())
                ? event(now, Phase.UPDATE, known.with(Alarm.State.ACTIVE, found.latchingAs(known.condition())))
                : null;
    }

    /** Ends an alarm whose reason has ceased to matter (the stage changed, the session closed), latched or not. */
    public @Nullable AlarmEvent drop(AlarmKey key, Instant now) {
        Alarm known = alarms.get(key);
        return known == null ? null : event(now, Phase.END, known);
    }

    /**
     * A person takes notice: an active alarm falls silent, a latched one is reset.
     *
     * @param action what the person does about it, or why nothing; "" where not told
     */
    public AlarmEvent acknowledge(Alarm alarm, String by, String action, Instant now) {
        return alarm.state() == Alarm.State.LATCHED
                ? new AlarmEvent(now, Phase.RESET, alarm, by, action, "")
                : new AlarmEvent(now, Phase.ACKNOWLEDGE, alarm.acknowledged(by, now), by, action, "");
    }

    /** A person comes: the alarm is passed on to nobody else, and goes on as it was. */
    public AlarmEvent accept(Alarm alarm, String by, Instant now) {
        return new AlarmEvent(now, Phase.ACCEPT, alarm.with(alarm.chain().accepted(by)), by, "", "");
    }

    /**
     * What time alone makes of an alarm: its signals begin, it reminds, the next person is told.
     *
     * @param policy the protocol's
     * @param paused whether a person has paused or turned off this alarm
     * @return null where nothing is due
     */
    public @Nullable AlarmEvent due(Alarm alarm, AlarmPolicy policy, boolean paused, Instant now) {
        if (!alarm.signalled()) {
            return now.isBefore(alarm.signalAt()) ? null : event(now, Phase.SIGNAL, alarm.signalling());
        }
        Instant acknowledgedAt = alarm.acknowledgedAt();
        if (acknowledgedAt != null) {
            return now.isBefore(acknowledgedAt.plus(policy.reminder()))
                    ? null
                    : event(now, Phase.REMIND, alarm.unacknowledged(now));
        }
        boolean atOnce = alarm.key().kind() == AlarmKind.UNSEEN;
        Escalation step = paused ? null : alarm.chain().due(policy.escalation(), alarm.priority(), atOnce, now);
        return step == null
                ? null
                : new AlarmEvent(now, Phase.NOTIFY, alarm.with(alarm.chain().toldOneMore()), SERVER, "", step.to());
    }

    /** Makes the event's outcome the state. */
    public void apply(AlarmEvent event) {
        if (event.over()) {
            alarms.remove(event.alarm().key());
        } else {
            alarms.put(event.alarm().key(), event.alarm());
        }
    }

    private static @Nullable AlarmEvent gone(Alarm known, Instant now) {
        if (!known.condition().latching()) {
            return event(now, Phase.END, known);
        }
        return known.state() == Alarm.State.LATCHED
                ? null
                : event(now, Phase.UPDATE, known.with(Alarm.State.LATCHED, known.condition()));
    }

    private static AlarmEvent event(Instant now, Phase phase, Alarm alarm) {
        return new AlarmEvent(now, phase, alarm, SERVER, "", "");
    }

    private String id(AlarmKey key, Instant now) {
        return chair + "." + key.word() + "." + Long.toString(now.toEpochMilli(), 36);
    }
}
