package io.dripwatch.app.config;

import io.dripwatch.pager.Services;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By whose push services people's browsers are told of high alarms, as written under {@code pager}.
 *
 * @param services which may be dialled, {@code https://push.example} or {@code https://*.push.example}; nobody is told
 *     of anything where left out
 * @param contact whom they may ask about this server, {@code mailto:...} or {@code https:...}
 * @param ca PEM of the authority that signed their certificates; those that Java knows where left out
 */
record PagerSettings(
        @Nullable List<String> services,
        @Nullable String contact,
        @Nullable String ca) {

    /** @throws ConfigError naming the key and what was expected */
    Services plan(Path beside) {
        if (ca != null && !Files.isReadable(beside.resolve(ca))) {
            throw new ConfigError("pager.ca: expected a PEM file that can be read, got " + ca);
        }
        try {
            return new Services(
                    Default.of(services, List.of()), Default.of(contact, ""), ca == null ? null : beside.resolve(ca));
        } catch (IllegalArgumentException e) {
            throw new ConfigError("pager." + e.getMessage(), e);
        }
    }
}
