package io.dripwatch.app.config;

import io.dripwatch.access.Grant;
import io.dripwatch.access.oidc.ProviderPlan;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hospital's OpenID Connect provider, as written under {@code oidc}; files are relative to the configuration.
 *
 * @param title how people call it; the provider's host where left out
 * @param issuer its address, under which it tells about itself
 * @param client under which this server is registered there
 * @param secretFile the file whose first line is the client's secret; a public client where left out
 * @param ca PEM of the authority that signed the provider's certificate; those that Java knows where left out
 * @param scopes asked for beside {@code openid}; {@code profile} where left out
 * @param accountClaim becomes the account; {@code preferred_username} where left out
 * @param nameClaim stands beside what somebody does; {@code name} where left out
 * @param rolesClaim holds the roles there; {@code groups} where left out
 * @param roles what a value of that claim means here: roles, each in all rooms or in one, as {@code dripwatch user}
 *     takes them
 */
record OidcSettings(
        @Nullable String title,
        @Nullable String issuer,
        @Nullable String client,
        @Nullable String secretFile,
        @Nullable String ca,
        @Nullable List<String> scopes,
        @Nullable String accountClaim,
        @Nullable String nameClaim,
        @Nullable String rolesClaim,
        @Nullable Map<String, List<String>> roles) {
    private static final String KEY = "oidc.";

    /**
     * How people sign in there.
     *
     * @param here how their browsers reach this server, {@code http.publicUrl}
     * @throws ConfigError naming the key and what was expected
     */
    ProviderPlan plan(Path beside, @Nullable String here) {
        if (here == null) {
            throw new ConfigError(
                    "http.publicUrl: expected how browsers reach this server, to which the provider sends them back");
        }
        URI place = place("issuer", issuer);
        try {
            return new ProviderPlan(
                    title == null ? String.valueOf(place.getHost()) : title,
                    place,
                    Default.of(client, ""),
                    SecretFile.line(KEY + "secretFile", beside, secretFile),
                    URI.create(here),
                    ca == null ? null : beside.resolve(ca),
                    Default.of(scopes, List.of("profile")),
                    new ProviderPlan.Claims(
                            Default.of(accountClaim, "preferred_username"),
                            Default.of(nameClaim, "name"),
                            Default.of(rolesClaim, "groups")),
                    grants());
        } catch (IllegalArgumentException e) {
            throw new ConfigError(KEY + e.getMessage(), e);
        }
    }

    private static URI place(String key, @Nullable String address) {
        try {
            return new URI(Default.of(address, ""));
        } catch (URISyntaxException e) {
            throw new ConfigError(KEY + key + ": expected https://HOST, got " + address, e);
        }
    }

    private Map<String, List<Grant>> grants() {
        Map<String, List<Grant>> grants = new LinkedHashMap<>();
        Default.of(roles, Map.<String, List<String>>of()).forEach((value, meant) -> {
            try {
                grants.put(value, meant.stream().map(Grant::of).toList());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("roles." + value + ": " + e.getMessage(), e);
            }
        });
        return grants;
    }
}
