package io.dripwatch.review;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.vitals.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the episodes in the steps of a session's alarms. */
final class Episodes {
    private final Map<AlarmKey, Episode> open = new LinkedHashMap<>();
    private final List<Episode> over = new ArrayList<>();

    private Episodes() {}

    /**
     * The episodes of one session, in the order in which they began.
     *
     * @param events of the session, in their order; other kinds than alarms are passed over
     * @param end when the session ended, or as far as it is known
     */
    static List<Episode> of(List<RoomEvent> events, Instant end) {
        Episodes episodes = new Episodes();
        for (RoomEvent event : events) {
            if (event instanceof RoomEvent.AlarmChanged changed) {
                episodes.take(changed.alarmEvent());
            }
        }
        List.copyOf(episodes.open.keySet()).forEach(key -> episodes.close(key, end));
        episodes.over.sort(Comparator.comparing(Episode::from));
        return List.copyOf(episodes.over);
    }

    /** Which screens stood in the room is no part of a recording: what none of them showed is passed over. */
    private void take(AlarmEvent event) {
        Alarm alarm = event.alarm();
        if (alarm.key().kind() == AlarmKind.UNSEEN) {
            return;
        }
        if (event.over() || alarm.state() == Alarm.State.LATCHED) {
            close(alarm.key(), event.at());
            return;
        }
        Episode known = open.get(alarm.key());
        Instant from = known == null ? event.at() : known.from();
        Priority priority =
                known == null || alarm.priority().compareTo(known.priority()) > 0 ? alarm.priority() : known.priority();
        open.put(alarm.key(), new Episode(alarm.key(), priority, from, from));
    }

    private void close(AlarmKey key, Instant at) {
        Episode known = open.remove(key);
        if (known != null) {
            Instant to = at.isBefore(known.from()) ? known.from() : at;
            over.add(new Episode(key, known.priority(), known.from(), to));
        }
    }
}
