package io.dripwatch.pager;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By what push services know this server again, read by a library of others. */
final class ServerKeyTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");

    @Test
    void theTokenIsSignedByTheKeyBesideItForThatServiceAndNoLongerThanADay(@TempDir Path data) throws Exception {
        ServerKey key = ServerKey.in(data);
        String header =
                key.authorization(URI.create("https://push.example:8443/a/b?c"), "mailto:biomed@hospital.example", NOW);

        assertThat(header).matches("vapid t=[^,]+, k=[A-Za-z0-9_-]{87}");
        SignedJWT token = SignedJWT.parse(header.substring("vapid t=".length(), header.indexOf(',')));
        String known = header.substring(header.indexOf("k=") + 2);
        assertThat(known).isEqualTo(key.known());
        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
        assertThat(token.verify(
                        new ECDSAVerifier(Curve.point(Base64.getUrlDecoder().decode(known)))))
                .isTrue();
        assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("https://push.example:8443");
        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("mailto:biomed@hospital.example");
        assertThat(token.getJWTClaimsSet().getExpirationTime().toInstant())
                .isAfter(NOW)
                .isBefore(NOW.plusSeconds(86_400));
    }

    @Test
    void theKeyStaysTheSameAndIsItsOwnersAlone(@TempDir Path data) throws Exception {
        String known = ServerKey.in(data).known();

        assertThat(ServerKey.in(data).known()).isEqualTo(known);
        assertThat(Files.getPosixFilePermissions(data.resolve("pager-key"))).hasSize(2);
    }
}
