package io.dripwatch.app.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The web server, as written under {@code http}.
 *
 * @param host address to listen on
 * @param port 0 picks a free one
 * @param lockAfterMinutes without a press, from 1 to 60; 10 where left out
 */
record HttpSettings(
        @Nullable String host,
        @Nullable Integer port,
        @Nullable Integer lockAfterMinutes) {
    static final Duration USUAL_IDLE = Duration.ofMinutes(10);

    private static final int MOST_LOCK_MINUTES = 60;

    /** After how long without a press a screen is locked. */
    Duration idle() {
        if (lockAfterMinutes == null) {
            return USUAL_IDLE;
        }
        if (lockAfterMinutes < 1 || lockAfterMinutes > MOST_LOCK_MINUTES) {
            throw new ConfigError(
                    "http.lockAfterMinutes: expected 1 to " + MOST_LOCK_MINUTES + " minutes, got " + lockAfterMinutes);
        }
        return Duration.ofMinutes(lockAfterMinutes);
    }
}
