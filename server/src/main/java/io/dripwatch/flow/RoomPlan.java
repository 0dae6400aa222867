package io.dripwatch.flow;

import io.dripwatch.session.Protocol;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.NamedRoom;
import io.dripwatch.vitals.Rooms;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the rooms of a server are set up. They are decided in together: a device may be carried from one to the other.
 *
 * @param rooms with their chairs
 * @param protocols by id; the first is used when a pump starts a session
 * @param keepUnderNamedPatient whether readings that name a patient are charted under that patient where no session is
 *     open
 * @param unseenAfter for how long a high alarm may stand on no live screen before that is an alarm of its own; null
 *     where no screens are expected
 */
public record RoomPlan(
        Rooms rooms,
        Map<String, Protocol> protocols,
        boolean keepUnderNamedPatient,
        @Nullable Duration unseenAfter) {

    public RoomPlan {
        protocols = new LinkedHashMap<>(protocols);
        if (rooms.all().isEmpty() || protocols.isEmpty()) {
            throw new IllegalArgumentException("expected at least one room and one protocol");
        }
    }

    /** One room at which nobody looks on screens. */
    public RoomPlan(
            String name,
            String pointOfCare,
            List<ChairId> chairs,
            Map<String, Protocol> protocols,
            boolean keepUnderNamedPatient) {
        this(Rooms.of(new NamedRoom(name, pointOfCare, chairs)), protocols, keepUnderNamedPatient, null);
    }

    Protocol firstProtocol() {
        return protocols.values().iterator().next();
    }
}
