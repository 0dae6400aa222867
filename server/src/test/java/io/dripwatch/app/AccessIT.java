package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.access.Grant;
import io.dripwatch.access.Role;
import io.dripwatch.access.Scope;
import io.dripwatch.access.Secret;
import io.dripwatch.access.keys.Client;
import io.dripwatch.access.keys.ClientFile;
import io.dripwatch.access.keys.WallScreen;
import io.dripwatch.access.keys.WallScreenFile;
import io.dripwatch.access.people.GivenAccounts;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import io.dripwatch.record.JournalReader;
import io.dripwatch.store.Database;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs and screens on the wall at a whole server, and the record of all accesses. */
final class AccessIT {
    private static final String OPEN = "{\"protocol\":\"ketamine-mood\",\"patient\":{\"id\":\"SYN-0001\"}}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    private Server server;

    @SuppressWarnings("NullAway.Init")
    AccessIT() {}

    @BeforeEach
    void start() {
        Instant before = Instant.now().minusSeconds(10);
        GivenAccounts.add(data, "ada", Role.NURSE, before);
        GivenAccounts.add(data, "kim", Role.AUDITOR, before);
        server = Server.start(settings());
    }

    private Settings settings() {
        return Settings.of(Config.DEFAULT, Path.of(""), data).withPorts(0, 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String token(String name, Set<Scope> scopes, @Nullable Instant expires) {
        String secret = Secret.fresh();
        new ClientFile(data).change(clients -> {
            List<Client> more = new ArrayList<>(clients);
            more.add(Client.of(name, scopes, secret, Instant.now().minusSeconds(60), expires));
            return more;
        });
        server.close();
        server = Server.start(settings());
        return secret;
    }

    private HttpResponse<String> bearing(String token, String path) throws Exception {
        return new SignedIn(server.httpPort()).send("GET", path, null, "Authorization", "Bearer " + token);
    }

    @Test
    void aProgramReadsWhatItsScopesSayAndNothingElse() throws Exception {
        String ehr = token("ehr", Set.of(Scope.CHART), null);
        assertThat(bearing(ehr, "/fhir/Patient").statusCode()).isEqualTo(200);
        assertThat(bearing(ehr, "/metrics").statusCode()).isEqualTo(403);
        assertThat(bearing(ehr, "/api/v1/chairs/1/history").statusCode()).isEqualTo(403);
        assertThat(bearing(ehr, "/api/v1/live").statusCode()).isEqualTo(403);
        SignedIn program = new SignedIn(server.httpPort());
        assertThat(program.post("/api/v1/chairs/1/session", OPEN, "Authorization", "Bearer " + ehr)
                        .statusCode())
                .isEqualTo(403);
        assertThat(bearing(token("prometheus", Set.of(Scope.NUMBERS), null), "/metrics")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void forgedExpiredAndForeignTokensAreRefused() throws Exception {
        String expired = token("late", Set.of(Scope.CHART), Instant.now().minusSeconds(1));
        String unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJlaHIiLCJzY29wZSI6InN5c3RlbS8qLnJzIn0.";
        String symmetric = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJlaHIiLCJzY29wZSI6InN5c3RlbS8qLnJzIn0.c2lnbmVk";
        for (String token :
                List.of(expired, expired + "x", Secret.fresh(), "", "drip_", unsigned, symmetric, "x".repeat(7_000))) {
            assertThat(bearing(token, "/fhir/Patient").statusCode())
                    .as(token.substring(0, Math.min(20, token.length())))
                    .isEqualTo(401);
        }
        HttpResponse<String> basic = new SignedIn(server.httpPort())
                .send("GET", "/fhir/Patient", null, "Authorization", "Basic YWRhOmFkYQ==");
        assertThat(basic.statusCode()).isEqualTo(401);
    }

    @Test
    void aScreenOnTheWallIsPairedOnceSeesItsRoomAndCanDoNothing() throws Exception {
        String code = WallScreenFile.newCode();
        new WallScreenFile(data).change(screens -> {
            screens.add(WallScreen.waiting("East wall", Grant.EVERYWHERE, code, Instant.now()));
            return screens;
        });
        SignedIn wall = new SignedIn(server.httpPort());
        String body =
                new JsonObject().put("code", code.toLowerCase(Locale.ROOT)).encode();
        assertThat(wall.post("/api/v1/session/pair", body).statusCode()).isEqualTo(200);
        assertThat(new SignedIn(server.httpPort())
                        .post("/api/v1/session/pair", body)
                        .statusCode())
                .as("a code is used once")
                .isEqualTo(401);
        JsonObject who = new JsonObject(wall.get("/api/v1/session").body()).getJsonObject("person");
        assertThat(who.getString("name")).isEqualTo("East wall");
        assertThat(wall.post("/api/v1/chairs/1/session", OPEN).statusCode()).isEqualTo(403);
        assertThat(wall.get("/api/v1/chairs/1/history").statusCode()).isEqualTo(403);
        assertThat(wall.get("/fhir/Patient").statusCode()).isEqualTo(403);
        try (RawScreen screen = new RawScreen(server.httpPort(), wall.cookie())) {
            assertThat(screen.readAnswer()).startsWith("HTTP/1.1 101");
            assertThat(new JsonObject(screen.next()).getString("t")).isEqualTo("hello");
            new WallScreenFile(data).change(screens -> {
                screens.replaceAll(each -> each.revokedAt(Instant.now()));
                return screens;
            });
            assertThatThrownBy(() -> {
                        while (true) {
                            screen.next();
                        }
                    })
                    .as("revoked, it is cut off within seconds")
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void anAdministratorAddsPeopleScreensAndProgramsAndTakesThemBack() throws Exception {
        GivenAccounts.add(data, "root", Role.ADMINISTRATOR, Instant.now().minusSeconds(5));
        server.close();
        server = Server.start(settings());
        SignedIn admin = SignedIn.as("root", server.httpPort());
        String add =
                "{\"account\":\"bo\",\"name\":\"Synthetic Bo\",\"roles\":\"nurse@East, biomed\",\"password\":\"%s\"}";
        assertThat(admin.post("/api/v1/administration/accounts/add", add.formatted("short"))
                        .body())
                .contains("12 to 128 characters");
        assertThat(admin.post("/api/v1/administration/accounts/add", add.formatted(GivenAccounts.PASSWORD))
                        .statusCode())
                .isEqualTo(200);
        SignedIn added = SignedIn.as("bo", server.httpPort());
        assertThat(added.get("/metrics").statusCode()).isEqualTo(200);
        assertThat(added.post("/api/v1/chairs/1/session", OPEN).statusCode())
                .as("a nurse of another room")
                .isEqualTo(403);
        assertThat(admin.post("/api/v1/administration/accounts/disable", "{\"account\":\"bo\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(added.get("/metrics").statusCode()).isEqualTo(401);
        assertThat(admin.post("/api/v1/administration/accounts/disable", "{\"account\":\"root\"}")
                        .body())
                .contains("Somebody must remain administrator.");
        JsonObject made = new JsonObject(
                admin.post("/api/v1/administration/programs/add", "{\"name\":\"ehr\",\"scopes\":\"system/*.rs\"}")
                        .body());
        assertThat(made.getString("secret")).startsWith("drip_");
        String list = admin.get("/api/v1/administration").body();
        assertThat(list).contains("nurse@East", "disabled", "\"ehr\"").doesNotContain("drip_", "pbkdf2", "sha");
        assertThat(SignedIn.as("ada", server.httpPort())
                        .get("/api/v1/administration")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void whoBreaksTheGlassMayDoMoreForAWhileAndTheRecordSaysWhy() throws Exception {
        SignedIn nurse = SignedIn.as("ada", server.httpPort());
        nurse.post("/api/v1/chairs/1/session", OPEN);
        String set = "{\"metric\":\"spo2\",\"side\":\"low\",\"priority\":\"low\",\"sound\":92,"
                + "\"reason\":\"known lung\",\"untilMinutes\":30}";
        assertThat(nurse.post("/api/v1/chairs/1/limits", set).statusCode()).isEqualTo(403);
        assertThat(nurse.post("/api/v1/session/emergency", "{\"reason\":\"\"}").statusCode())
                .isEqualTo(400);
        assertThat(nurse.post("/api/v1/session/emergency", "{\"reason\":\"alone in the room\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(nurse.post("/api/v1/chairs/1/limits", set).statusCode()).isIn(200, 409);
        assertThat(nurse.post("/api/v1/accesses", "{}").statusCode())
                .as("what is not about patients in the room stays closed")
                .isEqualTo(403);
        SignedIn auditor = SignedIn.as("kim", server.httpPort());
        assertThat(auditor.post("/api/v1/session/emergency", "{\"reason\":\"curious about it\"}")
                        .statusCode())
                .isEqualTo(403);
        String done = "Synthetic ada, in an emergency set-limits 1";
        assertThat(found(auditor, "{\"words\":\"emergency\"}", done)).contains("Synthetic ada, nurse emergency -");
        assertThat(auditor.post("/api/v1/accesses", "{\"words\":\"emergency alone\"}")
                        .body())
                .contains("alone in the room");
    }

    @Test
    void everyReadActionAndRefusalStandsInTheRecordAndTheRecordIsWhole() throws Exception {
        SignedIn nobody = new SignedIn(server.httpPort());
        nobody.get("/fhir/Patient");
        nobody.signIn("ada", "a wrong password");
        nobody.signIn("my-password-by-mistake", "ada");
        SignedIn nurse = SignedIn.as("ada", server.httpPort());
        nurse.post("/api/v1/chairs/1/session", OPEN);
        nurse.get("/api/v1/chairs/1/history");
        nurse.post("/api/v1/chairs/1/off", "{\"reason\":\"quiet\"}");
        nurse.post("/api/v1/session/end", "{}");
        SignedIn auditor = SignedIn.as("kim", server.httpPort());
        List<String> lines = found(auditor, "{}", "Synthetic kim sign-in -");

        assertThat(lines)
                .contains(
                        "nobody export - refused",
                        "Synthetic ada sign-in - refused",
                        "nobody sign-in - refused",
                        "Synthetic ada sign-in -",
                        "Synthetic ada, nurse lead-session 1",
                        "Synthetic ada, nurse see-course 1",
                        "Synthetic ada turn-off 1 refused",
                        "Synthetic ada sign-out -",
                        "Synthetic kim sign-in -")
                .noneMatch(line -> line.contains("mistake"));
        String refused = "Synthetic ada turn-off 1 refused";
        assertThat(found(auditor, "{\"words\":\"ADA chair\",\"refused\":true}", refused))
                .containsExactly(refused);
        found(auditor, "{\"words\":\"audit\"}", "Synthetic kim, auditor audit -");
        assertThat(nurse.post("/api/v1/accesses", "{}").statusCode()).isEqualTo(401);
        server.close();
        assertThat(new JournalReader(Database.in(data)).verdict(null).fault()).isNull();
        try (Connection writer = Database.in(data).writer();
                Statement statement = writer.createStatement()) {
            statement.executeUpdate(
                    "UPDATE event SET body = replace(body, '\"ada\"', '\"bob\"')"
                            + " WHERE seq = (SELECT min(seq) FROM event WHERE kind = 'ACCESSED' AND body LIKE '%lead-session%')");
        }
        assertThat(new JournalReader(Database.in(data)).verdict(null).fault()).contains("does not match its seal");
        server = Server.start(settings());
    }

    /** What is found, once the line that came last is among it: the record is written with the next commit. */
    private static List<String> found(SignedIn auditor, String question, String last) throws Exception {
        List<String> lines = List.of();
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!lines.contains(last) && System.nanoTime() < end) {
            lines = lines(auditor, question);
        }
        assertThat(lines).contains(last);
        return lines;
    }

    private static List<String> lines(SignedIn auditor, String question) throws Exception {
        JsonArray all =
                new JsonObject(auditor.post("/api/v1/accesses", question).body()).getJsonArray("accesses");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            JsonObject access = all.getJsonObject(i);
            boolean console = access.getString("what").equals("administered");
            assertThat(access.getString("from")).isEqualTo(console ? "" : "127.0.0.1");
            String chair = access.getString("chair");
            lines.add(access.getString("by") + " " + access.getString("what") + " " + (chair.isEmpty() ? "-" : chair)
                    + (access.getBoolean("refused") ? " refused" : ""));
        }
        return lines;
    }
}
