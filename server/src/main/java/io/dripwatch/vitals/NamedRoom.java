package io.dripwatch.vitals;

import java.util.List;

/**
 * A room in which people are treated.
 *
 * @param name as the ward calls it: 1 to 60 characters, not {@code *}
 * @param pointOfCare what devices of this room send as point of care (HL7 PV1-3.1)
 * @param chairs in the order in which screens show them; at least one, each once
 */
public record NamedRoom(String name, String pointOfCare, List<ChairId> chairs) {
    private static final String ALL_ROOMS = "*";

    public NamedRoom {
        Words.check(name, "a room", 60);
        if (name.equals(ALL_ROOMS)) {
            throw new IllegalArgumentException("expected the name of a room, got *, which stands for all of them");
        }
        chairs = List.copyOf(chairs);
        if (chairs.isEmpty() || chairs.stream().distinct().count() != chairs.size()) {
            throw new IllegalArgumentException("expected at least one chair in room " + name + ", each named once");
        }
    }

    boolean at(Place place) {
        return place.unit().equals(pointOfCare) && !place.bed().isEmpty() && chairs.contains(new ChairId(place.bed()));
    }

    Place placeOf(ChairId chair) {
        return new Place(pointOfCare, "", chair.value());
    }
}
