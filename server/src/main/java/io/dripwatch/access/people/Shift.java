package io.dripwatch.access.people;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody has signed in fully on a screen, and their PIN suffices there for a while.
 *
 * @param until when it does not suffice any more
 * @param atProvider the session at the hospital's provider by which they did; null where it was their password
 */
public record Shift(Instant until, @Nullable String atProvider) {}
