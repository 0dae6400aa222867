package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.access.Grant;
import io.dripwatch.access.Role;
import io.dripwatch.access.keys.Keys;
import io.dripwatch.record.JournalReader;
import io.dripwatch.store.Database;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person, or a screen on the wall, sees and does who has a role in one of two rooms; and what the record says. */
@Timeout(120)
final class RoomAccessIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private TwoRooms rooms;

    @SuppressWarnings("NullAway.Init")
    RoomAccessIT() {}

    @BeforeEach
    void start() throws Exception {
        rooms = new TwoRooms(folder);
    }

    @AfterEach
    void stop() {
        rooms.close();
    }

    private List<String> shown(String account, String asked) throws Exception {
        JsonObject hello = rooms.hello(rooms.as(account), asked);
        List<String> shown = new ArrayList<>(List.of(hello.getJsonObject("room").getString("name")));
        hello.getJsonArray("chairs").forEach(each -> shown.add(((JsonObject) each).getString("chair")));
        return shown;
    }

    @Test
    void aScreenIsFedTheRoomsThatMayBeSeenOnItAndOneOfThemWhereItAsksForOne() throws Exception {
        assertThat(shown("lead", "")).containsExactly("East, West", "1", "2", "11");
        assertThat(shown("lead", "?room=West")).containsExactly("West", "11");
        assertThat(shown("lead", "?room=North")).containsExactly("East, West", "1", "2", "11");
        assertThat(shown("east", "")).containsExactly("East", "1", "2");
        assertThat(shown("east", "?room=West")).containsExactly("East", "1", "2");
        assertThat(rooms.hello(rooms.as("east"), "").getJsonArray("rooms")).hasSize(1);
        assertThat(rooms.hello(rooms.as("lead"), "?room=West")
                        .getJsonArray("rooms")
                        .encode())
                .isEqualTo("[{\"name\":\"East\",\"chairs\":[\"1\",\"2\"]},{\"name\":\"West\",\"chairs\":[\"11\"]}]");
    }

    @Test
    void whoIsGivenAnotherRoomIsCutOffFromTheFeedOfTheFormer() throws Exception {
        SignedIn east = rooms.as("east");
        try (RawScreen screen = new RawScreen(rooms.port(), east.cookie())) {
            assertThat(screen.readAnswer()).startsWith("HTTP/1.1 101");
            screen.next();
            rooms.person("east", new Grant(Role.NURSE, "West"));
            screen.isEnded();
        }
        assertThat(rooms.hello(east, "").getJsonObject("room").getString("name"))
                .isEqualTo("West");
    }

    @Test
    void aScreenOnTheWallSeesTheRoomThatItWasPairedForAndDoesSoAfterARestart() throws Exception {
        String code = new Keys(rooms.data()).pair("West wall", "West", Instant.now());
        SignedIn wall = new SignedIn(rooms.port());
        assertThat(wall.post(
                                "/api/v1/session/pair",
                                new JsonObject().put("code", code).encode())
                        .statusCode())
                .isEqualTo(200);
        rooms.restart();
        SignedIn again = new SignedIn(rooms.port());
        again.take(wall.cookie());
        JsonObject hello = rooms.hello(again, "?room=East");
        assertThat(hello.getJsonObject("room").encode()).isEqualTo("{\"name\":\"West\",\"chairs\":[\"11\"]}");
    }

    @Test
    void aSessionOfTheOtherRoomIsNotReadAndTheRecordNamesItsChair() throws Exception {
        String there = rooms.open(11, "SYN-0011");
        String here = rooms.open(1, "SYN-0001");
        SignedIn east = rooms.as("east");
        for (String what : List.of("history", "readings", "report", "report.pdf")) {
            assertThat(east.get("/api/v1/sessions/" + here + "/" + what).statusCode())
                    .as(what)
                    .isEqualTo(200);
            assertThat(east.get("/api/v1/sessions/" + there + "/" + what).statusCode())
                    .as(what)
                    .isEqualTo(403);
        }
        assertThat(east.get("/api/v1/trend?metric=spo2&session=" + there).statusCode())
                .isEqualTo(403);
        assertThat(rooms.as("lead").get("/api/v1/sessions/" + there + "/report").body())
                .contains("\"room\":\"West\"");
        assertThat(found("Synthetic east see-course 11 refused")).isNotEmpty();
        assertThat(found("Synthetic east, nurse see-course 1")).isNotEmpty();
    }

    @Test
    void anEarlierSessionInTheOtherRoomIsNotShownBesideThisOne() throws Exception {
        String there = rooms.open(11, "SYN-0007");
        rooms.monitor(7, "INF-W", "11");
        rooms.close(11);
        rooms.open(1, "SYN-0007");
        assertThat(rooms.as("lead").get("/api/v1/chairs/1/earlier").body()).contains(there);
        assertThat(rooms.as("east").get("/api/v1/chairs/1/earlier").body())
                .contains("\"earlier\":[]")
                .doesNotContain(there);
    }

    @Test
    void whatIsAskedInOneRoomIsAnsweredByTheRoleThatHoldsThere() throws Exception {
        rooms.open(1, "SYN-0001");
        rooms.open(11, "SYN-0011");
        SignedIn both = rooms.as("both");
        String answer = "/api/v1/chairs/11/alarms/11.low.spo2.1/acknowledge";
        assertThat(rooms.as("east")
                        .post(answer, "{\"action\":\"At the chair\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(found("Synthetic east acknowledge 11 refused")).isNotEmpty();
        String off = "{\"reason\":\"asleep\"}";
        assertThat(both.post("/api/v1/chairs/1/off", off).statusCode()).isEqualTo(403);
        assertThat(both.post("/api/v1/chairs/11/off", off).statusCode()).isNotEqualTo(403);
        String sign = "{\"overrideReason\":\"Seen by the physician\"}";
        assertThat(both.post("/api/v1/chairs/1/discharge", sign).statusCode())
                .as("going on in spite of a block is for charge nurses, which this one is elsewhere")
                .isEqualTo(403);
        assertThat(both.post("/api/v1/chairs/11/discharge", sign).statusCode()).isNotEqualTo(403);
        both.post("/api/v1/chairs/1/nurse", "{\"nurse\":\"Ada\"}");
        both.post("/api/v1/chairs/11/nurse", "{\"nurse\":\"Ada\"}");
        assertThat(found("Synthetic both, charge nurse lead-session 11")).isNotEmpty();
        assertThat(found("Synthetic both, nurse lead-session 1")).isNotEmpty();
        assertThat(found("Synthetic both override 1 refused")).isNotEmpty();
    }

    @Test
    void aDeviceIsNeitherTakenFromTheOtherRoomNorPutThere() throws Exception {
        String there = rooms.monitor(1, "INF-W", "11");
        String nowhere = rooms.monitor(2, "LOFT", "7");
        SignedIn east = rooms.as("east");
        String assign = "{\"chair\":\"%s\",\"device\":\"%s\"}";
        assertThat(east.post("/api/v1/devices/assign", assign.formatted("1", there))
                        .statusCode())
                .isEqualTo(403);
        assertThat(east.post("/api/v1/devices/release", "{\"device\":\"" + there + "\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(east.post("/api/v1/devices/assign", assign.formatted("11", nowhere))
                        .statusCode())
                .isEqualTo(403);
        assertThat(east.post("/api/v1/devices/assign", assign.formatted("1", nowhere))
                        .statusCode())
                .isEqualTo(200);
        assertThat(rooms.as("west")
                        .post("/api/v1/devices/assign", assign.formatted("11", nowhere))
                        .statusCode())
                .isEqualTo(403);
        assertThat(found("Synthetic east bind-device - refused")).isNotEmpty();
    }

    @Test
    void whatLooksBackLooksAtTheRoomsOfWhoeverAsks() throws Exception {
        rooms.open(1, "SYN-0001");
        rooms.close(1);
        rooms.open(11, "SYN-0001");
        rooms.monitor(1, "INF-W", "11");
        assertThat(sessions("west")).isEqualTo(1);
        assertThat(sessions("lead")).isEqualTo(2);
        assertThat(rooms.as("west").get("/api/v1/review/links").statusCode()).isEqualTo(200);
    }

    private int sessions(String account) throws Exception {
        return new JsonObject(rooms.as(account).get("/api/v1/review/burden").body()).getInteger("sessions");
    }

    @Test
    void bothRoomsStandInOneRecordThatIsWhole() throws Exception {
        rooms.open(1, "SYN-0001");
        rooms.open(11, "SYN-0011");
        rooms.restart();
        assertThat(shown("west", "")).containsExactly("West", "11");
        assertThat(rooms.hello(rooms.as("west"), "").getJsonArray("chairs").encode())
                .contains("SYN-0011")
                .doesNotContain("SYN-0001");
        rooms.stop();
        JournalReader record = new JournalReader(Database.in(rooms.data()));
        assertThat(record.verdict(null).fault()).isNull();
        assertThat(record.sessions(Instant.EPOCH, Instant.now())).hasSize(2);
        rooms.start();
    }

    /** The lines of the record that say this; they are written with the next commit. */
    private List<String> found(String line) throws Exception {
        SignedIn auditor = rooms.as("kim");
        List<String> lines = List.of();
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!lines.contains(line) && System.nanoTime() < end) {
            lines = lines(auditor, line.split("[ ,]", -1)[1]);
        }
        assertThat(lines).contains(line);
        return lines;
    }

    private static List<String> lines(SignedIn auditor, String words) throws Exception {
        String asked = new JsonObject().put("words", "Synthetic " + words).encode();
        JsonArray all = new JsonObject(auditor.post("/api/v1/accesses", asked).body()).getJsonArray("accesses");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            JsonObject access = all.getJsonObject(i);
            String chair = access.getString("chair");
            lines.add(access.getString("by") + " " + access.getString("what") + " " + (chair.isEmpty() ? "-" : chair)
                    + (access.getBoolean("refused") ? " refused" : ""));
        }
        return lines;
    }
}
