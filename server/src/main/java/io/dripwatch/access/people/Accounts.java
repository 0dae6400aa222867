package io.dripwatch.access.people;

import io.dripwatch.access.Role;
import io.dripwatch.access.file.FileUnusable;
import io.dripwatch.access.file.Reread;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The accounts as they stand in their file now. What cannot be read is told, and what was there before goes on. Safe
 * from every thread.
 */
public final class Accounts {
    private final AccountFile file;
    private final Reread<Map<String, Account>> byId;
    private volatile boolean claimed;

    /**
     * Reads the file.
     *
     * @throws FileUnusable where it cannot be read: with accounts that nobody knows a server must not start as if there
     *     were none
     */
    public Accounts(AccountFile file) {
        this.file = file;
        file.accounts();
        this.byId = new Reread<>("Accounts", file::text, file::accounts);
        this.claimed = !all().isEmpty();
    }

    /** Whether there is, or ever was since the start, an account: from then on whoever comes must say who they are. */
    public boolean claimed() {
        return claimed;
    }

    /** Whether somebody can administer. */
    public boolean administered() {
        return all().values().stream().anyMatch(Accounts::administers);
    }

    /** Whether an account is one of somebody who can administer, also while the hospital's provider is away. */
    public static boolean administers(Account account) {
        return account.enabled()
                && account.password() != null
                && account.person().grants().stream().anyMatch(grant -> grant.role() == Role.ADMINISTRATOR);
    }

    /** An account that is not disabled; null where there is none of that id. */
    public @Nullable Account enabled(String id) {
        Account account = all().get(id);
        return account != null && account.enabled() ? account : null;
    }

    /** All of them, those that are disabled among them. */
    public Map<String, Account> all() {
        return byId.now();
    }

    /** Changes them in the file, and here. Blocks. */
    public void change(Consumer<Map<String, Account>> change) {
        file.change(change);
        look();
    }

    /** Looks whether the file has changed. Blocks. */
    public void look() {
        byId.look();
        claimed |= !all().isEmpty();
    }

    /** One sentence on what is wrong; null where nothing is. */
    public @Nullable String trouble() {
        return byId.trouble();
    }
}
