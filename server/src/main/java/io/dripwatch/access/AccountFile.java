package io.dripwatch.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.time.DateTimeException;
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

    private static final int FORMAT = 1;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final SmallFile file;

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

    private record Content(int format, List<Entry> accounts) {}

    /** @param data the data directory */
    public AccountFile(Path data) {
        this.file = new SmallFile(data, NAME);
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
        Map<String, Account> accounts = new LinkedHashMap<>();
        if (text.isEmpty()) {
            return accounts;
        }
        try {
            Content content = JSON.readValue(text, Content.class);
            if (content.format() != FORMAT) {
                throw new IllegalArgumentException("expected format " + FORMAT + ", got " + content.format());
            }
            for (Entry entry : content.accounts()) {
                accounts.put(entry.account(), entry.read());
            }
            return accounts;
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException | NullPointerException e) {
            throw file.unusable("holds no accounts", e);
        }
    }

    /**
     * Changes them, durably.
     *
     * @throws FileUnusable where the file cannot be read or written; then it is as it was
     */
    public void change(Consumer<Map<String, Account>> change) {
        file.change(text -> {
            Map<String, Account> accounts = accounts(text);
            change.accept(accounts);
            List<Entry> entries = accounts.values().stream().map(Entry::new).toList();
            try {
                return JSON.writeValueAsString(new Content(FORMAT, entries));
            } catch (JsonProcessingException e) {
                throw file.unusable("cannot be written", e);
            }
        });
    }
}
