package io.dripwatch.access;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts as they stand in their file now. What cannot be read is told, and what was there before goes on. Safe
 * from every thread.
 */
public final class Accounts {
    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

    private final AccountFile file;
    private volatile Map<String, Account> byId;
    private volatile boolean claimed;
    private volatile @Nullable String unusable;
    private String read;

    /**
     * Reads the file.
     *
     * @throws FileUnusable where it cannot be read: with accounts that nobody knows a server must not start as if there
     *     were none
     */
    public Accounts(AccountFile file) {
        this.file = file;
        this.read = file.text();
        this.byId = file.accounts(read);
        this.claimed = !byId.isEmpty();
    }

    /** Whether there is, or ever was since the start, an account: from then on whoever comes must say who they are. */
    public boolean claimed() {
        return claimed;
    }

    /** Whether somebody can administer. */
    public boolean administered() {
        return byId.values().stream().anyMatch(Accounts::administers);
    }

    /** Whether an account is one of somebody who can administer, also while the hospital's provider is away. */
    public static boolean administers(Account account) {
        return account.enabled()
                && account.password() != null
                && account.person().grants().stream().anyMatch(grant -> grant.role() == Role.ADMINISTRATOR);
    }

    /** An account that is not disabled; null where there is none of that id. */
    public @Nullable Account enabled(String id) {
        Account account = byId.get(id);
        return account != null && account.enabled() ? account : null;
    }

    /** All of them, those that are disabled among them. */
    public Map<String, Account> all() {
        return byId;
    }

    /** Changes them in the file, and here. Blocks. */
    public void change(Consumer<Map<String, Account>> change) {
        file.change(change);
        look();
    }

    /** Looks whether the file has changed. Blocks. */
    public synchronized void look() {
        try {
            String text = file.text();
            if (!text.equals(read)) {
                Map<String, Account> next = file.accounts(text);
                byId = next;
                claimed |= !next.isEmpty();
                read = text;
                LOG.info("The accounts were read; accounts={}", next.size());
            }
            unusable = null;
        } catch (FileUnusable e) {
            if (unusable == null) {
                LOG.error("The accounts cannot be read; those that were known count on", e);
            }
            unusable = e.getMessage() + " Accounts that were known count on.";
        }
    }

    /** One sentence on what is wrong; null where nothing is. */
    public @Nullable String trouble() {
        return unusable;
    }
}
