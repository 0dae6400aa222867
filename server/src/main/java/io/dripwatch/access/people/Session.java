package io.dripwatch.access.people;

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
 * @param shifts who signed in fully here, and for how long the PIN of each suffices
 * @param lastAct when they last did something
 * @param locked whether they have locked it
 * @param wrongPins how many in a row
 * @param emergencyUntil until when they may do more than their role allows; long past where they broke no glass
 */
public record Session(
        String hash,
        String account,
        Instant proven,
        Map<String, Shift> shifts,
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

    private static final Duration FRESH = Duration.ofMinutes(10);
    static final int MOST_WRONG_PINS = 5;

    public Session {
        shifts = Map.copyOf(shifts);
    }

    /** Whether something can be done here. */
    public boolean acts(Instant now, Duration idle) {
        return !locked && now.isBefore(lastAct.plus(idle)) && onShift(account, now);
    }

    /** Whether the room is shown here. */
    public boolean shows(Instant now) {
        return now.isBefore(proven.plus(SHOWN));
    }

    /** Whether a PIN of that person suffices now. */
    public boolean takesPin(String id, Instant now) {
        return onShift(id, now) && wrongPins < MOST_WRONG_PINS;
    }

    private boolean onShift(String id, Instant now) {
        Shift shift = shifts.get(id);
        return shift != null && now.isBefore(shift.until());
    }

    /** Whether whoever is here signed in fully, not by their PIN, a short while ago. */
    public boolean isFresh(Instant now) {
        Shift shift = shifts.get(account);
        return shift != null && now.isBefore(shift.until().minus(SHIFT).plus(FRESH));
    }

    /** Whether they may do more than their role allows. */
    public boolean emergency(Instant now) {
        return now.isBefore(emergencyUntil);
    }

    Session inAnEmergency(Instant until) {
        return new Session(hash, account, proven, shifts, lastAct, locked, wrongPins, until);
    }

    Session at(Instant act) {
        return new Session(hash, account, proven, shifts, act, locked, wrongPins, emergencyUntil);
    }

    Session asLocked() {
        return new Session(hash, account, proven, shifts, lastAct, true, wrongPins, emergencyUntil);
    }

    Session afterWrongPin() {
        return new Session(hash, account, proven, shifts, lastAct, true, wrongPins + 1, emergencyUntil);
    }

    /** Somebody has left; the others who signed in here go on, and one of them unlocks it if it was theirs. */
    Session leftTo(Map<String, Shift> others) {
        boolean stays = others.containsKey(account);
        String next = stays ? account : others.keySet().iterator().next();
        return new Session(hash, next, proven, others, lastAct, locked || !stays, wrongPins, emergencyUntil);
    }
}
