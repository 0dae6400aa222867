package io.dripwatch.alarm;

import io.dripwatch.alarm.AlarmEvent.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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
     * @return the event to apply and keep; null where nothing changes
     */
    public @Nullable AlarmEvent found(AlarmKey key, @Nullable Condition found, Instant now) {
        Alarm known = alarms.get(key);
        if (found == null) {
            return known == null ? null : gone(known, now);
        }
        if (known == null) {
            Alarm started = new Alarm(id(key, now), key, Alarm.State.ACTIVE, found, now, null);
            return new AlarmEvent(now, Phase.START, started, SERVER);
        }
        int worse = found.priority().compareTo(known.priority());
        if (worse > 0) {
            return event(now, Phase.ESCALATE, known.with(Alarm.State.ACTIVE, found, null));
        }
        if (known.state() == Alarm.State.LATCHED) {
            return event(now, Phase.UPDATE, known.with(Alarm.State.ACTIVE, found, null));
        }
        if (worse < 0 && !known.condition().latching()) {
            return event(now, Phase.DEESCALATE, known.with(Alarm.State.ACTIVE, found, known.acknowledgedAt()));
        }
        return null;
    }

    /** Ends an alarm whose reason has ceased to matter (the stage changed, the session closed), latched or not. */
    public @Nullable AlarmEvent drop(AlarmKey key, Instant now) {
        Alarm known = alarms.get(key);
        return known == null ? null : event(now, Phase.END, known);
    }

    /** A person takes notice: an active alarm falls silent, a latched one is reset. */
    public AlarmEvent acknowledge(Alarm alarm, String by, Instant now) {
        return alarm.state() == Alarm.State.LATCHED
                ? new AlarmEvent(now, Phase.RESET, alarm, by)
                : new AlarmEvent(now, Phase.ACKNOWLEDGE, alarm.with(alarm.state(), alarm.condition(), now), by);
    }

    /** The acknowledged alarms that have been quiet for {@code reminder} and are still there. */
    public List<AlarmEvent> reminders(Duration reminder, Instant now) {
        List<AlarmEvent> events = new ArrayList<>();
        for (Alarm alarm : alarms.values()) {
            Instant acknowledgedAt = alarm.acknowledgedAt();
            if (acknowledgedAt != null && !now.isBefore(acknowledgedAt.plus(reminder))) {
                events.add(event(now, Phase.REMIND, alarm.with(alarm.state(), alarm.condition(), null)));
            }
        }
        return events;
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
                : event(now, Phase.UPDATE, known.with(Alarm.State.LATCHED, known.condition(), known.acknowledgedAt()));
    }

    private static AlarmEvent event(Instant now, Phase phase, Alarm alarm) {
        return new AlarmEvent(now, phase, alarm, SERVER);
    }

    private String id(AlarmKey key, Instant now) {
        return chair + "." + key.word() + "." + Long.toString(now.toEpochMilli(), 36);
    }
}
