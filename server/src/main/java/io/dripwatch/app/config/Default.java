package io.dripwatch.app.config;

import org.jspecify.annotations.Nullable;

/** What holds where a key is left out. */
final class Default {
    private Default() {}

    static <T> T of(@Nullable T written, T otherwise) {
        return written == null ? otherwise : written;
    }
}
