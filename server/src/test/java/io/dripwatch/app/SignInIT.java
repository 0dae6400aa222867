package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.access.Role;
import io.dripwatch.access.people.GivenAccounts;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Signing in and out of a whole server, and what it does to those who do not. */
@Timeout(90)
final class SignInIT {
    private static final String OPEN = "{\"protocol\":\"ketamine-mood\",\"patient\":{\"id\":\"SYN-0001\"}}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    private Server server;

    @SuppressWarnings("NullAway.Init")
    SignInIT() {}

    @BeforeEach
    void start() {
        for (Role role : Role.values()) {
            if (role.ofPeople()) {
                GivenAccounts.add(data, role.word(), role, Instant.now().minusSeconds(10));
            }
        }
        server = Server.start(settings());
    }

    private Settings settings() {
        return Settings.of(Config.DEFAULT, Path.of(""), data).withPorts(0, 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private SignedIn as(String account) throws Exception {
        return SignedIn.as(account, server.httpPort());
    }

    @Test
    void whatANurseDoesCarriesHerNameAndRole() throws Exception {
        SignedIn nurse = as("nurse");
        assertThat(nurse.post("/api/v1/chairs/1/session", OPEN).statusCode()).isEqualTo(200);
        String course = nurse.get("/api/v1/chairs/1/history").body();
        assertThat(course).contains("Session opened by Synthetic nurse, nurse");
    }

    @Test
    void nobodySignsWithTheNameOfSomebodyElse() throws Exception {
        HttpResponse<String> refused =
                as("nurse").post("/api/v1/chairs/1/session", OPEN.replace("{\"protocol", "{\"by\":\"AB\",\"protocol"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("expected by to be left out or Synthetic nurse, nurse");
    }

    @Test
    void whoCorrectsOrOverridesIsAskedOnceMoreWhenItIsKnownWhatTheCommandIs() throws Exception {
        SignedIn nurse = as("nurse");
        nurse.post("/api/v1/chairs/1/session", OPEN);
        assertThat(nurse.post("/api/v1/chairs/1/discharge", "{}").statusCode()).isEqualTo(409);
        assertThat(nurse.post("/api/v1/chairs/1/discharge", "{\"overrideReason\":\"she must go\"}")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void theCookieIsHiddenFromScriptsAndFromOtherSites() throws Exception {
        SignedIn browser = new SignedIn(server.httpPort());
        HttpResponse<String> answer = browser.signIn("nurse", GivenAccounts.PASSWORD);
        assertThat(answer.headers().firstValue("set-cookie").orElse(""))
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Strict")
                .contains("Path=/");
        assertThat(answer.body()).doesNotContain("drip_");
    }

    @Test
    void aCookieThatSomebodySetBeforehandIsWorthNothingAfterSigningIn() throws Exception {
        SignedIn victim = as("nurse");
        String fixed = victim.cookie();
        victim.signIn("physician", GivenAccounts.PASSWORD);
        SignedIn attacker = new SignedIn(server.httpPort());
        attacker.take(fixed);
        assertThat(attacker.get("/api/v1/chairs/1/history").statusCode()).isEqualTo(401);
        attacker.take("dripwatch=drip_chosen-by-the-attacker");
        attacker.signIn("nurse", "not the password at all");
        assertThat(attacker.cookie()).isEqualTo("dripwatch=drip_chosen-by-the-attacker");
        assertThat(attacker.get("/api/v1/chairs/1/history").statusCode()).isEqualTo(401);
    }

    @Test
    void aCookieIsNotGoodAnyMoreAfterSigningOut() throws Exception {
        SignedIn nurse = as("nurse");
        String replayed = nurse.cookie();
        nurse.post("/api/v1/session/end", "{}");
        nurse.take(replayed);
        assertThat(nurse.post("/api/v1/chairs/1/session", OPEN).statusCode()).isEqualTo(401);
    }

    @Test
    void aPageOfAnotherSiteCannotPress() throws Exception {
        SignedIn nurse = as("nurse");
        String path = "/api/v1/chairs/1/session";
        assertThat(nurse.post(path, OPEN, "Origin", "https://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(nurse.post(path, OPEN, "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
        assertThat(raw("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nCookie: " + nurse.cookie()
                        + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void aLockedScreenShowsTheRoomAndDoesNothingUntilThePinIsShown() throws Exception {
        SignedIn nurse = as("nurse");
        nurse.post("/api/v1/session/lock", "{}");
        assertThat(nurse.post("/api/v1/chairs/1/session", OPEN).statusCode()).isEqualTo(401);
        try (RawScreen screen = new RawScreen(server.httpPort(), nurse.cookie())) {
            assertThat(screen.readAnswer()).startsWith("HTTP/1.1 101");
            assertThat(new JsonObject(screen.next()).getString("t")).isEqualTo("hello");
        }
        assertThat(nurse.post("/api/v1/session/unlock", "{\"account\":\"nurse\",\"pin\":\"1111\"}")
                        .statusCode())
                .isEqualTo(401);
        assertThat(nurse.post("/api/v1/session/unlock", "{\"account\":\"physician\",\"pin\":\"2580\"}")
                        .statusCode())
                .as("who did not show the password here")
                .isEqualTo(401);
        String before = nurse.cookie();
        assertThat(nurse.post("/api/v1/session/unlock", "{\"account\":\"nurse\",\"pin\":\"2580\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(nurse.cookie()).isNotEqualTo(before);
        assertThat(nurse.post("/api/v1/chairs/1/session", OPEN).statusCode()).isEqualTo(200);
    }

    @Test
    void aScreenOfSomebodyWhoSignsOutIsCutOff() throws Exception {
        SignedIn nurse = as("nurse");
        try (RawScreen screen = new RawScreen(server.httpPort(), nurse.cookie())) {
            screen.readAnswer();
            nurse.post("/api/v1/session/end", "{}");
            screen.isEnded();
        }
    }

    @Test
    void aRestartLocksScreensAndLeavesThemTheirRoom() throws Exception {
        SignedIn nurse = as("nurse");
        String cookie = nurse.cookie();
        assertThat(new SignedIn(server.httpPort()).get("/api/v1/session").statusCode())
                .isEqualTo(200);
        server.close();
        server = Server.start(settings());
        SignedIn again = new SignedIn(server.httpPort());
        again.take(cookie);
        JsonObject who = new JsonObject(again.get("/api/v1/session").body());
        assertThat(who.getBoolean("locked")).isTrue();
        assertThat(who.getJsonObject("person").getString("name")).isEqualTo("Synthetic nurse");
    }

    @Test
    void aNewPasswordIsTakenFromThePersonAloneAndEndsTheirOtherSessions() throws Exception {
        SignedIn nurse = as("nurse");
        SignedIn other = as("nurse");
        String change = "{\"password\":\"%s\",\"next\":\"%s\"}";
        assertThat(nurse.post("/api/v1/session/password", change.formatted("wrong", "another long secret"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(nurse.post("/api/v1/session/password", change.formatted(GivenAccounts.PASSWORD, "short"))
                        .body())
                .contains("12 to 128 characters");
        assertThat(nurse.post(
                                "/api/v1/session/password",
                                change.formatted(GivenAccounts.PASSWORD, "another long secret"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(nurse.post("/api/v1/session/here", "{}").statusCode()).isEqualTo(200);
        assertThat(other.post("/api/v1/session/here", "{}").statusCode()).isEqualTo(401);
        assertThat(new SignedIn(server.httpPort())
                        .signIn("nurse", "another long secret")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void guessingIsSlowedAndDoesNotTouchWhoIsOnDuty() throws Exception {
        SignedIn onDuty = as("nurse");
        SignedIn guessing = new SignedIn(server.httpPort());
        int status = 0;
        for (int i = 0; i < 8 && status != 429; i++) {
            status = guessing.signIn("nurse", "wrong guess " + i).statusCode();
        }
        assertThat(status).isEqualTo(429);
        assertThat(onDuty.post("/api/v1/chairs/1/session", OPEN).statusCode()).isEqualTo(200);
    }

    @Test
    void whoIsNotKnownAndWhoIsWrongGetTheSameAnswer() throws Exception {
        SignedIn browser = new SignedIn(server.httpPort());
        assertThat(browser.signIn("nobody", GivenAccounts.PASSWORD).body())
                .isEqualTo(browser.signIn("nurse", "wrong password").body());
    }

    @Test
    void withoutAccountsThisMachineIsServedAndNoOtherNameIsHeard() throws Exception {
        server.close();
        Files.delete(data.resolve("accounts.json"));
        server = Server.start(settings());
        SignedIn anybody = new SignedIn(server.httpPort());
        assertThat(anybody.get("/health/ready").body()).contains("Nobody has to sign in");
        assertThat(new JsonObject(anybody.get("/api/v1/session").body()).getString("note"))
                .contains("TLS and an administrator");
        assertThat(raw("GET /fhir/Patient HTTP/1.1\r\nHost: rebound.example:8080\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("GET /fhir/Patient HTTP/1.1\r\nHost: localhost:8080\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        GivenAccounts.add(data, "first", Role.ADMINISTRATOR, Instant.now().minusSeconds(1));
        HttpResponse<String> answer = anybody.get("/fhir/Patient");
        long end = System.nanoTime() + 10_000_000_000L;
        while (answer.statusCode() != 401 && System.nanoTime() < end) {
            answer = anybody.get("/fhir/Patient");
        }
        assertThat(answer.statusCode()).as("from the first account on").isEqualTo(401);
    }

    private String raw(String request) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.httpPort())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            int next = in.read();
            while (next >= 0 && answer.indexOf("\r\n\r\n") < 0) {
                answer.append((char) next);
                next = in.read();
            }
            return answer.toString();
        }
    }
}
