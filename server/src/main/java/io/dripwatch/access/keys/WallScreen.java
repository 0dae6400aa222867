package io.dripwatch.access.keys;

import io.dripwatch.access.Grant;
import io.dripwatch.access.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A screen on the wall: it sees its room, or all of them, and can do nothing.
 *
 * @param name where it hangs, 1 to 40 letters, digits, blanks and {@code .-_}
 * @param room the name of the one that it sees; {@link Grant#EVERYWHERE} for all
 * @param hash SHA-256 of its code until it is paired, then of the secret in its cookie
 * @param made when its code was made
 * @param paired when the code was used; null while it waits
 * @param revoked when somebody put an end to it; null while nobody has
 */
public record WallScreen(
        String name,
        String room,
        String hash,
        Instant made,
        @Nullable Instant paired,
        @Nullable Instant revoked) {
    /** For how long a code can be used. */
    public static final Duration CODE_COUNTS = Duration.ofMinutes(10);

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,39}");

    public WallScreen {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("expected a name of 1 to 40 letters, digits, blanks and .-_");
        }
        if (room.isBlank()) {
            throw new IllegalArgumentException("expected the name of a room, or * for all of them");
        }
    }

    /** One that waits for its code to be used. */
    public static WallScreen waiting(String name, String room, String code, Instant now) {
        return new WallScreen(name, room, Secret.sha256(code), now, null, null);
    }

    /** Whether it waits still. */
    boolean waits(Instant now) {
        return paired == null && revoked == null && now.isBefore(made.plus(CODE_COUNTS));
    }

    /** Whether it sees its room. */
    public boolean sees() {
        return paired != null && revoked == null;
    }

    /** Whether it sees this room. */
    public boolean in(String name) {
        return room.equals(Grant.EVERYWHERE) || room.equals(name);
    }

    WallScreen pairedWith(String secret, Instant now) {
        return new WallScreen(name, room, Secret.sha256(secret), made, now, null);
    }

    /** The same, at an end. */
    public WallScreen revokedAt(Instant now) {
        return revoked == null ? new WallScreen(name, room, hash, made, paired, now) : this;
    }
}
