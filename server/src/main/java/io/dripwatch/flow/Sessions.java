package io.dripwatch.flow;

import io.dripwatch.session.Baseline;
import io.dripwatch.session.Session;
import io.dripwatch.session.Stage;
import io.dripwatch.session.StartGate;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Metric;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The moves of a session that pumps and people have in common. */
final class Sessions {
    private Sessions() {}

    static String id(ChairId chair, Instant at) {
        return "session-" + chair.value() + "-" + Long.toString(at.toEpochMilli(), 36);
    }

    /** Moves an open session; the baseline is taken when the drug begins. The move must be legal. */
    static void move(Room room, Chair chair, Stage next, String by, String reason, Instant now) {
        Session session = Objects.requireNonNull(chair.session());
        if (next == Stage.DOSING && session.stage().beforeDrug()) {
            begin(room, chair, by, session.dosingSince() == null, now);
        }
        if (next.over()) {
            room.dropAlarms(chair, now);
        }
        room.happen(new RoomEvent.StageMoved(now, by, chair.id(), session.id(), session.stage(), next, reason));
    }

    /**
     * What is written down at the moment the drug begins.
     *
     * @param first whether it has not run before in this session: what the pump's counter shows is then not this dose
     */
    static void begin(Room room, Chair chair, String by, boolean first, Instant now) {
        Session session = Objects.requireNonNull(chair.session());
        List<String> blocks = StartGate.holding(session, chair, now).stream()
                .map(StartGate.Finding::id)
                .toList();
        if (!blocks.isEmpty()) {
            room.happen(new RoomEvent.StartedAgainst(now, by, chair.id(), session.id(), blocks));
        }
        Baseline taken = chair.collectedBaseline();
        room.happen(new RoomEvent.BaselineTaken(now, by, chair.id(), session.id(), taken));
        Double counter = chair.number(Metric.VOLUME_INFUSED);
        if (first && counter != null && counter > 0) {
            room.happen(new RoomEvent.DoseCarried(now, by, chair.id(), session.id(), -counter));
        }
    }
}
