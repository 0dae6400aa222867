package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.dripwatch.access.Role;
import io.dripwatch.access.people.GivenAccounts;
import io.dripwatch.access.smart.SigningProgram;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that have a token of the hospital's own issuer read what it says, and no others do. */
@Timeout(120)
final class HospitalTokensIT {
    private static final String AUDIENCE = "https://dripwatch.example/fhir";
    private static final String ISSUER = "https://login.example/clinic";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** The provider is one that others wrote; the most that it may allow is said here. */
    @Test
    void aProgramOfTheHospitalReadsAsItsTokenAndThisServerAllow() throws Exception {
        try (HospitalProvider provider = new HospitalProvider()) {
            GivenAccounts.add(
                    folder.resolve("data"),
                    "root",
                    Role.ADMINISTRATOR,
                    Instant.now().minusSeconds(10));
            Server server = Server.start(provider.settings(folder));
            try {
                String all = token(provider, "system/*.rs");
                assertThat(comesToCount(server, all, "/fhir/Patient")).isEqualTo(200);
                assertThat(status(server, all, "/fhir/Encounter"))
                        .as("more than is believed")
                        .isEqualTo(403);
                String some = token(provider, "system/Observation.rs");
                assertThat(status(server, some, "/fhir/Observation?patient=1")).isEqualTo(200);
                assertThat(status(server, some, "/fhir/Patient")).isEqualTo(403);
                assertThat(status(server, some, "/metrics")).isEqualTo(403);
                assertThat(status(server, changed(some), "/fhir/Observation?patient=1"))
                        .isEqualTo(401);
                provider.goesAway();
                assertThat(status(server, all, "/fhir/Patient"))
                        .as("the keys are known")
                        .isEqualTo(200);
                assertThat(SignedIn.as("root", server.httpPort())
                                .get("/metrics")
                                .body())
                        .contains("dripwatch_issued_tokens_verified_total 2")
                        .doesNotContain("dripwatch_issued_tokens_refused_total 0");
            } finally {
                server.close();
            }
        }
    }

    private static String token(HospitalProvider provider, String scope) throws Exception {
        String basic =
                Base64.getEncoder().encodeToString("ehr:another-synthetic-secret".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(provider.issuer() + "/token"))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&scope=" + scope))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body()).getString("access_token");
    }

    /** The same with another letter in the signature. */
    private static String changed(String token) {
        int middle = token.lastIndexOf('.') + 5;
        return token.substring(0, middle) + (token.charAt(middle) == 'A' ? 'B' : 'A') + token.substring(middle + 1);
    }

    @Test
    void whatIsForgedStaleOrMeantForOthersIsNotBelieved() throws Exception {
        SigningProgram issuer = SigningProgram.rsa("issuer", "k1");
        SigningProgram next = SigningProgram.ec("issuer", "k2");
        String[] published = {issuer.keySet()};
        Vertx vertx = Vertx.vertx();
        HttpServer home = vertx.createHttpServer()
                .requestHandler(request -> request.response().end(published[0]));
        home.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        Server server = serve(home.actualPort());
        try {
            String good = signed(issuer, claims -> claims, header -> header);
            assertThat(comesToCount(server, good, "/fhir/Patient")).isEqualTo(200);
            MACSigner shared = new MACSigner(Arrays.copyOf(issuer.keySet().getBytes(StandardCharsets.UTF_8), 64));
            SignedJWT symmetric = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS384).keyID("k1").build(), claims().build());
            symmetric.sign(shared);
            Date past = Date.from(Instant.now().minusSeconds(1));
            for (String wrong : List.of(
                    new PlainJWT(claims().build()).serialize(),
                    symmetric.serialize(),
                    signed(SigningProgram.rsa("issuer", "k1"), claims -> claims, header -> header),
                    signed(issuer, claims -> claims, header -> header.keyID("k2")),
                    signed(issuer, claims -> claims, header -> header.keyID(null)),
                    signed(issuer, claims -> claims, header -> header.type(new JOSEObjectType("logout+jwt"))),
                    signed(issuer, claims -> claims.issuer(ISSUER + "/"), header -> header),
                    signed(issuer, claims -> claims.audience("https://other.example/fhir"), header -> header),
                    signed(issuer, claims -> claims.audience(List.of()), header -> header),
                    signed(issuer, claims -> claims.expirationTime(past), header -> header),
                    signed(issuer, claims -> claims.expirationTime(null), header -> header),
                    signed(issuer, claims -> claims.expirationTime(in(Duration.ofHours(2))), header -> header),
                    signed(issuer, claims -> claims.notBeforeTime(in(Duration.ofMinutes(2))), header -> header),
                    signed(issuer, claims -> claims.claim("client_id", "a b\nc"), header -> header),
                    signed(issuer, claims -> claims.claim("client_id", null), header -> header),
                    good + "x",
                    "a.b.c",
                    "..")) {
                assertThat(status(server, wrong, "/fhir/Patient")).as(wrong).isEqualTo(401);
            }
            for (Object none : new Object[] {null, "openid profile", "user/*.rs", List.of("patient/*.rs"), 7}) {
                String token = signed(issuer, claims -> claims.claim("scope", none), header -> header);
                assertThat(status(server, token, "/fhir/Patient"))
                        .as("scope " + none)
                        .isEqualTo(403);
            }
            String listed = signed(
                    issuer,
                    claims -> claims.claim("scope", null).claim("scp", List.of("system/Patient.rs")),
                    header -> header.type(new JOSEObjectType("at+jwt")));
            assertThat(status(server, listed, "/fhir/Patient")).isEqualTo(200);
            published[0] = next.keySet();
            assertThat(status(server, good, "/fhir/Patient"))
                    .as("until it ends")
                    .isEqualTo(200);
        } finally {
            server.close();
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private Server serve(int keysPort) throws Exception {
        GivenAccounts.add(
                folder.resolve("data"),
                "root",
                Role.ADMINISTRATOR,
                Instant.now().minusSeconds(10));
        Path config = Files.writeString(folder.resolve("dripwatch.yaml"), """
                http:
                  tokens: {issuer: '%s', keys: 'http://127.0.0.1:%d/jwks', audience: '%s'}
                """.formatted(ISSUER, keysPort, AUDIENCE));
        return Server.start(
                Settings.of(Config.read(config), folder, folder.resolve("data")).withPorts(0, 0));
    }

    private static Date in(Duration time) {
        return Date.from(Instant.now().plus(time));
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(List.of("account", AUDIENCE))
                .claim("client_id", "warehouse")
                .claim("scope", "openid system/*.rs")
                .expirationTime(in(Duration.ofMinutes(5)));
    }

    private static String signed(
            SigningProgram issuer, UnaryOperator<JWTClaimsSet.Builder> claims, UnaryOperator<JWSHeader.Builder> header)
            throws Exception {
        return issuer.signed(claims.apply(claims()).build(), header);
    }

    /** The keys may still be on their way. */
    private static int comesToCount(Server server, String token, String path) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        int status = status(server, token, path);
        while (status == 401 && System.nanoTime() < end) {
            status = status(server, token, path);
        }
        return status;
    }

    private static int status(Server server, @Nullable String token, String path) throws Exception {
        return new SignedIn(server.httpPort())
                .send("GET", path, null, "Authorization", "Bearer " + token)
                .statusCode();
    }
}
