package io.dripwatch.flow;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which screens have said that they show an alarm, and whether it was heard there. Moves by events only. */
final class ShownAlarms {
    private final Map<String, Set<String>> screens = new HashMap<>();

    void apply(RoomEvent.AlarmShown event) {
        screens.computeIfAbsent(event.alarm(), unused -> new HashSet<>()).add(word(event.by(), event.sounded()));
    }

    void over(String alarm) {
        screens.remove(alarm);
    }

    /** Whether this screen has said so of this alarm before. */
    boolean said(String alarm, String screen, boolean sounded) {
        return screens.getOrDefault(alarm, Set.of()).contains(word(screen, sounded));
    }

    private static String word(String screen, boolean sounded) {
        return (sounded ? "heard " : "seen ") + screen;
    }
}
