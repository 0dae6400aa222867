package io.dripwatch.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A browser in which somebody has signed in. To do something they must be there; a screen
 * on which nobody is there any more is locked, and goes on showing its room and sounding its alarms.
 *
 * @param hash of the secret in its cookie, SHA-256 in hexadecimal digits
 * @param account who is there, or was there last
 * @param proven when they last showed their password or PIN
 * @param passwords until when the PIN of each person suffices who showed their password here
 * @param lastAct when they last did something
 * @param locked whether they have locked it
 * @param wrongPins how many in a row
 * @param emergencyUntil until when they may do more than their role allows; long past where they broke no glass
 */
public record Session(
        String hash,
        String account,
        Instant proven,
        Map<String, Instant> passwords,
        Instant lastAct,
        boolean locked,
        int wrongPins,
        Instant emergencyUntil) {
    /** For how long a PIN suffices after a password: one shift. */
    public static final Duration SHIFT = Duration.ofHours(12);

    /** For how long a screen shows its room without anybody proving again who they are. */
    public static final Duration SHOWN = Duration.ofDays(7);

    /** For how long the glass stays broken. */
    public static final Duration EMERGENCY = Duration.ofMinutes(15);

    static final int MOST_WRONG_PINS = 5;

    public Session {
        passwords = Map.copyOf(passwords);
    }

    /** Whether something can be done here. */
    public boolean acts(Instant now, Duration idle) {
        Instant until = passwords.get(account);
        return !locked && now.isBefore(lastAct.plus(idle)) && until != null && now.isBefore(until);
    }

    /** Whether the room is shown here. */
    public boolean shows(Instant now) {
        return now.isBefore(proven.plus(SHOWN));
    }

    /** Whether a PIN of that person suffices now. */
    public boolean takesPin(String id, Instant now) {
        Instant until = passwords.get(id);
        return until != null && now.isBefore(until) && wrongPins < MOST_WRONG_PINS;
    }

    /** Whether they may do more than their role allows. */
    public boolean emergency(Instant now) {
        return now.isBefore(emergencyUntil);
    }

    Session inAnEmergency(Instant until) {
        return new Session(hash, account, proven, passwords, lastAct, locked, wrongPins, until);
    }

    Session at(Instant act) {
        return new Session(hash, account, proven, passwords, act, locked, wrongPins, emergencyUntil);
    }

    Session asLocked() {
        return new Session(hash, account, proven, passwords, lastAct, true, wrongPins, emergencyUntil);
    }

    Session afterWrongPin() {
        return new Session(hash, account, proven, passwords, lastAct, true, wrongPins + 1, emergencyUntil);
    }
}
