package io.dripwatch.access.people;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dripwatch.access.Grant;
import io.dripwatch.access.Person;
import io.dripwatch.access.Role;
import io.dripwatch.access.file.FileUnusable;
import io.dripwatch.access.file.ListFile;
import io.dripwatch.access.keys.TokenFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The accounts, in a file of their own in the data directory, as {@link TokenFile} keeps the tokens. */
public final class AccountFile {
    /** Its name in a data directory and in a backup. */
    public static final String NAME = "accounts.json";

    private final ListFile<Account> file;

    private record Role(String role, String room) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Entry(
            String account,
            String name,
            List<Role> roles,
            @Nullable String password,
            @Nullable String subject,
            @Nullable String pin,
            String since,
            @Nullable String disabled) {
        Entry(Account account) {
            this(
                    account.id(),
                    account.person().name(),
                    account.person().grants().stream()
                            .map(grant -> new Role(grant.role().word(), grant.room()))
                            .toList(),
                    account.password() == null ? null : account.password().text(),
                    account.subject(),
                    account.pin() == null ? null : account.pin().text(),
                    account.since().toString(),
                    account.disabled() == null ? null : account.disabled().toString());
        }

        Account read() {
            List<Grant> grants = roles.stream()
                    .map(role -> new Grant(io.dripwatch.access.Role.ofWord(role.role()), role.room()))
                    .toList();
            return new Account(
                    new Person(account, name, grants),
                    password == null ? null : Hashed.parse(password),
                    subject,
                    pin == null ? null : Hashed.parse(pin),
                    Instant.parse(since),
                    disabled == null ? null : Instant.parse(disabled));
        }
    }

    /** @param data the data directory */
    public AccountFile(Path data) {
        this.file = new ListFile<>(
                data, NAME, new ListFile.Shape<>("accounts", "accounts", Entry.class, Entry::read, Entry::new));
    }

    String text() {
        return file.text();
    }

    /**
     * All accounts by their ids, the oldest first, those that are disabled among them.
     *
     * @throws FileUnusable where the file cannot be read
     */
    public Map<String, Account> accounts() {
        return accounts(text());
    }

    Map<String, Account> accounts(String text) {
        return byId(file.all(text));
    }

    private static Map<String, Account> byId(List<Account> all) {
        Map<String, Account> accounts = new LinkedHashMap<>();
        all.forEach(account -> accounts.put(account.id(), account));
        return accounts;
    }

    /**
     * Changes them, durably.
     *
     * @throws FileUnusable where the file cannot be read or written; then it is as it was
     */
    public void change(Consumer<Map<String, Account>> change) {
        file.change(all -> {
            Map<String, Account> accounts = byId(all);
            change.accept(accounts);
            return List.copyOf(accounts.values());
        });
    }
}
