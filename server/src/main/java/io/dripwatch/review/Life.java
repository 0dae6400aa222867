package io.dripwatch.review;

import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alarm as the nurses met it, from its beginning until it was over and, where it latched, reset.
 *
 * @param key what it was about
 * @param stage in which it began
 * @param priority the highest that it reached
 * @param from when it began
 * @param to when it was over; null where it never was
 * @param actedOn when a person first acknowledged or reset it; null where nobody did
 * @param repeat whether the same alarm had been over for ten minutes at most when it began
 */
record Life(
        AlarmKey key,
        Stage stage,
        Priority priority,
        Instant from,
        @Nullable Instant to,
        @Nullable Instant actedOn,
        boolean repeat) {

    private static final Duration SOON = Duration.ofMinutes(10);

    /** From its beginning until a person took notice; null where nobody did. */
    @Nullable
    Duration untilActedOn() {
        return actedOn == null ? null : Duration.between(from, actedOn);
    }

    private Life step(AlarmEvent event) {
        boolean person = event.phase() == AlarmEvent.Phase.ACKNOWLEDGE || event.phase() == AlarmEvent.Phase.RESET;
        Priority now = event.alarm().priority();
        return new Life(
                key,
                stage,
                now.compareTo(priority) > 0 ? now : priority,
                from,
                event.over() ? event.at() : null,
                actedOn == null && person ? event.at() : actedOn,
                repeat);
    }

    /** The alarms of one session, in the order in which they began. */
    static List<Life> of(List<RoomEvent> session) {
        List<Life> lives = new ArrayList<>();
        Map<AlarmKey, Integer> newest = new LinkedHashMap<>();
        Stage stage = Stage.BASELINE;
        for (RoomEvent event : session) {
            if (event instanceof RoomEvent.SessionOpened opened) {
                stage = opened.stage();
            } else if (event instanceof RoomEvent.StageMoved moved) {
                stage = moved.to();
            } else if (event instanceof RoomEvent.AlarmChanged changed) {
                step(lives, newest, stage, changed.alarmEvent());
            }
        }
        return lives;
    }

    private static void step(List<Life> lives, Map<AlarmKey, Integer> newest, Stage stage, AlarmEvent event) {
        AlarmKey key = event.alarm().key();
        Integer place = newest.get(key);
        if (event.phase() == AlarmEvent.Phase.START) {
            Instant over = place == null ? null : lives.get(place).to();
            boolean repeat = over != null && !event.at().isAfter(over.plus(SOON));
            newest.put(key, lives.size());
            lives.add(new Life(key, stage, event.alarm().priority(), event.at(), null, null, repeat));
        } else if (place != null) {
            lives.set(place, lives.get(place).step(event));
        }
    }
}
