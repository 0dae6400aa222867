package io.dripwatch.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.NamedRoom;
import io.dripwatch.vitals.Place;
import io.dripwatch.vitals.Rooms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a site writes that has more than one room. */
final class SeveralRoomsTest {
    private static final String TWO = """
            rooms:
              - {name: East, pointOfCare: INF-E, chairs: ["1", "2"]}
              - {name: West, pointOfCare: INF-W, chairs: [window]}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    SeveralRoomsTest() {}

    private Rooms rooms(String yaml) throws IOException {
        return settings(yaml).room().rooms();
    }

    private Settings settings(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("dripwatch.yaml"), yaml);
        return Settings.of(Config.read(file), folder, folder);
    }

    private void refused(String yaml, String sentence) {
        assertThatThrownBy(() -> settings(yaml)).isInstanceOf(ConfigError.class).hasMessage(sentence);
    }

    @Test
    void eachHasItsNameItsPointOfCareAndItsChairs() throws IOException {
        assertThat(rooms(TWO).all())
                .containsExactly(
                        new NamedRoom("East", "INF-E", List.of(new ChairId("1"), new ChairId("2"))),
                        new NamedRoom("West", "INF-W", List.of(new ChairId("window"))));
    }

    @Test
    void aBedIsFoundInTheRoomWhosePointOfCareIsNamedAndInNoOther() throws IOException {
        Rooms rooms = rooms(TWO);
        assertThat(rooms.chairAt(new Place("INF-W", "", "window"))).isEqualTo(new ChairId("window"));
        assertThat(rooms.chairAt(new Place("INF-E", "", "2"))).isEqualTo(new ChairId("2"));
        assertThat(rooms.chairAt(new Place("INF-E", "", "window"))).isNull();
        assertThat(rooms.chairAt(new Place("INF-W", "", ""))).isNull();
        assertThat(rooms.placeOf(new ChairId("window"))).isEqualTo(new Place("INF-W", "", "window"));
    }

    @Test
    void aProfileMayNameTheChairsOfAllRooms() throws IOException {
        String monitors = "mllp: {monitors: [{profile: mindray-pds, host: 192.0.2.7, chair: window}]}\n";
        assertThat(settings(TWO + monitors).monitors().get(0).profile().names().places())
                .containsEntry("192.0.2.7", new Place("INF-W", "", "window"));
    }

    @Test
    void whatCannotBeToldApartIsRefused() {
        refused("room: {chairs: [a]}\n" + TWO, "rooms: expected either room or rooms, got both");
        refused("rooms: []", "rooms: expected at least one room and one protocol");
        refused("rooms: [{name: East}]", "rooms[0]: expected a name and chairs of each of several rooms");
        refused("rooms: [{chairs: [a]}]", "rooms[0]: expected a name and chairs of each of several rooms");
        refused(
                "rooms: [{name: East, chairs: [a]}, {name: East, chairs: [b]}]",
                "rooms: expected each room once, got East twice");
        refused(
                "rooms: [{name: East, chairs: [a]}, {name: West, chairs: [b, a]}]",
                "rooms: expected chair a in one room, got it in East and in West");
        refused(
                "rooms: [{name: '*', chairs: [a]}]",
                "rooms[0]: expected the name of a room, got *, which stands for all of them");
        refused(
                "rooms: [{name: East, chairs: [a], keepUnderNamedPatient: false}, {name: West, chairs: [b]}]",
                "rooms: expected keepUnderNamedPatient alike in all rooms, got both");
    }

    @Test
    void whatFeedsInfluxFromSeveralRoomsHasANameOfItsOwn() throws IOException {
        String influx = TWO + "history: {influx: {url: 'http://127.0.0.1:8086'%s}}";
        refused(influx.formatted(""), "history.influx.room: expected a name for what several rooms feed, got nothing");
        InfluxSettings.Fed fed = Objects.requireNonNull(
                settings(influx.formatted(", room: Day clinic")).influx());
        assertThat(fed.room()).isEqualTo("Day clinic");
    }
}
