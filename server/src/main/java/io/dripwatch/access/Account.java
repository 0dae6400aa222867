package io.dripwatch.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who signs in with a password that is kept here.
 *
 * @param person who
 * @param password of a full log-in
 * @param pin that opens a screen on which they signed in with their password before; null where they have none
 * @param since when password or roles last changed: who signed in before must do so again
 * @param disabled when somebody put an end to it; null while nobody has
 */
public record Account(
        Person person,
        Hashed password,
        @Nullable Hashed pin,
        Instant since,
        @Nullable Instant disabled) {

    public String id() {
        return person.id();
    }

    public boolean enabled() {
        return disabled == null;
    }

    /** The same person with another password. */
    public Account withPassword(Hashed next, Instant now) {
        return new Account(person, next, pin, now, disabled);
    }

    /** The same person with another PIN, or none. */
    public Account withPin(@Nullable Hashed next) {
        return new Account(person, password, next, since, disabled);
    }

    /** The same account for somebody with other roles. */
    public Account withPerson(Person next, Instant now) {
        return new Account(next, password, pin, now, disabled);
    }

    /** At an end from now on, or not any more. */
    public Account disabledAt(@Nullable Instant now) {
        return new Account(person, password, pin, since, now);
    }
}
