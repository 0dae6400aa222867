package io.dripwatch.fhir.chart;

import io.dripwatch.fhir.rest.Ids;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.NamedRoom;
import io.dripwatch.vitals.Rooms;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Reference;

/** The rooms, and the chairs in them. */
final class LocationResource {
    private static final String TYPES = "http://terminology.hl7.org/CodeSystem/location-physical-type";
    /** Where there is one room alone; so it was called before there could be several. */
    private static final String ONLY_ROOM = "room";

    private LocationResource() {}

    static Reference of(ChairId chair) {
        return new Reference("Location/" + id(chair)).setDisplay("Chair " + chair.value());
    }

    static List<Location> all(Rooms rooms) {
        return rooms.all().stream()
                .flatMap(room -> {
                    String id = rooms.several() ? Ids.of("room-" + room.name()) : ONLY_ROOM;
                    return Stream.concat(
                            Stream.of(room(room, id)), room.chairs().stream().map(chair -> chair(chair, id)));
                })
                .toList();
    }

    private static Location room(NamedRoom room, String id) {
        Location location = new Location().setName(room.name()).setMode(Location.LocationMode.INSTANCE);
        location.setStatus(Location.LocationStatus.ACTIVE)
                .setPhysicalType(type("ro", "Room"))
                .setId(id);
        return location;
    }

    private static Location chair(ChairId chair, String room) {
        Location location = new Location()
                .setName("Chair " + chair.value())
                .setStatus(Location.LocationStatus.ACTIVE)
                .setMode(Location.LocationMode.INSTANCE)
                .setPhysicalType(type("bd", "Bed"))
                .setPartOf(new Reference("Location/" + room));
        location.setId(id(chair));
        return location;
    }

    private static String id(ChairId chair) {
        return Ids.of("chair-" + chair.value());
    }

    private static CodeableConcept type(String code, String display) {
        CodeableConcept type = new CodeableConcept();
        type.addCoding().setSystem(TYPES).setCode(code).setDisplay(display);
        return type;
    }
}
