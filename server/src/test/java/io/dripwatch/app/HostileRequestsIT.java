package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.dripwatch.access.Role;
import io.dripwatch.access.people.GivenAccounts;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Requests that nobody sends by mistake. */
final class HostileRequestsIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    private Server server;

    @SuppressWarnings("NullAway.Init")
    HostileRequestsIT() {}

    @BeforeEach
    void start() {
        GivenAccounts.add(data, "ada", Role.NURSE, Instant.now().minusSeconds(10));
        GivenAccounts.add(data, "doc", Role.PHYSICIAN, Instant.now().minusSeconds(10));
        server = Server.start(Settings.of(Config.DEFAULT, Path.of(""), data).withPorts(0, 0));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatIsTooLargeIsRefusedBeforeItIsRead() throws Exception {
        SignedIn nurse = SignedIn.as("ada", server.httpPort());
        assertThat(nurse.post("/api/v1/chairs/1/session", "{\"x\":\"" + "x".repeat(20_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
        assertThat(nurse.post("/api/v1/session", "{\"account\":\"" + "x".repeat(5_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
        assertThat(answer("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .containsPattern("^HTTP/1.\\d 414");
        assertThat(answer("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
                .containsPattern("^HTTP/1.\\d 431");
    }

    @Test
    void whatWasWrongWithARequestIsNoErrorInTheLogOfTheServer() throws Exception {
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        Logger all = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        said.start();
        all.addAppender(said);
        try {
            assertThat(new SignedIn(server.httpPort())
                            .post("/api/v1/session", "{\"account\":\"" + "x".repeat(5_000) + "\"}")
                            .statusCode())
                    .isEqualTo(413);
            assertThat(answer(
                            "POST /api/v1/session/hospital/ended HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000\r\n"
                                    + "Content-Type: application/x-www-form-urlencoded\r\n\r\na=" + "x".repeat(8_998)))
                    .containsPattern("^HTTP/1.1 4\\d\\d");
        } finally {
            all.detachAppender(said);
        }
        assertThat(said.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
    }

    @Test
    void whatIsNestedWithoutEndIsRefused() throws Exception {
        SignedIn nurse = SignedIn.as("ada", server.httpPort());
        String deep = "[".repeat(7_000) + "]".repeat(7_000);
        assertThat(nurse.post("/api/v1/chairs/1/session", "{\"protocol\":" + deep + "}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(nurse.post("/api/v1/session", "{\"account\":" + "[".repeat(1_900) + "]".repeat(1_900) + "}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(nurse.get("/api/v1/session").statusCode()).isEqualTo(200);
    }

    @Test
    void nothingThatWasCompressedIsUnpacked() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(bomb)) {
            packed.write(new byte[10_000_000]);
        }
        assertThat(bomb.size()).isLessThan(16_000);
        String head = "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nX-Dripwatch: screen\r\n"
                + "Content-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.size()
                + "\r\n\r\n";
        assertThat(answer(head, bomb.toByteArray())).containsPattern("^HTTP/1.1 4\\d\\d");
    }

    @Test
    void noPathLeadsOutOfTheProgramOrIntoTheData() throws Exception {
        for (String path : List.of(
                "/../accounts.json",
                "/..%2f..%2faccounts.json",
                "/%2e%2e/%2e%2e/accounts.json",
                "/....//accounts.json",
                "/accounts.json",
                "/web/index.html",
                "/..\\accounts.json",
                "/%00index.html",
                "/index.html%00.json",
                "//etc/passwd",
                "/file:///etc/passwd")) {
            String answer = answer("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(answer).as(path).containsPattern("^HTTP/1.1 4\\d\\d").doesNotContain("pbkdf2", "root:");
        }
    }

    @Test
    void xmlIsNotReadSoThatNoEntityIsEverResolved() throws Exception {
        String xxe = """
                <?xml version="1.0"?>
                <!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>
                <Patient xmlns="http://hl7.org/fhir"><id value="&e;"/></Patient>
                """;
        SignedIn physician = SignedIn.as("doc", server.httpPort());
        for (String path : List.of("/fhir/Patient", "/fhir/Patient/_search", "/api/v1/chairs/1/session")) {
            HttpResponse<String> answer =
                    physician.post(path, xxe, "Content-Type", "application/fhir+xml", "Accept", "application/json");
            assertThat(answer.statusCode()).as(path).isBetween(400, 499);
        }
    }

    @Test
    void aLineBreakInWhatSomebodySendsMakesNoLineOfItsOwn() throws Exception {
        SignedIn nurse = SignedIn.as("ada", server.httpPort());
        HttpResponse<String> named = nurse.post("/api/v1/chairs/1%0AERROR%20forged/session", "{\"protocol\":\"x\"}");
        assertThat(named.statusCode()).isBetween(400, 499);
        assertThat(named.body().lines()).hasSize(1);
        HttpResponse<String> split = nurse.get("/chair/1%0d%0aSet-Cookie:%20dripwatch=forged");
        assertThat(split.headers().allValues("set-cookie")).isEmpty();
    }

    @Test
    void twoLengthsOfOneRequestAreNotGuessedAt() throws Exception {
        String smuggled = """
                POST /api/v1/session HTTP/1.1
                Host: localhost
                Content-Length: 5
                Transfer-Encoding: chunked

                0

                GET /metrics HTTP/1.1
                Host: localhost

                """;
        assertThat(answer(smuggled.replace("\n", "\r\n"))).doesNotContain("dripwatch_messages_total");
        String twice = """
                POST /api/v1/session HTTP/1.1
                Host: localhost
                Content-Length: 2
                Content-Length: 9

                {}""";
        assertThat(answer(twice.replace("\n", "\r\n"))).containsPattern("^HTTP/1.1 4\\d\\d");
    }

    @Test
    void aRequestWithoutAHostOrAPathOrWithABrokenEscapeIsNotTakenForAFaultOfOurs() throws Exception {
        assertThat(answer("GET /metrics HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(answer("GET /metrics HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.0 400 ");
        assertThat(answer("GET /met%rics HTTP/1.1\r\nHost: localhost\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        for (String target : List.of("metrics", "*", "?")) {
            assertThat(answer("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .as(target)
                    .startsWith("HTTP/1.1 400 ");
        }
        assertThat(answer("GET /?a=%zz HTTP/1.1\r\nHost: localhost\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        for (String host : List.of("localhost%41", "localhost%", "%zz")) {
            assertThat(answer("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
                    .as(host)
                    .startsWith("HTTP/1.1 400 ");
        }
    }

    /** With it there is no authority that is written otherwise; by TLS it is not agreed on either (TlsScanIT). */
    @Test
    void http2IsNotSpokenInTheClearWhoeverAsksForIt() throws Exception {
        String preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
        assertThat(answer(preface, new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0})).containsPattern("^HTTP/\\d.\\d [45]\\d\\d");
        String asking = """
                GET /health/live HTTP/1.1
                Host: localhost
                Connection: Upgrade, HTTP2-Settings
                Upgrade: h2c
                HTTP2-Settings: AAMAAABkAAQAAP__

                """;
        assertThat(answer(asking.replace("\n", "\r\n"))).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void pagesAndAnswersCarryWhatBrowsersMustRefuse() throws Exception {
        SignedIn nobody = new SignedIn(server.httpPort());
        for (String path : List.of("/", "/app.js", "/api/v1/session", "/fhir/Patient", "/nothing/here")) {
            HttpResponse<String> answer = nobody.get(path);
            assertThat(answer.headers().firstValue("content-security-policy"))
                    .as(path)
                    .get()
                    .asString()
                    .contains("frame-ancestors 'none'", "object-src 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
            assertThat(answer.headers().firstValue("referrer-policy")).hasValue("no-referrer");
            assertThat(answer.headers().firstValue("permissions-policy")).isPresent();
        }
        assertThat(nobody.get("/api/v1/session").headers().firstValue("cache-control"))
                .hasValue("no-store");
    }

    private String answer(String request) throws Exception {
        return answer(request, new byte[0]);
    }

    private String answer(String head, byte[] body) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.httpPort())) {
            socket.setSoTimeout(3_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            int next = in.read();
            while (next >= 0 && answer.length() < 2_000) {
                answer.append((char) next);
                next = in.available() > 0 || answer.indexOf("\r\n\r\n") < 0 ? in.read() : -1;
            }
            return answer.toString();
        } catch (SocketTimeoutException silent) {
            throw new AssertionError("expected an answer to " + head.substring(0, 40), silent);
        }
    }
}
