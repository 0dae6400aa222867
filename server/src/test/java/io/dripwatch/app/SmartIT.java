package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.dripwatch.access.Role;
import io.dripwatch.access.Scope;
import io.dripwatch.access.keys.Client;
import io.dripwatch.access.keys.ClientFile;
import io.dripwatch.access.keys.ClientProof;
import io.dripwatch.access.keys.Keys;
import io.dripwatch.access.people.GivenAccounts;
import io.dripwatch.access.smart.SigningProgram;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs sign who they are, get a token of a whole server, and read what their scopes say. */
@Timeout(120)
final class SmartIT {
    private static final String TOKEN = "/fhir/auth/token";

    private final SigningProgram ehr = SigningProgram.rsa("ehr", "k1");
    private final SigningProgram registry = SigningProgram.ec("registry", "k1");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @SuppressWarnings("NullAway.Init")
    private Server server;

    SmartIT() throws Exception {}

    @BeforeEach
    void start() {
        GivenAccounts.add(data, "root", Role.ADMINISTRATOR, Instant.now().minusSeconds(10));
        register(ehr, "system/*.rs");
        register(registry, "system/Observation.rs", "system/Encounter.rs", "system/Patient.r");
        server = Server.start(Settings.of(Config.DEFAULT, Path.of(""), data).withPorts(0, 0));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void register(SigningProgram program, String... words) {
        register(program.name(), new ClientProof(ClientProof.Kind.KEYS, program.keySet()), words);
    }

    private void register(String name, ClientProof proof, String... words) {
        Set<Scope> scopes = Arrays.stream(words).map(Scope::ofWord).collect(Collectors.toSet());
        new Keys(data).addClient(new Client(name, scopes, proof, false, Instant.now(), null, null));
    }

    private String endpoint() {
        return "http://127.0.0.1:" + server.httpPort() + TOKEN;
    }

    private HttpResponse<String> ask(String form, String... headers) throws Exception {
        String[] all = {"Content-Type", "application/x-www-form-urlencoded", "X-Dripwatch", ""};
        return new SignedIn(server.httpPort()).post(TOKEN, form, headers.length == 0 ? all : headers);
    }

    private String token(SigningProgram program, String scope) throws Exception {
        HttpResponse<String> answer = ask(SigningProgram.form(program.signed(endpoint()), scope));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body()).getString("access_token");
    }

    private HttpResponse<String> read(String token, String path, String... headers) throws Exception {
        String[] all = new String[headers.length + 2];
        all[0] = "Authorization";
        all[1] = "Bearer " + token;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return new SignedIn(server.httpPort()).send("GET", path, null, all);
    }

    private int status(String token, String path) throws Exception {
        return read(token, path).statusCode();
    }

    @Test
    void whoFindsTheEndpointAndSignsReadsTheChart() throws Exception {
        JsonObject smart = new JsonObject(new SignedIn(server.httpPort())
                .get("/fhir/.well-known/smart-configuration")
                .body());
        assertThat(smart.getString("token_endpoint")).isEqualTo(endpoint());
        assertThat(smart.getJsonArray("token_endpoint_auth_methods_supported").encode())
                .isEqualTo("[\"private_key_jwt\"]");
        assertThat(smart.getJsonArray("token_endpoint_auth_signing_alg_values_supported")
                        .encode())
                .isEqualTo("[\"RS384\",\"ES384\"]");
        assertThat(new SignedIn(server.httpPort()).get("/fhir/metadata").body()).contains("SMART-on-FHIR", endpoint());
        HttpResponse<String> answer = ask(SigningProgram.form(ehr.signed(endpoint()), "system/*.read metrics"));
        JsonObject token = new JsonObject(answer.body());
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        assertThat(token.getString("token_type")).isEqualTo("bearer");
        assertThat(token.getInteger("expires_in")).isEqualTo(300);
        assertThat(token.getString("scope")).isEqualTo("system/*.rs");
        String access = token.getString("access_token");
        assertThat(status(access, "/fhir/Patient")).isEqualTo(200);
        assertThat(status(access, "/fhir/Encounter")).isEqualTo(200);
        assertThat(status(access, "/fhir/AuditEvent")).isEqualTo(403);
        assertThat(status(access, "/metrics")).isEqualTo(403);
        assertThat(status(access, "/api/v1/live")).isEqualTo(403);
        assertThat(status(access + "x", "/fhir/Patient")).isEqualTo(401);
    }

