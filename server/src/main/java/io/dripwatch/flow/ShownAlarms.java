package io.dripwatch.flow;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.alarm.Condition;
import io.dripwatch.vitals.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which screens have said that they show an alarm, and whether it was heard there: what was said moves by events only.
 *
 * <p>Which of them are live is known of now alone: after a restart every screen connects and says so anew.
 */
final class ShownAlarms {
    private final Map<String, Set<String>> screens = new HashMap<>();
    private final Map<String, Set<String>> live = new HashMap<>();
    private final Map<String, Instant> unseenSince = new HashMap<>();
    private @Nullable Duration patience;

    /** Screens are expected to show a high alarm so soon; null where none are expected. */
    void expect(@Nullable Duration soon) {
        patience = soon;
    }

    void apply(RoomEvent.AlarmShown event) {
        screens.computeIfAbsent(event.alarm(), unused -> new HashSet<>()).add(word(event.by(), event.sounded()));
    }

    void over(String alarm) {
        screens.remove(alarm);
        live.remove(alarm);
        unseenSince.remove(alarm);
    }

    /** Whether this screen has said so of this alarm before. */
    boolean said(String alarm, String screen, boolean sounded) {
        return screens.getOrDefault(alarm, Set.of()).contains(word(screen, sounded));
    }

    /** A screen that is there now shows the alarm. */
    void shows(String alarm, String screen) {
        live.computeIfAbsent(alarm, unused -> new HashSet<>()).add(screen);
        unseenSince.remove(alarm);
    }

    /** A screen is there no longer. */
    void gone(String screen) {
        live.values().forEach(showing -> showing.remove(screen));
    }

    /** Puts down that nobody can see a high alarm; once it was said, until every such alarm is seen or answered. */
    void find(Chair chair, Instant now, Map<AlarmKey, Condition> found) {
        if (patience == null) {
            return;
        }
        AlarmKey key = AlarmKey.of(AlarmKind.UNSEEN);
        boolean known = chair.alarmStates().active(key);
        for (Alarm alarm : chair.alarms()) {
            if (wanted(alarm) && live.getOrDefault(alarm.id(), Set.of()).isEmpty()) {
                Instant since = unseenSince.computeIfAbsent(alarm.id(), unused -> now);
                if (known || !now.isBefore(since.plus(patience))) {
                    found.putIfAbsent(
                            key,
                            Condition.technical(
                                    Priority.HIGH,
                                    "No screen shows: {}",
                                    alarm.condition().text()));
                }
            }
        }
    }

    private static boolean wanted(Alarm alarm) {
        return alarm.priority() == Priority.HIGH
                && alarm.signalled()
                && !alarm.acknowledged()
                && alarm.key().kind() != AlarmKind.UNSEEN;
    }

    private static String word(String screen, boolean sounded) {
        return (sounded ? "heard " : "seen ") + screen;
    }
}
