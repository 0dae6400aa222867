package io.dripwatch.access.oidc;

import io.dripwatch.access.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A browser has been sent to the provider.
 *
 * @param state comes back with the browser (RFC 6749, 10.12)
 * @param nonce comes back in the token (OpenID Connect Core 1.0, 3.1.2.1)
 * @param verifier shows that it was us who began (RFC 7636)
 * @param at when
 * @param before the hash of the session that stood in this browser; null where there was none
 */
public record Begun(
        String state,
        String nonce,
        String verifier,
        Instant at,
        @Nullable String before) {

    /** Something to begin with that nobody can guess. */
    public static Begun now(Instant at, @Nullable String before) {
        return new Begun(Secret.fresh(), Secret.fresh(), Secret.fresh(), at, before);
    }

    String challenge() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(verifier));
    }

    boolean isAnsweredBy(String answered) {
        return MessageDigest.isEqual(sha256(state), sha256(answered));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java knows no SHA-256", e);
        }
    }
}
