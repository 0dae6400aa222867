package io.dripwatch.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in words what of the accounts, screens, programs and devices has changed since it was last asked, whoever
 * changed it. Of secrets it says only that they are others. Blocks; any thread.
 */
public final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final Set<String> SECRETS = Set.of("password", "PIN", "proof");
    private static final String STATE = "state";

    private final AccountFile accounts;
    private final Keys keys;
    private Map<String, Map<String, String>> known = Map.of();

    /** Begins with what stands in the files now. */
    public Ledger(AccountFile accounts, Keys keys) {
        this.accounts = accounts;
        this.keys = keys;
        changes();
    }

    /** One sentence for each that has changed; none where the files cannot be read now. */
    public synchronized List<String> changes() {
        try {
            Map<String, Map<String, String>> now = all();
            List<String> sentences = new ArrayList<>();
            now.forEach((what, parts) -> {
                Map<String, String> before = known.get(what);
                if (!parts.equals(before)) {
                    sentences.add(before == null ? added(what, parts) : changed(what, before, parts));
                }
            });
            known.keySet().stream()
                    .filter(what -> !now.containsKey(what))
                    .forEach(what -> sentences.add(what + " removed"));
            known = now;
            return sentences;
        } catch (FileUnusable e) {
            LOG.debug("What is administered cannot be read", e);
            return List.of();
        }
    }

    private static String added(String what, Map<String, String> parts) {
        return what + " added: "
                + parts.entrySet().stream()
                        .map(part -> SECRETS.contains(part.getKey())
                                ? part.getKey() + " set"
                                : word(part.getKey()) + part.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String changed(String what, Map<String, String> before, Map<String, String> now) {
        Set<String> parts = new LinkedHashSet<>(now.keySet());
        parts.addAll(before.keySet());
        return what + ": "
                + parts.stream()
                        .filter(part -> !Objects.equals(before.get(part), now.get(part)))
                        .map(part -> changed(part, before.get(part), now.get(part)))
                        .collect(Collectors.joining(", "));
    }

    private static String changed(String part, @Nullable String before, @Nullable String now) {
        if (SECRETS.contains(part)) {
            return part + (before == null ? " set" : now == null ? " removed" : " changed");
        }
        return word(part) + (before == null ? "-" : before) + " -> " + (now == null ? "-" : now);
    }

    private static String word(String part) {
        return part.equals(STATE) ? "" : part + " ";
    }

    private Map<String, Map<String, String>> all() {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        accounts.accounts().values().forEach(account -> all.put("account " + account.id(), parts(account)));
        keys.screens().forEach(screen -> all.put("screen " + screen.name() + " of " + screen.made(), parts(screen)));
        keys.clients().forEach(client -> all.put("program " + client.name() + " of " + client.made(), parts(client)));
        keys.devices()
                .forEach(token -> all.put("device " + token.device().value() + " of " + token.made(), parts(token)));
        return all;
    }

    private static Map<String, String> parts(Account account) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("name", account.person().name());
        parts.put(
                "roles", account.person().grants().stream().map(Grant::toString).collect(Collectors.joining(" ")));
        put(
                parts,
                "provider",
                account.subject() == null ? null : account.subject().split(" ", 2)[0]);
        put(
                parts,
                "password",
                account.password() == null ? null : account.password().text());
        put(parts, "PIN", account.pin() == null ? null : account.pin().text());
        parts.put(STATE, account.enabled() ? "enabled" : "disabled");
        return parts;
    }

    private static Map<String, String> parts(WallScreen screen) {
        return Map.of(
                STATE,
                screen.revoked() != null ? "revoked" : screen.paired() != null ? "paired" : "waits for its code");
    }

    private static Map<String, String> parts(Client client) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("scopes", client.scopes().stream().map(Scope::word).sorted().collect(Collectors.joining(" ")));
        parts.put("proof", client.proof().text());
        parts.put("resolution", client.full() ? "full" : "one a minute");
        put(parts, "until", client.expires() == null ? null : client.expires().toString());
        parts.put(STATE, client.revoked() == null ? "valid" : "revoked");
        return parts;
    }

    private static Map<String, String> parts(Token token) {
        Map<String, String> parts = new LinkedHashMap<>();
        put(parts, "until", token.expires() == null ? null : token.expires().toString());
        parts.put(STATE, token.revoked() == null ? "valid" : "revoked");
        return parts;
    }

    private static void put(Map<String, String> parts, String part, @Nullable String value) {
        if (value != null) {
            parts.put(part, value);
        }
    }
}
