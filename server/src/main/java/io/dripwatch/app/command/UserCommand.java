package io.dripwatch.app.command;

import io.dripwatch.access.Grant;
import io.dripwatch.access.Person;
import io.dripwatch.access.people.Account;
import io.dripwatch.access.people.AccountFile;
import io.dripwatch.access.people.Hashed;
import io.dripwatch.access.people.SecretRules;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Accounts of people; a server that runs notices within seconds. */
@Command(
        name = "user",
        description = "Accounts of people; a server that runs notices within seconds. Passwords and PINs are asked for"
                + " on the console, or read from stdin.",
        mixinStandardHelpOptions = true)
final class UserCommand extends CommandFamily {
    private final InstantSource clock = InstantSource.system();

    @Mixin
    private final SharedDirectory data = new SharedDirectory();

    @Command(name = "add", description = "Make an account.", mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "ACCOUNT", description = "Under which they sign in.") String id,
            @Option(
                            names = "--name",
                            paramLabel = "NAME",
                            description = "As it stands beside what they do; the account where left out.")
                    @Nullable
                    String name,
            @Option(names = "--role", paramLabel = "ROLE[@ROOM]", required = true, description = ROLES)
                    List<String> roles) {
        Person person = person(id, name == null ? id : name, roles);
        AccountFile file = new AccountFile(data.folder());
        if (file.accounts().containsKey(id)) {
            throw new CommandFailed("There is an account " + id + " already.");
        }
        Hashed password = password(person);
        Account account = Account.of(person, password, clock.instant());
        file.change(all -> all.putIfAbsent(id, account));
        print("account " + id + " added");
        return 0;
    }

    private static final String ROLES = "What they are: nurse, charge-nurse, physician, biomed, auditor, administrator;"
            + " in one room by its name behind @, in all without. May be given again.";

    @Command(name = "list", description = "Show who has an account.", mixinStandardHelpOptions = true)
    int list() {
        for (Account account : new AccountFile(data.folder()).accounts().values()) {
            String roles =
                    account.person().grants().stream().map(Grant::toString).collect(Collectors.joining(", "));
            print(account.id() + "  " + account.person().name() + "  " + roles
                    + (account.password() == null ? "  signs in at the provider" : "")
                    + (account.pin() == null ? "" : "  has a PIN")
                    + (account.disabled() == null ? "" : "  disabled " + account.disabled()));
        }
        return 0;
    }

    @Command(
            name = "role",
            description = "Replace what somebody is; they sign in again.",
            mixinStandardHelpOptions = true)
    int role(
            @Parameters(paramLabel = "ACCOUNT") String id,
            @Parameters(paramLabel = "ROLE[@ROOM]", arity = "1..*", description = ROLES) List<String> roles) {
        return change(
                id,
                (account, now) -> account.withPerson(person(id, account.person().name(), roles), now));
    }

    @Command(
            name = "password",
            description = "Give somebody a new password; they sign in again.",
            mixinStandardHelpOptions = true)
    int password(@Parameters(paramLabel = "ACCOUNT") String id) {
        Hashed next = password(known(id).person());
        return change(id, (account, now) -> account.withPassword(next, now));
    }

    @Command(name = "pin", description = "Give somebody a PIN for locked screens.", mixinStandardHelpOptions = true)
    int pin(@Parameters(paramLabel = "ACCOUNT") String id) {
        known(id);
        Hashed next = Hashed.of(SecretPrompt.ask("PIN", SecretRules::pin), Hashed.ITERATIONS);
        return change(id, (account, now) -> account.withPin(next));
    }

    @Command(
            name = "disable",
            description = "Let somebody sign in no more; where they are signed in, it ends.",
            mixinStandardHelpOptions = true)
    int disable(@Parameters(paramLabel = "ACCOUNT") String id) {
        return change(id, (account, now) -> account.disabledAt(now));
    }

    @Command(name = "enable", description = "Let somebody sign in again.", mixinStandardHelpOptions = true)
    int enable(@Parameters(paramLabel = "ACCOUNT") String id) {
        return change(id, (account, now) -> account.disabledAt(null));
    }

    private int change(String id, BiFunction<Account, Instant, Account> change) {
        known(id);
        Instant now = clock.instant();
        try {
            new AccountFile(data.folder())
                    .change(all -> all.computeIfPresent(id, (same, account) -> change.apply(account, now)));
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()), e);
        }
        print("account " + id + " changed");
        return 0;
    }

    private Account known(String id) {
        Account account = new AccountFile(data.folder()).accounts().get(id);
        if (account == null) {
            throw new CommandFailed("There is no account " + id + ".");
        }
        return account;
    }

    private static Hashed password(Person person) {
        char[] secret = SecretPrompt.ask("Password", text -> SecretRules.password(text, person.id()));
        return Hashed.of(secret, Hashed.ITERATIONS);
    }

    private Person person(String id, String name, List<String> roles) {
        try {
            List<Grant> grants = roles.stream().map(Grant::of).toList();
            return new Person(id, name, grants);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()), e);
        }
    }
}
