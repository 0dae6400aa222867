package io.dripwatch.access.oidc;

import io.dripwatch.access.Person;
import io.dripwatch.access.oidc.NotAdmitted.Why;
import io.dripwatch.access.people.Account;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom the provider has let in.
 *
 * @param issuer of the provider
 * @param sub under which it knows them for ever
 * @param session of theirs there; null where it does not say
 * @param person as they are to be known here
 */
public record Identity(String issuer, String sub, @Nullable String session, Person person) {

    /**
     * Takes them into the accounts: a person whom this provider named before keeps the account, whatever they are
     * called now; one of a provider that is not in use any more is theirs who is called so. An account with a password
     * is nobody's of a provider.
     *
     * @throws NotAdmitted where the account is somebody else's, or disabled
     */
    public Account join(Map<String, Account> accounts, Instant now) {
        String subject = Account.subject(issuer, sub);
        Account known = accounts.values().stream()
                .filter(account -> subject.equals(account.subject()))
                .findFirst()
                .orElse(accounts.get(person.id()));
        if (known == null) {
            Account account = Account.of(person, subject, now);
            accounts.put(account.id(), account);
            return account;
        }
        boolean theirs = subject.equals(known.subject()) || (known.subject() != null && !known.isFrom(issuer));
        if (!theirs || !known.enabled()) {
            throw new NotAdmitted(
                    Why.TAKEN, "the account is " + (theirs ? "disabled" : "not of this person") + " here");
        }
        Account next = known.from(new Person(known.id(), person.name(), person.grants()), subject, now);
        accounts.put(next.id(), next);
        return next;
    }
}
