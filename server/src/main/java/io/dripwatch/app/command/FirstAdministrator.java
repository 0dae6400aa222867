package io.dripwatch.app.command;

import io.dripwatch.access.Grant;
import io.dripwatch.access.Person;
import io.dripwatch.access.Role;
import io.dripwatch.access.people.Account;
import io.dripwatch.access.people.AccountFile;
import io.dripwatch.access.people.Hashed;
import io.dripwatch.access.people.SecretRules;
import java.io.Console;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Offers on the console to make the first administrator, where there is a console and no account. */
final class FirstAdministrator {
    private FirstAdministrator() {}

    static void offer(Path data, Instant now) {
        Console console = Terminal.console();
        if (console == null || !new AccountFile(data).accounts().isEmpty()) {
            return;
        }
        String answer = console.readLine("Nobody has to sign in yet. Make the first administrator now? [y/N] ");
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
            return;
        }
        Person person = null;
        while (person == null) {
            String id = console.readLine("Account (such as ada): ");
            if (id == null) {
                return;
            }
            person = person(console, id.strip());
        }
        Person named = person;
        char[] secret = SecretPrompt.ask("Password", text -> SecretRules.password(text, named.id()));
        Account account = Account.of(named, Hashed.of(secret, Hashed.ITERATIONS), now);
        new AccountFile(data).change(all -> all.putIfAbsent(named.id(), account));
        console.printf("Sign in as %s; dripwatch user adds the others.%n", named.id());
    }

    private static @Nullable Person person(Console console, String id) {
        try {
            return new Person(id, id, List.of(new Grant(Role.ADMINISTRATOR, Grant.EVERYWHERE)));
        } catch (IllegalArgumentException e) {
            console.printf("%s%n", e.getMessage());
            return null;
        }
    }
}
