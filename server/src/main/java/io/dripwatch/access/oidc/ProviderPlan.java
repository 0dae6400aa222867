package io.dripwatch.access.oidc;

import io.dripwatch.access.Grant;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The hospital's OpenID Connect provider, and what this server believes it.
 *
 * @param title how people call it: {@code Sign in with ...}
 * @param issuer by which its tokens name it; {@code https}, or this machine
 * @param client under which this server is registered there
 * @param secret that it was given there; null for a public client, which proves itself by PKCE alone
 * @param here how people's browsers reach this server; {@code https}, or this machine
 * @param authority PEM of the authority that signed the provider's certificate; null where Java knows it
 * @param scopes that are asked for beside {@code openid}
 * @param claims where its tokens say who somebody is
 * @param roles what a value of the roles' claim means here; one or more
 */
public record ProviderPlan(
        String title,
        URI issuer,
        String client,
        @Nullable String secret,
        URI here,
        @Nullable Path authority,
        List<String> scopes,
        Claims claims,
        Map<String, List<Grant>> roles) {
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

    /**
     * Names of claims.
     *
     * @param account becomes the account's id
     * @param name stands beside what somebody does
     * @param roles a text or a list of texts; {@code a.b} is {@code b} in {@code a} where no claim is called so
     */
    public record Claims(String account, String name, String roles) {}

    public ProviderPlan {
        if (title.isBlank() || client.isBlank() || roles.isEmpty()) {
            throw new IllegalArgumentException("title, client and roles: expected each of them, got not all");
        }
        checkPlace("issuer", issuer);
        checkPlace("issuer, with a server at", here);
        scopes = List.copyOf(scopes);
        roles = new LinkedHashMap<>(roles);
    }

    private static void checkPlace(String key, URI place) {
        String host = place.getHost();
        boolean secured = "https".equals(place.getScheme());
        boolean near = "http".equals(place.getScheme()) && host != null && THIS_MACHINE.contains(host);
        if (host == null || !(secured || near) || place.getQuery() != null || place.getFragment() != null) {
            throw new IllegalArgumentException(key + ": expected https://HOST, got " + place);
        }
    }

    /** The issuer without a slash at its end, as tokens are compared with it. */
    String site() {
        return bare(issuer.toString());
    }

    /** An address of this server, for browsers. */
    String here(String path) {
        return bare(here.toString()) + path;
    }

    static String bare(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    /** Does not tell the secret. */
    @Override
    public String toString() {
        return title + " at " + issuer + " as " + client + (secret == null ? ", without a secret" : ", secret ***")
                + ", roles " + roles;
    }
}
