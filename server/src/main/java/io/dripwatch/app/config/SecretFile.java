package io.dripwatch.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A secret that a configuration names a file for, so that it does not stand in the configuration itself. */
final class SecretFile {
    private SecretFile() {}

    /**
     * The first line of the file; null where none is named.
     *
     * @param key under which it is named
     * @param beside the folder that it is relative to
     * @throws ConfigError where it cannot be read or is empty
     */
    static @Nullable String line(String key, Path beside, @Nullable String name) {
        if (name == null) {
            return null;
        }
        Path file = beside.resolve(name);
        try {
            String secret =
                    Files.readString(file).lines().findFirst().orElse("").strip();
            if (secret.isEmpty()) {
                throw new ConfigError(key + ": expected a secret in the first line of " + file + ", got nothing");
            }
            return secret;
        } catch (IOException e) {
            throw new ConfigError(key + ": " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