    @Test
    void whatAScopeDoesNotHoldIsRefusedOrLeftOut() throws Exception {
        String token = token(registry, "system/*.rs");
        assertThat(status(token, "/fhir/Observation?patient=1")).isEqualTo(200);
        assertThat(status(token, "/fhir/Patient/1")).isEqualTo(404);
        assertThat(status(token, "/fhir/Encounter?_include=Encounter:patient")).isEqualTo(200);
        for (String path : new String[] {
            "/fhir/Patient", "/fhir/Flag", "/fhir/Device/1", "/fhir/Flag/1/_history/1", "/fhir/Provenance?target=1"
        }) {
            assertThat(status(token, path)).as(path).isEqualTo(403);
        }
        assertThat(read(token, "/fhir/Patient").body()).contains("system/Patient.s", "\"forbidden\"");
        String[] export = {"Prefer", "respond-async"};
        assertThat(read(token, "/fhir/$export?_type=Flag", export).statusCode()).isEqualTo(403);
        HttpResponse<String> begun = read(token, "/fhir/$export", export);
        assertThat(begun.statusCode()).isEqualTo(202);
        String status = URI.create(
                        begun.headers().firstValue("content-location").orElseThrow())
                .getPath();
        assertThat(status(token, status)).isIn(200, 202);
        assertThat(status(token(ehr, "system/*.rs"), status))
                .as("of somebody else")
                .isEqualTo(404);
        assertThat(status(token(registry, "system/Observation.r"), "/fhir/Observation?patient=1"))
                .isEqualTo(403);
    }

    @Test
    void aBatchAnswersWhatIsAllowedAndRefusesTheRestAndEachStandsInTheRecord() throws Exception {
        register(new SigningProgram("audit", registry.key()), "system/AuditEvent.rs");
        String batch = "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":["
                + "{\"request\":{\"method\":\"GET\",\"url\":\"Encounter?patient=7\"}},"
                + "{\"request\":{\"method\":\"GET\",\"url\":\"Flag?patient=7\"}},"
                + "{\"request\":{\"method\":\"GET\",\"url\":\"AuditEvent\"}}]}";
        JsonArray entries = new JsonObject(new SignedIn(server.httpPort())
                        .post(
                                "/fhir",
                                batch,
                                "Authorization",
                                "Bearer " + token(registry, "system/*.rs"),
                                "Content-Type",
                                "application/fhir+json")
                        .body())
                .getJsonArray("entry");
        assertThat(entries.stream()
                        .map(entry ->
                                ((JsonObject) entry).getJsonObject("response").getString("status")))
                .containsExactly("200", "403", "403");
        SigningProgram auditor = new SigningProgram("audit", registry.key());
        String wanted = "\"Encounter of 7\"";
        String seen = "";
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!seen.contains(wanted) && System.nanoTime() < end) {
            HttpResponse<String> asked = ask(SigningProgram.form(auditor.signed(endpoint()), "system/AuditEvent.rs"));
            String token = new JsonObject(asked.body()).getString("access_token");
            seen = token == null
                    ? ""
                    : read(token, "/fhir/AuditEvent?_count=1000").body();
        }
        assertThat(seen)
                .contains(
                        wanted, "program registry", "\"Flag\"", "\"outcome\":\"4\"", "Patient/7", "\"code\":\"token\"");
    }

