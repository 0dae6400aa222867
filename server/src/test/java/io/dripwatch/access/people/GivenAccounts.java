package io.dripwatch.access.people;

import io.dripwatch.access.Grant;
import io.dripwatch.access.Person;
import io.dripwatch.access.Role;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Accounts for tests, quick to check. */
public final class GivenAccounts {
    public static final String PASSWORD = "a long enough secret";
    public static final String PIN = "2580";

    private GivenAccounts() {}

    /** Somebody of that role in all rooms, in the file of a data directory. */
    public static void add(Path data, String id, Role role, Instant since) {
        Account account = account(id, role, since);
        new AccountFile(data).change(all -> all.put(id, account));
    }

    /** Somebody who has that in those rooms. */
    public static void add(Path data, String id, List<Grant> grants, Instant since) {
        Account account = account(new Person(id, "Synthetic " + id, grants), since);
        new AccountFile(data).change(all -> all.put(id, account));
    }

    public static Account account(String id, Role role, Instant since) {
        return account(new Person(id, "Synthetic " + id, List.of(new Grant(role, Grant.EVERYWHERE))), since);
    }

    private static Account account(Person person, Instant since) {
        return Account.of(person, Hashed.of(PASSWORD.toCharArray(), 1_000), since)
                .withPin(Hashed.of(PIN.toCharArray(), 1_000));
    }
}
