package io.dripwatch.access.smart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import io.dripwatch.access.Bearer;
import io.dripwatch.access.Scope;
import io.dripwatch.access.keys.Client;
import io.dripwatch.access.keys.ClientFile;
import io.dripwatch.access.keys.ClientProof;
import io.dripwatch.access.keys.Clients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SmartTest {
    private static final String ENDPOINT = "https://drip.example/fhir/auth/token";

    private final Instant now = Instant.now();
    private final SigningProgram ehr = SigningProgram.ec("ehr", "k1");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    SmartTest() throws Exception {}

    private Assertion assertion(JWTClaimsSet claims) throws Exception {
        return Assertion.read(ehr.signed(claims, header -> header), ENDPOINT, now);
    }

    private Assertion fresh() throws Exception {
        return assertion(ehr.claims(ENDPOINT).build());
    }

    @Test
    void anAssertionCountsOnceAndAfterARestartToo() throws Exception {
        Assertion one = fresh();
        UsedAssertions used = new UsedAssertions(data, now);
        used.use(one, now);
        assertThatThrownBy(() -> used.use(one, now)).hasMessageContaining("used before");
        UsedAssertions restarted = new UsedAssertions(data, now);
        assertThatThrownBy(() -> restarted.use(one, now)).hasMessageContaining("used before");
        restarted.use(fresh(), now);
    }

    @Test
    void whatIsOverIsForgottenButNotBeforeItsLastMoment() throws Exception {
        Assertion one = fresh();
        UsedAssertions used = new UsedAssertions(data, now);
        used.use(one, now);
        Instant last = one.ends().plus(Assertion.SKEW).minusMillis(1);
        assertThatThrownBy(() -> used.use(one, last)).hasMessageContaining("used before");
        used.use(fresh(), last.plusSeconds(5));
        assertThat(Files.readString(data.resolve(UsedAssertions.NAME)).lines()).hasSize(1);
    }

    @Test
    void whereItCannotBeReadWhatWasUsedNothingCountsForSixMinutes() throws Exception {
        Files.writeString(data.resolve(UsedAssertions.NAME), "half a li");
        UsedAssertions used = new UsedAssertions(data, now);
        Assertion one = fresh();
        assertThatThrownBy(() -> used.use(one, now.plusSeconds(359))).hasMessageContaining("Ask again");
        used.use(one, now.plusSeconds(360));
    }

    @Test
    void aProgramThatAsksWithoutEndIsHeldUpAlone() throws Exception {
        UsedAssertions used = new UsedAssertions(data, now);
        Assertion more = fresh();
        for (int i = 0; i < 1000; i++) {
            used.use(new Assertion("ehr", "k1", null, "id " + i, now.plusSeconds(60), more.jwt()), now);
        }
        assertThatThrownBy(() -> used.use(more, now)).hasMessageContaining("1000 tokens");
        used.use(new Assertion("other", "k1", null, "id", now.plusSeconds(60), more.jwt()), now);
    }

    @Test
    void whatAnAssertionMustSayIsAskedFor() throws Exception {
        refused(claims -> claims.issuer(null), "iss");
        refused(claims -> claims.subject("other"), "sub");
        refused(claims -> claims.audience("https://drip.example/fhir"), "aud");
        refused(claims -> claims.audience(List.of(ENDPOINT, "https://other.example")), "aud");
        refused(claims -> claims.jwtID(null), "jti");
        refused(claims -> claims.jwtID("x".repeat(257)), "jti");
        refused(claims -> claims.expirationTime(null), "exp");
        refused(claims -> claims.expirationTime(at(-31)), "exp");
        refused(claims -> claims.expirationTime(at(331)), "exp: expected at most 5 minutes");
        refused(claims -> claims.notBeforeTime(at(60)), "nbf");
        refused(claims -> claims.issueTime(at(60)), "iat");
        assertThat(assertion(ehr.claims(ENDPOINT).expirationTime(at(300)).build())
                        .client())
                .isEqualTo("ehr");
    }

    private Date at(int seconds) {
        return Date.from(now.plusSeconds(seconds));
    }

    private void refused(UnaryOperator<JWTClaimsSet.Builder> change, String why) {
        JWTClaimsSet claims = change.apply(ehr.claims(ENDPOINT)).build();
        assertThatThrownBy(() -> assertion(claims))
                .isInstanceOfSatisfying(TokenRefused.class, refused -> assertThat(refused.why())
                        .isEqualTo(TokenRefused.Why.INVALID_CLIENT))
                .hasMessageContaining(why);
    }

    @Test
    void onlyPublicKeysOfTheRightSortsAreTaken() throws Exception {
        assertThat(KeySet.parse(ehr.keySet()).knows("k1")).isTrue();
        assertThatThrownBy(() -> KeySet.parse(ehr.secretKeySet())).hasMessageContaining("public keys only");
        assertThatThrownBy(() -> KeySet.parse("{\"keys\":[]}")).hasMessageContaining("expected a key");
        assertThatThrownBy(() -> KeySet.parse("<html>")).hasMessageContaining("JSON Web Key Set");
        String small = new JWKSet(new ECKeyGenerator(com.nimbusds.jose.jwk.Curve.P_256)
                        .keyID("k1")
                        .generate()
                        .toPublicJWK())
                .toString();
        assertThatThrownBy(() -> KeySet.parse(small)).hasMessageContaining("P-384");
        String shared = "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"k1\",\"k\":\"AAECAwQFBgcICQoLDA0ODw\"}]}";
        assertThatThrownBy(() -> KeySet.parse(shared)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTokenEndsAfterFiveMinutesAndWithWhatItsProgramMay() {
        register(Scope.CHART);
        Clients clients = new Clients(new ClientFile(data));
        ShortTokens tokens = new ShortTokens(clients);
        String token = tokens.give("ehr", "system/*.rs", now);
        assertThat(bearer(tokens, token, now.plusSeconds(299)).searches("Patient"))
                .isTrue();
        assertThat(tokens.of(token, now.plusSeconds(300))).isNull();
        assertThat(tokens.of(token + "x", now)).isNull();
        register(Scope.ofWord("system/Observation.r"));
        clients.look();
        assertThat(bearer(tokens, token, now).searches("Observation")).isFalse();
        assertThat(bearer(tokens, token, now).reads("Patient")).isFalse();
        assertThat(bearer(tokens, token, now).reads("Observation")).isTrue();
        new ClientFile(data)
                .change(all -> all.stream().map(each -> each.revokedAt(now)).toList());
        clients.look();
        assertThat(tokens.of(token, now)).isNull();
    }

    private static Bearer bearer(ShortTokens tokens, String token, Instant at) {
        return Objects.requireNonNull(tokens.of(token, at));
    }

    @Test
    void aProgramHasAHundredTokensAtMost() {
        register(Scope.CHART);
        ShortTokens tokens = new ShortTokens(new Clients(new ClientFile(data)));
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            all.add(tokens.give("ehr", "system/*.rs", now));
        }
        assertThat(tokens.of(all.get(0), now)).isNull();
        assertThat(tokens.of(all.get(1), now)).isNotNull();
        assertThat(tokens.of(all.get(100), now)).isNotNull();
    }

    private void register(Scope scope) {
        ClientProof proof = new ClientProof(ClientProof.Kind.KEYS, ehr.keySet());
        new ClientFile(data).change(all -> List.of(new Client("ehr", Set.of(scope), proof, false, now, null, null)));
    }

    @Test
    void asMuchIsGrantedAsBothAskedForAndAllowed() {
        Set<Scope> chart = Set.of(Scope.CHART);
        assertThat(granted("system/*.rs", chart)).containsExactly("system/*.rs");
        assertThat(granted("system/*.read", chart)).containsExactly("system/*.rs");
        assertThat(granted("system/Patient.cruds system/Device.cud user/*.rs openid", chart))
                .containsExactly("system/Patient.rs");
        assertThat(granted("metrics system/AuditEvent.rs", chart)).isEmpty();
        assertThat(granted("system/*.rs", Set.of(Scope.ofWord("system/AuditEvent.rs"), Scope.NUMBERS)))
                .isEmpty();
        Set<Scope> some = Set.of(Scope.ofWord("system/Patient.r"), Scope.ofWord("system/Observation.s"));
        assertThat(granted("system/*.rs", some)).containsExactlyInAnyOrder("system/Patient.r", "system/Observation.s");
        assertThat(granted("system/Patient.s", some)).isEmpty();
        assertThat(granted("metrics", Set.of(Scope.NUMBERS))).containsExactly("metrics");
    }

    private static List<String> granted(String asked, Set<Scope> allowed) {
        return Scope.granted(asked, allowed).stream().map(Scope::word).toList();
    }
}
