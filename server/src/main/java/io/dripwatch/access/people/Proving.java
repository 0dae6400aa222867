package io.dripwatch.access.people;

import io.dripwatch.access.keys.WallScreens;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Asks whether somebody is who they say. Takes a good tenth of a second; blocks; any thread. */
public final class Proving {
    /** Under which attempts to pair a screen are counted. */
    public static final String PAIRING = "pairing";

    private final Accounts accounts;
    private final Sessions sessions;
    private final Throttle throttle = new Throttle();

    public Proving(Accounts accounts, Sessions sessions) {
        this.accounts = accounts;
        this.sessions = sessions;
    }

    /** How long an attempt has to wait still. */
    public Duration wait(String id, String address, Instant now) {
        return throttle.wait(id, address, now);
    }

    /**
     * The account that has this password; null where it has not, there is none, or others who asked at the same time
     * were wrong too often. Wipes the password.
     */
    public @Nullable Account byPassword(String id, char[] password, String address, Instant now) {
        if (!throttle.wait(id, address, now).isZero()) {
            return null;
        }
        Account account = accounts.enabled(id);
        Hashed kept = account == null ? null : account.password();
        boolean right = (kept == null ? Hashed.NOBODY : kept).matches(password) && kept != null;
        Arrays.fill(password, ' ');
        if (right) {
            throttle.hit(id, address);
        } else {
            throttle.missed(id, address, now);
        }
        return right ? account : null;
    }

    /** The secret for a screen on the wall whose code this is; null where it counts for nothing. */
    public @Nullable String byCode(WallScreens screens, String code, String address, Instant now) {
        String secret = throttle.wait(PAIRING, address, now).isZero() ? screens.pair(code, now) : null;
        if (secret == null) {
            throttle.missed(PAIRING, address, now);
        }
        return secret;
    }

    /** The account that has this PIN on this screen; null where it has not. Wipes the PIN. */
    public @Nullable Account byPin(Session session, String id, char[] pin, Instant now) {
        Account account = sessions.takesPin(session, id, now) ? accounts.enabled(id) : null;
        Hashed kept = account == null ? null : account.pin();
        boolean right = kept != null && kept.matches(pin);
        Arrays.fill(pin, ' ');
        if (!right) {
            sessions.wrongPin(session);
        }
        return right ? account : null;
    }
}
