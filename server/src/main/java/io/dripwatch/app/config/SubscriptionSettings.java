package io.dripwatch.app.config;

import io.dripwatch.fhir.subscription.Hooks;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where programs may be told of what is new in the chart, as written under {@code subscriptions}.
 *
 * @param hooks addresses such as https://ehr.example/hook/: to those, and what begins so, notifications may be posted;
 *     to none where left out
 * @param ca PEM of the authority that signed the certificates there; those that Java knows where left out
 */
record SubscriptionSettings(
        @Nullable List<String> hooks, @Nullable String ca) {

    /** @throws ConfigError naming the key and what was expected */
    Hooks plan(Path beside) {
        if (ca != null && !Files.isReadable(beside.resolve(ca))) {
            throw new ConfigError("subscriptions.ca: expected a PEM file that can be read, got " + ca);
        }
        try {
            return new Hooks(
                    hooks == null ? List.of() : Place.each("subscriptions.hooks", hooks, SubscriptionSettings::address),
                    ca == null ? null : beside.resolve(ca));
        } catch (IllegalArgumentException e) {
            throw new ConfigError("subscriptions." + e.getMessage(), e);
        }
    }

    private static URI address(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("expected https://HOST/PATH, got " + text, e);
        }
    }
}
