package io.dripwatch.fhir.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.NamedRoom;
import io.dripwatch.vitals.Rooms;
import java.util.List;
import org.hl7.fhir.r4.model.Location;
import org.junit.jupiter.api.Test;

final class LocationResourceTest {
    private static final NamedRoom EAST = new NamedRoom("East", "E", List.of(new ChairId("1"), new ChairId("2")));
    private static final NamedRoom WEST = new NamedRoom("West", "W", List.of(new ChairId("3")));

    private static List<String> told(Rooms rooms) {
        return LocationResource.all(rooms).stream()
                .map(each -> each.getIdPart() + " " + each.getName() + " " + within(each))
                .toList();
    }

    private static String within(Location location) {
        return location.hasPartOf() ? location.getPartOf().getReference() : "-";
    }

    @Test
    void eachChairIsPartOfItsRoom() {
        assertThat(told(new Rooms(List.of(EAST, WEST))))
                .containsExactly(
                        "room-East East -",
                        "chair-1 Chair 1 Location/room-East",
                        "chair-2 Chair 2 Location/room-East",
                        "room-West West -",
                        "chair-3 Chair 3 Location/room-West");
    }

    @Test
    void oneRoomAloneIsCalledAsItAlwaysWas() {
        assertThat(told(Rooms.of(WEST))).containsExactly("room West -", "chair-3 Chair 3 Location/room");
    }
}
