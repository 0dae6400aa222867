package io.dripwatch.fhir.chart;

import io.dripwatch.fhir.rest.Ids;
import io.dripwatch.vitals.ChairId;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Reference;

/** The room, and the chairs in it. */
final class LocationResource {
    private static final String TYPES = "http://terminology.hl7.org/CodeSystem/location-physical-type";
    private static final String ROOM = "room";

    private LocationResource() {}

    static Reference of(ChairId chair) {
        return new Reference("Location/" + id(chair)).setDisplay("Chair " + chair.value());
    }

    static List<Location> all(Premises premises) {
        Location room = new Location().setName(premises.room()).setMode(Location.LocationMode.INSTANCE);
        room.setStatus(Location.LocationStatus.ACTIVE)
                .setPhysicalType(type("ro", "Room"))
                .setId(ROOM);
        return Stream.concat(Stream.of(room), premises.chairs().stream().map(LocationResource::chair))
                .toList();
    }

    private static Location chair(ChairId chair) {
        Location location = new Location()
                .setName("Chair " + chair.value())
                .setStatus(Location.LocationStatus.ACTIVE)
                .setMode(Location.LocationMode.INSTANCE)
                .setPhysicalType(type("bd", "Bed"))
                .setPartOf(new Reference("Location/" + ROOM));
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
