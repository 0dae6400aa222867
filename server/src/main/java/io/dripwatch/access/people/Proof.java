package io.dripwatch.access.people;

import org.jspecify.annotations.Nullable;

/**
 * By what somebody has shown who they are.
 *
 * @param full whether it begins a shift; a PIN does not
 * @param atProvider the session at the hospital's provider by which they did; null where it tells none, or it was here
 */
public record Proof(boolean full, @Nullable String atProvider) {
    /** The password of the account. */
    public static final Proof PASSWORD = new Proof(true, null);

    /** The PIN, on a screen on which they signed in fully before. */
    public static final Proof PIN = new Proof(false, null);

    /** What the provider asked for. */
    public static Proof atProvider(@Nullable String session) {
        return new Proof(true, session);
    }
}
