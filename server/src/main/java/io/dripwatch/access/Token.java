package io.dripwatch.access;

import io.dripwatch.vitals.DeviceId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * With what a device proves its name. Of the secret only the SHA-256 is kept: 256 random bits cannot be guessed from
 * it, so that a slow hash, which is for passwords that people choose, would only cost time at every connection.
 *
 * @param device whose it is
 * @param hash of the secret, hexadecimal
 * @param made when
 * @param expires from when on it counts for nothing; null where it never does so by itself
 * @param revoked when somebody put an end to it; null while nobody has
 */
public record Token(
        DeviceId device,
        String hash,
        Instant made,
        @Nullable Instant expires,
        @Nullable Instant revoked) {
    /** How every secret begins, so that one which got lost somewhere can be found by tools that look for such. */
    public static final String BEGINNING = "drip_";

    private static final int SECRET_BYTES = 32;
    private static final int LONGEST_SECRET = 200;
    private static final SecureRandom RANDOM = new SecureRandom();

    public Token {
        if (!hash.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("expected the SHA-256 of a token, got something else");
        }
    }

    /** A secret that nobody has had before. */
    public static String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return BEGINNING + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Under which a secret is kept; null where it is too long to be one. */
    public static @Nullable String hash(String secret) {
        return secret.length() > LONGEST_SECRET ? null : sha256(secret);
    }

    /** A token whose secret is {@code secret}. */
    public static Token of(DeviceId device, String secret, Instant made, @Nullable Instant expires) {
        return new Token(device, sha256(secret), made, expires, null);
    }

    /** The SHA-256 of a text, hexadecimal. */
    public static String sha256(String secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java knows no SHA-256", e);
        }
    }

    /** Whether it counts. */
    public boolean isValid(Instant now) {
        return revoked == null && (expires == null || now.isBefore(expires));
    }

    /** The same, at an end from now on. */
    public Token revokedAt(Instant now) {
        return revoked == null ? new Token(device, hash, made, expires, now) : this;
    }
}
