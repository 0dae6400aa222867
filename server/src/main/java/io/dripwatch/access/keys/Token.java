package io.dripwatch.access.keys;

import io.dripwatch.access.Secret;
import io.dripwatch.vitals.DeviceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * With what a device proves its name.
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
        @Nullable Instant revoked) implements Lasting {
    public Token {
        if (!hash.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("expected the SHA-256 of a token, got something else");
        }
    }

    /** A token whose secret is {@code secret}. */
    public static Token of(DeviceId device, String secret, Instant made, @Nullable Instant expires) {
        return new Token(device, Secret.sha256(secret), made, expires, null);
    }

    @Override
    public String owner() {
        return device.value();
    }

    /** The same, at an end from now on. */
    public Token revokedAt(Instant now) {
        return revoked == null ? new Token(device, hash, made, expires, now) : this;
    }
}
