package io.dripwatch.app.config;

import io.dripwatch.flow.RoomPlan;
import io.dripwatch.session.Protocol;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.NamedRoom;
import io.dripwatch.vitals.Rooms;
import io.dripwatch.wording.Wording;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A room, as written under {@code room} or as one of several under {@code rooms}.
 *
 * @param name as the ward calls it
 * @param pointOfCare what devices of this room send as point of care (HL7 PV1-3.1)
 * @param chairs as written above them, in the order of the screens
 * @param keepUnderNamedPatient whether readings that name a patient are charted where no session is open
 */
record RoomSettings(
        @Nullable String name,
        @Nullable String pointOfCare,
        @Nullable List<String> chairs,
        @Nullable Boolean keepUnderNamedPatient) {
    private static final RoomSettings USUAL = new RoomSettings(null, null, null, null);
    private static final Duration UNSEEN_AFTER = Duration.ofSeconds(5);
    private static final String USUAL_POINT_OF_CARE = "INFUSION";
    private static final int USUAL_CHAIRS = 8;

    /**
     * The rooms as they will run.
     *
     * @param one where there is one room; the usual one where neither is written
     * @param several where there are several
     * @throws ConfigError where they are not usable
     */
    static RoomPlan plan(
            @Nullable RoomSettings one,
            @Nullable List<RoomSettings> several,
            Map<String, Protocol> protocols,
            Wording wording) {
        if (one != null && several != null) {
            throw new ConfigError("rooms: expected either room or rooms, got both");
        }
        if (several == null) {
            RoomSettings room = Default.of(one, USUAL);
            return plan("room", () -> Rooms.of(room.usual(wording)), List.of(room), protocols);
        }
        return plan("rooms", () -> new Rooms(Place.each("", several, RoomSettings::room)), several, protocols);
    }

    private static RoomPlan plan(
            String key, Supplier<Rooms> rooms, List<RoomSettings> written, Map<String, Protocol> protocols) {
        try {
            return new RoomPlan(rooms.get(), protocols, keepUnderNamedPatient(written), UNSEEN_AFTER);
        } catch (IllegalArgumentException e) {
            String sentence = String.valueOf(e.getMessage());
            throw new ConfigError(key + (sentence.startsWith("[") ? "" : ": ") + sentence, e);
        }
    }

    /** Nobody knows which room is meant where no chair is. */
    private static boolean keepUnderNamedPatient(List<RoomSettings> written) {
        List<Boolean> said = written.stream()
                .map(room -> Default.of(room.keepUnderNamedPatient, true))
                .distinct()
                .toList();
        if (said.size() > 1) {
            throw new IllegalArgumentException("expected keepUnderNamedPatient alike in all rooms, got both");
        }
        return said.isEmpty() || said.get(0);
    }

    private NamedRoom usual(Wording wording) {
        List<String> usual = IntStream.rangeClosed(1, USUAL_CHAIRS)
                .mapToObj(Integer::toString)
                .toList();
        return room(
                name == null ? wording.say("Infusion room") : name,
                Default.of(pointOfCare, USUAL_POINT_OF_CARE),
                Default.of(chairs, usual));
    }

    /** Of several rooms each says its name and its chairs. */
    private NamedRoom room() {
        if (name == null || chairs == null) {
            throw new IllegalArgumentException("expected a name and chairs of each of several rooms");
        }
        return room(name, Default.of(pointOfCare, USUAL_POINT_OF_CARE), chairs);
    }

    private static NamedRoom room(String name, String pointOfCare, List<String> chairs) {
        return new NamedRoom(
                name, pointOfCare, chairs.stream().map(ChairId::new).toList());
    }
}