    @Test
    void whatIsForgedStaleOrMeantForOthersIsRefusedAndCounted() throws Exception {
        JWTClaimsSet good = ehr.claims(endpoint()).build();
        MACSigner shared = new MACSigner(Arrays.copyOf(ehr.keySet().getBytes(StandardCharsets.UTF_8), 64));
        SignedJWT symmetric = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS384).keyID("k1").build(), good);
        symmetric.sign(shared);
        String forged = SigningProgram.rsa("ehr", "k1").signed(endpoint());
        String[] wrong = {
            new PlainJWT(good).serialize(),
            symmetric.serialize(),
            forged,
            ehr.signed(good, header -> new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1")),
            ehr.signed(good, header -> header.keyID("k2")),
            ehr.signed(good, header -> header.keyID(null)),
            ehr.signed(good, header -> header.jwkURL(URI.create("https://other.example/jwks"))),
            ehr.signed(ehr.claims("http://other.example" + TOKEN).build(), header -> header),
            ehr.signed(
                    ehr.claims(endpoint())
                            .expirationTime(Date.from(Instant.now().minusSeconds(60)))
                            .build(),
                    header -> header),
            ehr.signed(
                    ehr.claims(endpoint())
                            .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                            .build(),
                    header -> header),
            new SigningProgram("nobody", ehr.key()).signed(endpoint()),
            new SigningProgram("registry", ehr.key()).signed(endpoint()),
            "no.jwt.at-all",
            "{}"
        };
        for (String assertion : wrong) {
            refused(SigningProgram.form(assertion, "system/*.rs"), 401, "invalid_client");
        }
        String used = ehr.signed(endpoint());
        assertThat(ask(SigningProgram.form(used, "system/*.rs")).statusCode()).isEqualTo(200);
        refused(SigningProgram.form(used, "system/*.rs"), 401, "invalid_client");
        server.close();
        int port = server.httpPort();
        server = Server.start(Settings.of(Config.DEFAULT, Path.of(""), data).withPorts(port, 0));
        refused(SigningProgram.form(used, "system/*.rs"), 401, "invalid_client");
        String form = SigningProgram.form(ehr.signed(endpoint()), "system/*.rs");
        refused(form.replace("client_credentials", "authorization_code"), 400, "unsupported_grant_type");
        refused(form.replace("jwt-bearer", "saml2-bearer"), 400, "invalid_request");
        refused(form + "&scope=metrics", 400, "invalid_request");
        refused("grant_type=client_credentials", 400, "invalid_request");
        refused(SigningProgram.form(ehr.signed(endpoint()), "system/*.cud launch"), 400, "invalid_scope");
        assertThat(ask(form, "Content-Type", "application/json").body()).contains("invalid_request");
        assertThat(SignedIn.as("root", server.httpPort()).get("/metrics").body())
                .contains(
                        "dripwatch_program_tokens_refused_total{error=\"invalid_client\"} 1",
                        "dripwatch_program_tokens_refused_total{error=\"invalid_request\"} 4",
                        "dripwatch_program_tokens_refused_total{error=\"invalid_scope\"} 1",
                        "dripwatch_program_tokens_total 0");
    }

    private void refused(String form, int status, String error) throws Exception {
        HttpResponse<String> answer = ask(form);
        JsonObject body = new JsonObject(answer.body());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(body.getString("error")).as(answer.body()).isEqualTo(error);
        assertThat(body.getString("error_description")).isNotBlank();
    }

    @Test
    void whoIsRevokedReadsNothingMoreWithinSeconds() throws Exception {
        String token = token(ehr, "system/*.rs");
        assertThat(status(token, "/fhir/Patient")).isEqualTo(200);
        new ClientFile(data).change(all -> all.stream()
                .map(client -> client.revokedAt(Instant.now()))
                .toList());
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (status(token, "/fhir/Patient") != 401 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(status(token, "/fhir/Patient")).isEqualTo(401);
        refused(SigningProgram.form(ehr.signed(endpoint()), "system/*.rs"), 401, "invalid_client");
    }

    @Test
    void keysAreReadWhereAProgramPublishesThem() throws Exception {
        SigningProgram first = SigningProgram.ec("away", "first");
        SigningProgram next = SigningProgram.ec("away", "next");
        String[] published = {first.keySet()};
        Vertx vertx = Vertx.vertx();
        HttpServer home = vertx.createHttpServer().requestHandler(request -> request.response()
                .putHeader("Cache-Control", "max-age=60")
                .end(published[0]));
        home.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        String address = "http://127.0.0.1:" + home.actualPort() + "/jwks";
        server.close();
        register("away", new ClientProof(ClientProof.Kind.KEYS_AT, address), "system/*.rs");
        register("lost", new ClientProof(ClientProof.Kind.KEYS_AT, address + "x"), "system/*.rs");
        server = Server.start(Settings.of(Config.DEFAULT, Path.of(""), data).withPorts(0, 0));
        assertThat(status(token(first, "system/*.rs"), "/fhir/Patient")).isEqualTo(200);
        String says = first.signed(first.claims(endpoint()).build(), header -> header.jwkURL(URI.create(address)));
        assertThat(ask(SigningProgram.form(says, "system/*.rs")).statusCode()).isEqualTo(200);
        refused(SigningProgram.form(next.signed(endpoint()), "system/*.rs"), 401, "invalid_client");
        published[0] = "no key set";
        SigningProgram lost = new SigningProgram("lost", first.key());
        refused(SigningProgram.form(lost.signed(endpoint()), "system/*.rs"), 401, "invalid_client");
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(status(token(first, "system/*.rs"), "/fhir/Patient"))
                .as("kept for a while")
                .isEqualTo(200);
    }

    @Test
    void fromOutsideAnAddressMustBeConfiguredSoThatNobodyChoosesIt() throws Exception {
        String elsewhere = "http://other.example" + TOKEN;
        String form = SigningProgram.form(ehr.signed(elsewhere), "system/*.rs");
        try (Socket raw = new Socket(InetAddress.getLoopbackAddress(), server.httpPort())) {
            String request = "POST " + TOKEN + " HTTP/1.1\r\nHost: other.example\r\nConnection: close\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length()
                    + "\r\n\r\n" + form;
            raw.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            assertThat(new String(raw.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400")
                    .contains("http.publicUrl");
        }
    }
}
