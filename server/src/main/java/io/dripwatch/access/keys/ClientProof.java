package io.dripwatch.access.keys;

import io.dripwatch.access.Secret;
import java.net.URI;
import java.util.Set;

/**
 * With what a program shows who it is.
 *
 * @param kind how
 * @param text the SHA-256 of its secret, hexadecimal; its public keys as a JSON Web Key Set; or the address of those
 */
public record ClientProof(Kind kind, String text) {
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

    /** How a program shows who it is. */
    public enum Kind {
        /** A token of this server, which it sends with each request. */
        SECRET,
        /** A signature by one of its keys, for which it gets a token that lasts for minutes. */
        KEYS,
        /** The same with keys that it publishes at an address of its own. */
        KEYS_AT
    }

    public ClientProof {
        boolean known =
                switch (kind) {
                    case SECRET -> text.matches("[0-9a-f]{64}");
                    case KEYS -> text.startsWith("{");
                    case KEYS_AT -> unread(text);
                };
        if (!known) {
            throw new IllegalArgumentException(
                    switch (kind) {
                        case SECRET -> "expected the SHA-256 of a token, got something else";
                        case KEYS -> "expected a JSON Web Key Set, got something else";
                        case KEYS_AT -> "expected the https address of a key set, got " + text;
                    });
        }
    }

    /** That this secret is known. */
    public static ClientProof of(String secret) {
        return new ClientProof(Kind.SECRET, Secret.sha256(secret));
    }

    /** Whether keys that are read there are those of whom it names: only by https, or on this machine. */
    private static boolean unread(String address) {
        try {
            URI at = URI.create(address);
            String host = at.getHost();
            return host != null
                    && ("https".equals(at.getScheme())
                            || ("http".equals(at.getScheme()) && THIS_MACHINE.contains(host)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("expected the https address of a key set, got " + address, e);
        }
    }
}
