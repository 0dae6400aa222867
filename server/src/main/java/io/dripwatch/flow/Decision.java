package io.dripwatch.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one input came to: to be made durable as a whole, then acknowledged.
 *
 * @param events what happened, in order; already applied to the room
 * @param filing where the readings go; null where there are none
 */
public record Decision(List<RoomEvent> events, @Nullable Filing filing) {
    public static final Decision NOTHING = new Decision(List.of(), null);

    public Decision {
        events = List.copyOf(events);
    }

    /** Whether there is nothing to keep. */
    public boolean empty() {
        return events.isEmpty() && filing == null;
    }
}
