package io.dripwatch.app.command;

import io.dripwatch.access.Grant;
import io.dripwatch.access.Person;
import io.dripwatch.access.Role;
import io.dripwatch.access.people.Account;
import io.dripwatch.access.people.AccountFile;
import io.dripwatch.access.people.Hashed;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Those who work in the simulated room: one of each role, whose passwords everybody may know. */
final class DemoPeople {
    private static final String PASSWORD = "throw-away-demo";
    private static final String PIN = "2580";

    private DemoPeople() {}

    /** Makes them where they are missing, and tells their passwords. */
    static Map<String, String> invite(Path data, Instant now) {
        Map<String, String> offered = new LinkedHashMap<>();
        AccountFile file = new AccountFile(data);
        Map<String, Account> known = file.accounts();
        for (Role role : Role.values()) {
            if (role.ofPeople()) {
                String id = "demo-" + role.word();
                offered.put(id, PASSWORD);
                if (!known.containsKey(id)) {
                    Account account = account(id, role, now);
                    file.change(all -> all.put(id, account));
                }
            }
        }
        return offered;
    }

    private static Account account(String id, Role role, Instant now) {
        Person person = new Person(id, "Demo " + role.label(), List.of(new Grant(role, Grant.EVERYWHERE)));
        int quick = 1_000;
        return Account.of(person, Hashed.of(PASSWORD.toCharArray(), quick), now)
                .withPin(Hashed.of(PIN.toCharArray(), quick));
    }
}
