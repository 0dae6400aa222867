package io.dripwatch.access.smart;

import io.dripwatch.access.Scope;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The hospital's own issuer of tokens, and what this server believes it of programs.
 *
 * @param issuer by which its tokens name it
 * @param keys where it publishes its key set; {@code https}, or this machine
 * @param audience by which its tokens name this server
 * @param scopes the most that a program may do here, whatever a token says
 * @param full whether a program gets every Observation where it does not say how many it wants
 * @param authority PEM of the authority that signed the issuer's certificate; null where Java knows it
 */
public record IssuerPlan(
        String issuer,
        URI keys,
        String audience,
        Set<Scope> scopes,
        boolean full,
        @Nullable Path authority) {
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

    public IssuerPlan {
        scopes = Set.copyOf(scopes);
        String host = keys.getHost();
        boolean near = "http".equals(keys.getScheme()) && host != null && THIS_MACHINE.contains(host);
        if (host == null || !("https".equals(keys.getScheme()) || near)) {
            throw new IllegalArgumentException("keys: expected https://HOST/PATH, got " + keys);
        }
        if (issuer.isBlank()) {
            throw new IllegalArgumentException("issuer: expected what stands in iss of its tokens, got nothing");
        }
        if (audience.isBlank()) {
            throw new IllegalArgumentException("audience: expected what stands in aud of its tokens, got nothing");
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("scopes: expected at least one such as system/*.rs");
        }
        if (scopes.stream().anyMatch(Scope::writes)) {
            throw new IllegalArgumentException(
                    "scopes: expected what reads; who subscribes is told while nobody can ask"
                            + " the issuer whether they still may, so they are registered here");
        }
    }

    /** Behind the names of its programs, so that they are nobody else's. */
    String site() {
        return String.valueOf(keys.getHost());
    }
}
