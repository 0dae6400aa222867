package io.dripwatch.app.config;

import io.dripwatch.access.Scope;
import io.dripwatch.access.smart.IssuerPlan;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The hospital's own issuer of tokens for programs, as written under {@code http.tokens}; files are relative to the
 * configuration.
 *
 * @param issuer what stands in {@code iss} of its tokens
 * @param keys where it publishes its key set
 * @param audience what stands in {@code aud} of tokens that are for this server
 * @param scopes the most that a program may do here, whatever a token says; {@code system/*.rs} where left out
 * @param full whether a program gets every Observation where it does not say how many it wants; not where left out
 * @param ca PEM of the authority that signed the issuer's certificate; those that Java knows where left out
 */
record TokenSettings(
        @Nullable String issuer,
        @Nullable String keys,
        @Nullable String audience,
        @Nullable List<String> scopes,
        @Nullable Boolean full,
        @Nullable String ca) {
    private static final String KEY = "http.tokens.";

    /**
     * What this server believes the issuer.
     *
     * @throws ConfigError naming the key and what was expected
     */
    IssuerPlan plan(Path beside) {
        Set<Scope> most = most();
        try {
            return new IssuerPlan(
                    Default.of(issuer, ""),
                    new URI(Default.of(keys, "")),
                    Default.of(audience, ""),
                    most,
                    Default.of(full, false),
                    ca == null ? null : beside.resolve(ca));
        } catch (IllegalArgumentException e) {
            throw new ConfigError(KEY + e.getMessage(), e);
        } catch (URISyntaxException e) {
            throw new ConfigError(KEY + "keys: expected https://HOST/PATH, got " + keys, e);
        }
    }

    private Set<Scope> most() {
        try {
            return Default.of(scopes, List.of(Scope.CHART.word())).stream()
                    .map(Scope::ofWord)
                    .collect(Collectors.toSet());
        } catch (IllegalArgumentException e) {
            throw new ConfigError(KEY + "scopes: " + e.getMessage(), e);
        }
    }
}
