package io.dripwatch.access.people;

import io.dripwatch.access.Person;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who signs in, with a password that is kept here or at the hospital's OpenID Connect provider.
 *
 * @param person who
 * @param password of a full log-in; null for whom the provider knows
 * @param subject under which the provider knows them, see {@link #subject(String, String)}; null for whom it does not
 * @param pin that opens a screen on which they signed in with their password before; null where they have none
 * @param since when password or roles last changed: who signed in before must do so again
 * @param disabled when somebody put an end to it; null while nobody has
 */
public record Account(
        Person person,
        @Nullable Hashed password,
        @Nullable String subject,
        @Nullable Hashed pin,
        Instant since,
        @Nullable Instant disabled) {

    public Account {
        if ((password == null) == (subject == null)) {
            throw new IllegalArgumentException("expected a password or a subject of a provider, got both or neither");
        }
    }

    /** Somebody whose password is kept here. */
    public static Account of(Person person, Hashed password, Instant now) {
        return new Account(person, password, null, null, now, null);
    }

    /** Somebody whom a provider knows under a subject. */
    public static Account of(Person person, String subject, Instant now) {
        return new Account(person, null, subject, null, now, null);
    }

    /** How somebody is known for ever: a subject counts at its issuer only (OpenID Connect Core 1.0, 2). */
    public static String subject(String issuer, String sub) {
        return issuer + " " + sub;
    }

    /** Whether they sign in at that issuer. */
    public boolean isFrom(String issuer) {
        return subject != null && subject.startsWith(issuer + " ");
    }

    public String id() {
        return person.id();
    }

    public boolean enabled() {
        return disabled == null;
    }

    /**
     * The same person with another password.
     *
     * @throws IllegalArgumentException where the provider looks after it
     */
    public Account withPassword(Hashed next, Instant now) {
        refuseFromElsewhere();
        return new Account(person, next, null, pin, now, disabled);
    }

    /** The same person with another PIN, or none. */
    public Account withPin(@Nullable Hashed next) {
        return new Account(person, password, subject, next, since, disabled);
    }

    /**
     * The same account for somebody with other roles.
     *
     * @throws IllegalArgumentException where the provider looks after them
     */
    public Account withPerson(Person next, Instant now) {
        refuseFromElsewhere();
        return new Account(next, password, subject, pin, now, disabled);
    }

    /** At an end from now on, or not any more. */
    public Account disabledAt(@Nullable Instant now) {
        return new Account(person, password, subject, pin, since, now);
    }

    /**
     * The same account as the provider tells of it now; who signed in before with other roles must do so again.
     *
     * @param known the subject there
     */
    public Account from(Person next, String known, Instant now) {
        boolean same = next.grants().equals(person.grants());
        return new Account(next, null, known, pin, same ? since : now, disabled);
    }

    private void refuseFromElsewhere() {
        if (password == null) {
            throw new IllegalArgumentException(
                    id() + " signs in at the hospital's provider: password and roles are given there.");
        }
    }
}
