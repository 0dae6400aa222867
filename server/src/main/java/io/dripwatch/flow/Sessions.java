package io.dripwatch.flow;

import io.dripwatch.session.Baseline;
import io.dripwatch.session.Session;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.ChairId;
import java.time.Instant;
import java.util.Objects;

/** The moves of a session that pumps and people have in common. */
final class Sessions {
    private Sessions() {}

    static String id(ChairId chair, Instant at) {
        return "session-" + chair.value() + "-" + Long.toString(at.toEpochMilli(), 36);
    }

    /** Moves an open session; leaving the baseline stage takes the baseline. The move must be legal. */
    static void move(Room room, Chair chair, Stage next, String by, String reason, Instant now) {
        Session session = Objects.requireNonNull(chair.session());
        if (session.stage() == Stage.BASELINE && next == Stage.DOSING) {
            Baseline taken = chair.collectedBaseline();
            room.happen(new RoomEvent.BaselineTaken(now, by, chair.id(), session.id(), taken));
        }
        if (next.over()) {
            room.dropAlarms(chair, now);
        }
        room.happen(new RoomEvent.StageMoved(now, by, chair.id(), session.id(), session.stage(), next, reason));
    }
}
