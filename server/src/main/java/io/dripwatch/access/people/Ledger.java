package io.dripwatch.access.people;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dripwatch.access.Grant;
import io.dripwatch.access.Scope;
import io.dripwatch.access.Secret;
import io.dripwatch.access.file.FileUnusable;
import io.dripwatch.access.file.SmallFile;
import io.dripwatch.access.keys.Client;
import io.dripwatch.access.keys.Keys;
import io.dripwatch.access.keys.Token;
import io.dripwatch.access.keys.WallScreen;
import java.nio.file.Path;
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
 * changed it, also while no server ran: what was told is kept in {@code administered.json}. Of secrets it says only
 * that they are others. When the server is killed what it told last may be told twice. Blocks; any thread.
 */
public final class Ledger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final Set<String> SECRETS = Set.of("password", "PIN", "proof");
    private static final String STATE = "state";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Map<String, String>>> TOLD = new TypeReference<>() {};

    private final AccountFile accounts;
    private final Keys keys;
    private final SmallFile told;
    private Map<String, Map<String, String>> known;
    private boolean kept = true;

    /**
     * Begins with what was told last.
     *
     * @param data the data directory
     */
    public Ledger(Path data) {
        this.accounts = new AccountFile(data);
        this.keys = new Keys(data);
        this.told = new SmallFile(data, "administered.json");
        this.known = last();
    }

    private Map<String, Map<String, String>> last() {
        try {
            String text = told.text();
            return text.isEmpty() ? Map.of() : JSON.readValue(text, TOLD);
        } catch (FileUnusable | JsonProcessingException e) {
            LOG.warn("What was told of the administration cannot be read; all that there is will be told anew", e);
            return Map.of();
        }
    }

    /** What was told at the question before is in the record by now, or soon. */
    private void keep() throws JsonProcessingException {
        if (!kept) {
            String text = JSON.writeValueAsString(known);
            told.change(before -> text);
            kept = true;
        }
    }

    /** Keeps what was told last. */
    @Override
    public synchronized void close() {
        try {
            keep();
        } catch (FileUnusable | JsonProcessingException e) {
            LOG.warn("What was told of the administration cannot be kept; it will be told again", e);
        }
    }

    /** One sentence for each that has changed; none where the files cannot be read or written now. */
    public synchronized List<String> changes() {
        try {
            keep();
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
            kept = now.equals(known);
            known = now;
            return sentences;
        } catch (FileUnusable | JsonProcessingException e) {
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
        put(parts, "password", hash(account.password()));
        put(parts, "PIN", hash(account.pin()));
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
        parts.put("proof", Secret.sha256(client.proof().text()));
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

    /** Enough to know it again. */
    private static @Nullable String hash(@Nullable Hashed secret) {
        return secret == null ? null : Secret.sha256(secret.text());
    }

    private static void put(Map<String, String> parts, String part, @Nullable String value) {
        if (value != null) {
            parts.put(part, value);
        }
    }
}
