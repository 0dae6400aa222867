package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.access.Grant;
import io.dripwatch.access.Person;
import io.dripwatch.access.Role;
import io.dripwatch.access.people.AccountFile;
import io.dripwatch.access.people.GivenAccounts;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** People sign in at a provider that others wrote, and nobody else does. */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HospitalSignInIT {
    private static final String OPEN = "{\"protocol\":\"ketamine-mood\",\"patient\":{\"id\":\"SYN-0001\"}}";
    private static final String FAILED = "/?sign-in=failed";

    private Path folder;
    private HospitalProvider provider;
    private Server server;

    @SuppressWarnings("NullAway.Init")
    HospitalSignInIT() {}

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        folder = directory;
        provider = new HospitalProvider();
        GivenAccounts.add(
                folder.resolve("data"),
                "local",
                Role.ADMINISTRATOR,
                Instant.now().minusSeconds(10));
        GivenAccounts.add(
                folder.resolve("data"), "auditor", Role.AUDITOR, Instant.now().minusSeconds(10));
        server = Server.start(provider.settings(folder));
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
        if (provider != null) {
            provider.close();
        }
    }

    private Tablet tablet() {
        return new Tablet(provider.here());
    }

    @Test
    void aNurseSignsInWithTheHospitalsRolesAndSignsWithHerName() throws Exception {
        Tablet tablet = tablet();
        assertThat(tablet.who().getString("hospital")).isEqualTo("Synthetic Hospital");
        String begun = tablet.begins();
        assertThat(begun)
                .contains("code_challenge_method=S256", "nonce=", "state=", "prompt=login", "response_type=code")
                .doesNotContain("secret");
        assertThat(tablet.comesOut(tablet.comesBack(begun, "nurse-1"))).isEqualTo("/");
        JsonObject person = tablet.who().getJsonObject("person");
        assertThat(person.getString("account")).isEqualTo("nurse-1");
        assertThat(person.getString("name")).as("no comma").isEqualTo("Synthetic nurse-1 MD");
        assertThat(person.getJsonArray("roles")).isEqualTo(new JsonArray(List.of("nurse")));
        assertThat(person.getBoolean("password")).isFalse();
        assertThat(tablet.post("/api/v1/chairs/1/session", OPEN).statusCode()).isEqualTo(200);
        assertThat(tablet.get(provider.here() + "/api/v1/chairs/1/history").body())
                .contains("Session opened by Synthetic nurse-1 MD, nurse");
        assertThat(tablet.get(provider.here() + "/fhir/Patient").statusCode()).isEqualTo(403);
    }

    @Test
    void whoSignedInAtTheProviderSetsAPinAndUnlocksWithIt() throws Exception {
        Tablet tablet = tablet();
        tablet.signsIn("nurse-2");
        assertThat(tablet.post("/api/v1/session/pin", "{\"pin\":\"2580\"}").statusCode())
                .isEqualTo(200);
        tablet.post("/api/v1/session/lock", "{}");
        assertThat(tablet.post("/api/v1/session/here", "{}").statusCode()).isEqualTo(401);
        assertThat(tablet.who().getJsonArray("pins").encode()).contains("Synthetic nurse-2");
        assertThat(tablet.post("/api/v1/session/unlock", "{\"account\":\"nurse-2\",\"pin\":\"2580\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(tablet.post("/api/v1/session/here", "{}").statusCode()).isEqualTo(200);
        assertThat(tablet.post("/api/v1/session/password", "{\"password\":\"\",\"next\":\"a password of her own\"}")
                        .statusCode())
                .as("a password is the provider's")
                .isEqualTo(401);
    }

    @Test
    void theNextPersonOnASharedStationLeavesTheFirstOneHerPinThereAndHerOtherStations() throws Exception {
        Tablet shared = tablet();
        Tablet elsewhere = tablet();
        elsewhere.signsIn("nurse-3");
        shared.post("/api/v1/session", "{\"account\":\"auditor\",\"password\":\"" + GivenAccounts.PASSWORD + "\"}");
        shared.signsIn("nurse-3");
        shared.signsIn("physician-1");
        JsonObject who = shared.who();
        assertThat(who.getJsonObject("person").getString("account")).isEqualTo("physician-1");
        assertThat(who.getJsonArray("pins").encode())
                .as("the provider has logged out the nurse in this browser, not whom it does not know")
                .contains("auditor")
                .doesNotContain("nurse-3");
        assertThat(elsewhere.post("/api/v1/session/here", "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void whoHasNoRoleThatCountsHereIsNotLetIn() throws Exception {
        Tablet tablet = tablet();
        assertThat(tablet.signsIn("kitchen")).isEqualTo("/?sign-in=no-role");
        assertThat(tablet.who().getValue("person")).isNull();
        assertThat(new AccountFile(folder.resolve("data")).accounts()).doesNotContainKey("kitchen");
    }

    @Test
    void nobodyOfTheProviderTakesAnAccountThatHasAPasswordHere() throws Exception {
        GivenAccounts.add(
                folder.resolve("data"), "nurse-taken", Role.NURSE, Instant.now().minusSeconds(5));
        assertThat(tablet().signsIn("nurse-taken")).isEqualTo("/?sign-in=taken");
        assertThat(new SignedIn(server.httpPort())
                        .signIn("nurse-1", GivenAccounts.PASSWORD)
                        .statusCode())
                .as("nor the other way round")
                .isEqualTo(401);
    }

    @Test
    void aRoleThatTheHospitalTookAwayIsGoneWithTheNextSignInEverywhere() throws Exception {
        Tablet tablet = tablet();
        tablet.signsIn("nurse-4");
        Path data = folder.resolve("data");
        new AccountFile(data)
                .change(all -> all.computeIfPresent(
                        "nurse-4",
                        (id, account) -> account.from(
                                new Person(id, "Before", List.of(Grant.of("physician"))),
                                String.valueOf(account.subject()),
                                Instant.now().minusSeconds(60))));
        Tablet other = tablet();
        other.signsIn("nurse-4");
        assertThat(other.who().getJsonObject("person").getJsonArray("roles"))
                .isEqualTo(new JsonArray(List.of("nurse")));
        assertThat(tablet.post("/api/v1/session/here", "{}").statusCode())
                .as("with other roles than before, elsewhere they sign in again")
                .isEqualTo(401);
    }

    @Test
    void whatWasBegunIsAnsweredOnceAndByTheSameBrowserOnly() throws Exception {
        Tablet tablet = tablet();
        String back = tablet.comesBack(tablet.begins(), "nurse-5");
        assertThat(tablet().comesOut(back)).as("another browser").isEqualTo(FAILED);
        Tablet victim = tablet();
        victim.begins();
        assertThat(victim.comesOut(back))
                .as("a victim who is to work under the attacker's name")
                .isEqualTo(FAILED);
        assertThat(tablet.comesOut(back.replaceAll("state=[^&]*", "state=guessed")))
                .isEqualTo(FAILED);
        assertThat(tablet.comesOut(back)).isEqualTo("/");
        assertThat(tablet.comesOut(back)).as("replayed").isEqualTo(FAILED);
    }

    @Test
    void aTokenThatWasMadeForAnotherBeginningIsRefused() throws Exception {
        Tablet tablet = tablet();
        String begun = tablet.begins().replaceAll("nonce=[^&]*", "nonce=of-somebody-else");
        assertThat(tablet.comesOut(tablet.comesBack(begun, "nurse-6"))).isEqualTo(FAILED);
        String stolen = tablet.begins().replaceAll("code_challenge=[^&]*", "code_challenge=" + "A".repeat(43));
        assertThat(tablet.comesOut(tablet.comesBack(stolen, "nurse-6")))
                .as("a code that somebody else asked for")
                .isEqualTo(FAILED);
    }

    @Test
    void whoIsStillSignedInAtTheProviderShowsAnewWhoTheyAre() throws Exception {
        Tablet tablet = tablet();
        tablet.signsIn("nurse-7");
        String quietly = tablet.begins().replaceAll("prompt=login", "").replaceAll("max_age=0", "");
        assertThat(tablet.comesOut(tablet.comesBack(quietly, "nurse-7"))).isEqualTo(FAILED);
    }

    @Test
    void aForgedTokenIsRefusedHoweverItWasForged() throws Exception {
        for (String how : List.of("changed", "unsigned", "unsigned with something", "symmetric", "by another key")) {
            provider.forge(how);
            Tablet tablet = tablet();
            assertThat(tablet.signsIn("nurse-8")).as(how).isEqualTo(FAILED);
            assertThat(tablet.who().getValue("person")).isNull();
        }
        provider.forge("");
        assertThat(tablet().signsIn("nurse-8")).isEqualTo("/");
    }

    @Test
    void whoLogsOutAtTheProviderIsSignedOutHereAndTheRecordSaysSo() throws Exception {
        Tablet tablet = tablet();
        tablet.signsIn("nurse-9");
        assertThat(tablet.post("/api/v1/session/here", "{}").statusCode()).isEqualTo(200);
        tablet.logsOutAtProvider(provider.issuer() + "/session/end");
        assertThat(tablet.post("/api/v1/session/here", "{}").statusCode()).isEqualTo(401);
        SignedIn auditor = SignedIn.as("auditor", server.httpPort());
        String found = auditor.post("/api/v1/accesses", "{\"words\":\"nurse-9 provider\"}")
                .body();
        assertThat(found).contains("sign-out-at-provider");
    }

    @Test
    void whoSignsOutHereIsSentToTheProviderAndLoggedOutThere() throws Exception {
        Tablet tablet = tablet();
        tablet.signsIn("nurse-10");
        String place = new JsonObject(tablet.post("/api/v1/session/end", "{}").body()).getString("location");
        assertThat(place).startsWith(provider.issuer() + "/session/end?").contains("client_id=dripwatch");
        tablet.logsOutAtProvider(place);
        SignedIn local = SignedIn.as("local", server.httpPort());
        assertThat(new JsonObject(local.post("/api/v1/session/end", "{}").body()).getValue("location"))
                .as("whoever has a password here stays here")
                .isNull();
    }

    @Test
    void logoutsThatTheProviderDidNotSendEndNothing() throws Exception {
        Tablet tablet = tablet();
        tablet.signsIn("nurse-11");
        String claims = encoded("{\"iss\":\"" + provider.issuer() + "\",\"aud\":\"dripwatch\",\"iat\":"
                + Instant.now().getEpochSecond()
                + ",\"jti\":\"1\",\"sub\":\"nurse-11\",\"events\":"
                + "{\"http://schemas.openid.net/event/backchannel-logout\":{}}}");
        for (String token : List.of(
                "",
                "x",
                "x.y.z",
                encoded("{\"alg\":\"none\"}") + "." + claims + ".",
                encoded("{\"alg\":\"none\"}") + "." + claims + ".c2lnbmVk",
                encoded("{\"alg\":\"HS256\"}") + "." + claims + ".c2lnbmVk",
                encoded("{\"alg\":\"RS256\",\"kid\":\"own\"}") + "." + claims + ".c2lnbmVk",
                encoded("{\"alg\":\"RS256\",\"kid\":\"unheard-of\"}") + "." + claims + ".c2lnbmVk",
                "x".repeat(18_000))) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(provider.here() + "/api/v1/session/hospital/ended"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("logout_token=" + token))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(400);
        }
        assertThat(tablet.post("/api/v1/session/here", "{}").statusCode()).isEqualTo(200);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whileTheProviderIsAwaySessionsGoOnAndPasswordsWork() throws Exception {
        Tablet onDuty = tablet();
        onDuty.signsIn("nurse-12");
        Tablet halfway = tablet();
        String back = halfway.comesBack(halfway.begins(), "nurse-13");
        provider.goesAway();
        try {
            assertThat(onDuty.post("/api/v1/session/here", "{}").statusCode()).isEqualTo(200);
            assertThat(tablet().post("/api/v1/session/hospital", "{}").body())
                    .contains(
                            "The sign-in of Synthetic Hospital cannot be reached; accounts with a password here work");
            assertThat(halfway.comesOut(back)).isEqualTo("/?sign-in=away");
            SignedIn local = SignedIn.as("local", server.httpPort());
            isTold(local);
            assertThat(new JsonObject(onDuty.post("/api/v1/session/end", "{}").body()).getValue("location"))
                    .as("no browser is sent where nobody answers")
                    .isNull();
        } finally {
            provider.comesBack();
        }
        assertThat(tablet().signsIn("nurse-13")).isEqualTo("/");
    }

    private static void isTold(SignedIn browser) throws Exception {
        long end = System.nanoTime() + 10_000_000_000L;
        String ready = browser.get("/health/ready").body();
        while (!ready.contains("Synthetic Hospital cannot be reached") && System.nanoTime() < end) {
            ready = browser.get("/health/ready").body();
        }
        assertThat(ready).contains("Synthetic Hospital cannot be reached");
    }
}
