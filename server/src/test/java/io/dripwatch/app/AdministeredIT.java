package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.access.Role;
import io.dripwatch.access.people.AccountFile;
import io.dripwatch.access.people.GivenAccounts;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an administration changed stands in the record, from what to what, and no secret. */
final class AdministeredIT {
    private static final String BO = "\"account\":\"bo\"";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @SuppressWarnings("NullAway.Init")
    private Server server;

    private SignedIn admin;
    private SignedIn auditor;

    @SuppressWarnings("NullAway.Init")
    AdministeredIT() {}

    @BeforeEach
    void start() throws Exception {
        GivenAccounts.add(data, "root", Role.ADMINISTRATOR, Instant.now().minusSeconds(10));
        GivenAccounts.add(data, "kim", Role.AUDITOR, Instant.now().minusSeconds(10));
        server = Server.start(Settings.of(Config.DEFAULT, Path.of(""), data).withPorts(0, 0));
        admin = SignedIn.as("root", server.httpPort());
        auditor = SignedIn.as("kim", server.httpPort());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void step(String what, String body) throws Exception {
        assertThat(admin.post("/api/v1/administration/" + what, "{" + body + "}")
                        .statusCode())
                .as(what)
                .isEqualTo(200);
    }

    /** All that was administered, as lines of who and what, once the last of them is there. */
    private String administered(String last) throws Exception {
        long end = System.nanoTime() + 15_000_000_000L;
        String lines = "";
        while (!lines.contains(last) && System.nanoTime() < end) {
            JsonArray found = new JsonObject(auditor.post("/api/v1/accesses", "{\"words\":\"administered\"}")
                            .body())
                    .getJsonArray("accesses");
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < found.size(); i++) {
                JsonObject line = found.getJsonObject(i);
                text.append(line.getString("by"))
                        .append(": ")
                        .append(line.getString("whose"))
                        .append('\n');
            }
            lines = text.toString();
        }
        return lines.replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "NOW");
    }

    @Test
    void eachChangeOfTheAdministrationPageIsToldFromWhatToWhat() throws Exception {
        step(
                "accounts/add",
                BO + ",\"name\":\"Synthetic Bo\",\"roles\":\"nurse@East\",\"password\":\"a long enough one\"");
        step("accounts/roles", BO + ",\"roles\":\"biomed, nurse\"");
        step("accounts/password", BO + ",\"password\":\"another long enough\"");
        step("accounts/disable", BO);
        step("screens/add", "\"name\":\"East wall\"");
        step("programs/add", "\"name\":\"ehr\",\"scopes\":\"system/*.rs\"");
        step("programs/revoke", "\"name\":\"ehr\"");
        step("devices/add", "\"name\":\"BAND-7\"");
        String by = "Synthetic root, administrator: ";
        String lines = administered("device BAND-7");
        assertThat(lines.lines())
                .contains(
                        by + "account bo added: name Synthetic Bo, roles nurse@East, password set, enabled",
                        by + "account bo: roles nurse@East -> biomed nurse",
                        by + "account bo: password changed",
                        by + "account bo: enabled -> disabled",
                        by + "screen East wall of NOW added: waits for its code",
                        by + "program ehr of NOW added: scopes system/*.rs, proof set, resolution one a minute, valid",
                        by + "program ehr of NOW: valid -> revoked",
                        by + "device BAND-7 of NOW added: valid");
        assertThat(lines).doesNotContain("pbkdf2", "long enough", "drip_");
        assertThat(lines).as("nothing is told twice").containsOnlyOnce("password changed");
    }

    @Test
    void whatIsChangedOnTheConsoleWhileTheServerRunsIsToldToo() throws Exception {
        new AccountFile(data)
                .change(all -> all.computeIfPresent(
                        "kim",
                        (id, account) -> account.withPin(GivenAccounts.account("x", Role.NURSE, Instant.EPOCH)
                                .pin())));
        new AccountFile(data)
                .change(all -> all.put(
                        "eve",
                        GivenAccounts.account(
                                "eve", Role.ADMINISTRATOR, Instant.now().minusSeconds(1))));
        String by = "console of this machine: ";
        assertThat(administered("account eve").lines())
                .contains(
                        by + "account kim: PIN changed",
                        by
                                + "account eve added: name Synthetic eve, roles administrator, password set, PIN set,"
                                + " enabled");
    }

    @Test
    void whatIsChangedOnTheConsoleWhileNoServerRunsIsToldAtTheNextStart() throws Exception {
        String by = "console of this machine: ";
        assertThat(administered("account kim").lines())
                .as("before the first start")
                .contains(by + "account root added: name Synthetic root, roles administrator, password set, PIN set,"
                        + " enabled");
        step("screens/add", "\"name\":\"East wall\"");
        assertThat(administered("East wall")).contains("waits for its code");
        server.close();
        new AccountFile(data).change(all -> all.remove("root"));
        new AccountFile(data)
                .change(all -> all.put(
                        "eve",
                        GivenAccounts.account(
                                "eve", Role.ADMINISTRATOR, Instant.now().minusSeconds(1))));
        server = Server.start(Settings.of(Config.DEFAULT, Path.of(""), data).withPorts(0, 0));
        admin = SignedIn.as("eve", server.httpPort());
        auditor = SignedIn.as("kim", server.httpPort());
        step("screens/add", "\"name\":\"West wall\"");
        String lines = administered("West wall");
        assertThat(lines.lines()).contains(by + "account root removed");
        assertThat(lines).containsOnlyOnce("account kim added").containsOnlyOnce("screen East wall");
        assertThat(lines.lines().filter(line -> line.contains("account eve added")))
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith(by);
        assertThat(Files.readString(data.resolve("administered.json"))).doesNotContain("pbkdf2");
    }

    @Test
    void whatPeopleChangeThemselvesIsNotTakenForTheConsole() throws Exception {
        assertThat(admin.post(
                                "/api/v1/session/pin",
                                "{\"password\":\"" + GivenAccounts.PASSWORD + "\",\"pin\":\"8520\"}")
                        .statusCode())
                .isEqualTo(200);
        step("screens/add", "\"name\":\"West wall\"");
        assertThat(administered("West wall")).doesNotContain("account root:");
    }

    @Test
    void beforeTheFirstAccountWhatIsSeenAndDoneOnThisMachineStandsInTheRecordToo() throws Exception {
        server.close();
        Path fresh = data.resolve("fresh");
        server = Server.start(Settings.of(Config.DEFAULT, Path.of(""), fresh).withPorts(0, 0));
        SignedIn anybody = new SignedIn(server.httpPort());
        anybody.post(
                "/api/v1/chairs/1/session",
                "{\"by\":\"AB\",\"protocol\":\"ketamine-mood\",\"patient\":{\"id\":\"SYN-0001\"}}");
        anybody.get("/api/v1/chairs/1/history");
        anybody.get("/fhir/Patient");
        assertThat(anybody.post("/api/v1/accesses", "{\"words\":\"nobody\"}").body())
                .contains(
                        "\"by\":\"nobody signed in, this machine\",\"account\":\"\",\"what\":\"lead-session\",",
                        "\"chair\":\"1\"")
                .contains("see-course", "export", "\"whose\":\"Patient\"");
    }
}
