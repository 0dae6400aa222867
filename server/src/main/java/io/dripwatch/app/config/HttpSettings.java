package io.dripwatch.app.config;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The web server, as written under {@code http}.
 *
 * @param host address to listen on
 * @param port 0 picks a free one
 * @param lockAfterMinutes without a press, from 1 to 60; 10 where left out
 * @param publicUrl under which address the outside knows this server, such as https://dripwatch.clinic.example; where
 *     left out nobody gets tokens for signatures from outside, nor signs in at the hospital's provider
 * @param tokens those of the hospital's own issuer, for programs; none are believed where left out
 */
record HttpSettings(
        @Nullable String host,
        @Nullable Integer port,
        @Nullable Integer lockAfterMinutes,
        @Nullable String publicUrl,
        @Nullable TokenSettings tokens) {
    private static final Pattern URL = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]_-]+");
    static final Duration USUAL_IDLE = Duration.ofMinutes(10);

    private static final int MOST_LOCK_MINUTES = 60;

    /** Without a path, since addresses begin with it. */
    @Nullable
    String address() {
        if (publicUrl != null && !URL.matcher(publicUrl).matches()) {
            throw new ConfigError(
                    "http.publicUrl: expected an address such as https://dripwatch.clinic.example, got " + publicUrl);
        }
        return publicUrl;
    }

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
