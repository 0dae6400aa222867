package io.dripwatch.access.keys;

import io.dripwatch.access.Scope;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one program that reads has been given.
 *
 * @param name of the program, 1 to 60 letters, digits and {@code .@_-}
 * @param scopes what it may read, one or more
 * @param proof with what it shows who it is
 * @param full whether it gets every Observation where it does not say how many it wants
 * @param made when
 * @param expires from when on it counts for nothing; null where it never does so by itself
 * @param revoked when somebody put an end to it; null while nobody has
 */
public record Client(
        String name,
        Set<Scope> scopes,
        ClientProof proof,
        boolean full,
        Instant made,
        @Nullable Instant expires,
        @Nullable Instant revoked)
        implements Lasting {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.@_-]{0,59}");

    public Client {
        if (!NAME.matcher(name).matches() || scopes.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected a name of 1 to 60 letters, digits and .@_-, and a scope, got " + name + " and " + scopes);
        }
        scopes = Set.copyOf(scopes);
    }

    /** A token with this secret. */
    public static Client of(String name, Set<Scope> scopes, String secret, Instant made, @Nullable Instant expires) {
        return new Client(name, scopes, ClientProof.of(secret), false, made, expires, null);
    }

    @Override
    public String owner() {
        return name;
    }

    /** Whether it shows who it is by a token of this server. */
    boolean hasSecret() {
        return proof.kind() == ClientProof.Kind.SECRET;
    }

    /** The same with another secret, made now. */
    Client withSecret(String secret, Instant now) {
        return new Client(name, scopes, ClientProof.of(secret), full, now, expires, null);
    }

    /** The same, at an end from a moment on, unless it is so already. */
    public Client endingAt(Instant end) {
        if (revoked != null || (expires != null && expires.isBefore(end))) {
            return this;
        }
        return new Client(name, scopes, proof, full, made, end, null);
    }

    /** The same, at an end now. */
    public Client revokedAt(Instant now) {
        return revoked == null ? new Client(name, scopes, proof, full, made, expires, now) : this;
    }
}
