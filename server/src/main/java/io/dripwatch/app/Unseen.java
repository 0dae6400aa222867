package io.dripwatch.app;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.flow.Chair;
import io.dripwatch.flow.Room;
import io.dripwatch.vitals.Rooms;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells the screens of all rooms that a high alarm stands on no screen of its own. Where there is one room they show
 * that alarm itself.
 */
record Unseen(Room room) {

    /** One sentence; null where every high alarm is seen. To be asked on the room's context. */
    @Nullable
    String sentence() {
        Rooms rooms = room.plan().rooms();
        String where = room.chairs().stream()
                .filter(chair -> rooms.several() && unseen(chair))
                .map(chair -> rooms.titleOf(chair.id()))
                .distinct()
                .collect(Collectors.joining(", "));
        return where.isEmpty() ? null : "No screen shows an alarm in " + where + ".";
    }

    private static boolean unseen(Chair chair) {
        return chair.alarms().stream()
                .anyMatch(alarm -> alarm.key().kind() == AlarmKind.UNSEEN && alarm.state() == Alarm.State.ACTIVE);
    }
}
