package io.dripwatch.flow;

import io.dripwatch.session.Protocol;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Place;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a room is set up.
 *
 * @param name as the ward calls it
 * @param pointOfCare what devices of this room send as point of care (HL7 PV1-3.1)
 * @param chairs in the order in which screens show them
 * @param protocols by id; the first is used when a pump starts a session
 * @param keepUnderNamedPatient whether readings that name a patient are charted under that patient where no session is
 *     open
 * @param unseenAfter for how long a high alarm may stand on no live screen before that is an alarm of its own; null
 *     where no screens are expected
 */
public record RoomPlan(
        String name,
        String pointOfCare,
        List<ChairId> chairs,
        Map<String, Protocol> protocols,
        boolean keepUnderNamedPatient,
        @Nullable Duration unseenAfter) {

    public RoomPlan {
        chairs = List.copyOf(chairs);
        protocols = new LinkedHashMap<>(protocols);
        if (protocols.isEmpty()) {
            throw new IllegalArgumentException("expected at least one protocol for room " + name);
        }
        if (chairs.isEmpty() || chairs.stream().distinct().count() != chairs.size()) {
            throw new IllegalArgumentException("expected at least one chair in room " + name + ", each named once");
        }
    }

    /** A room at which nobody looks on screens. */
    public RoomPlan(
            String name,
            String pointOfCare,
            List<ChairId> chairs,
            Map<String, Protocol> protocols,
            boolean keepUnderNamedPatient) {
        this(name, pointOfCare, chairs, protocols, keepUnderNamedPatient, null);
    }

    Protocol firstProtocol() {
        return protocols.values().iterator().next();
    }

    /** The chair whose name is the bed of this place in this point of care; null where there is none. */
    @Nullable
    public ChairId chairAt(@Nullable Place place) {
        if (place == null || place.bed().isEmpty() || !place.unit().equals(pointOfCare)) {
            return null;
        }
        ChairId chair = new ChairId(place.bed());
        return chairs.contains(chair) ? chair : null;
    }
}
