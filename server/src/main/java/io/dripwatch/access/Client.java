package io.dripwatch.access;

import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One token of a program that reads.
 *
 * @param name of the program, 1 to 60 letters, digits and {@code .@_-}
 * @param scopes what it may read, one or more
 * @param hash SHA-256 of the secret, hexadecimal
 * @param made when
 * @param expires from when on it counts for nothing; null where it never does so by itself
 * @param revoked when somebody put an end to it; null while nobody has
 */
public record Client(
        String name,
        Set<Scope> scopes,
        String hash,
        Instant made,
        @Nullable Instant expires,
        @Nullable Instant revoked) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.@_-]{0,59}");

    public Client {
        if (!NAME.matcher(name).matches() || scopes.isEmpty() || !hash.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "expected a name of 1 to 60 letters, digits and .@_-, and a scope, got " + name + " and " + scopes);
        }
        scopes = Set.copyOf(scopes);
    }

    /** A token with this secret. */
    public static Client of(String name, Set<Scope> scopes, String secret, Instant made, @Nullable Instant expires) {
        return new Client(name, scopes, Token.sha256(secret), made, expires, null);
    }

    /** Whether it counts. */
    public boolean isValid(Instant now) {
        return revoked == null && (expires == null || now.isBefore(expires));
    }

    /** The same, at an end from a moment on, unless it is so already. */
    public Client endingAt(Instant end) {
        if (revoked != null || (expires != null && expires.isBefore(end))) {
            return this;
        }
        return new Client(name, scopes, hash, made, end, null);
    }

    /** The same, at an end now. */
    public Client revokedAt(Instant now) {
        return revoked == null ? new Client(name, scopes, hash, made, expires, now) : this;
    }
}
