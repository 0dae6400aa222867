package io.dripwatch.access;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of programs as they stand in their file now. What cannot be read is told, and what was there before goes
 * on. Safe from every thread.
 */
public final class Clients implements Bearers {
    private static final Logger LOG = LoggerFactory.getLogger(Clients.class);
    private static final Duration ANNOUNCED = Duration.ofDays(14);

    private final ClientFile file;
    private volatile List<Client> all = List.of();
    private volatile Map<String, Client> byHash = Map.of();
    private volatile @Nullable String unusable;
    private String read = "";

    /** Reads the file; where it cannot be read there are none, and {@link #trouble} says so. */
    public Clients(ClientFile file) {
        this.file = file;
        look();
    }

    @Override
    public @Nullable Bearer of(String token, Instant now) {
        String hash = Token.hash(token);
        Client client = hash == null ? null : byHash.get(hash);
        return client != null && client.isValid(now) ? new Bearer(client.name(), client.scopes(), client.full()) : null;
    }

    /** What a program may now, whatever it shows; null where nothing of it counts any more. */
    public @Nullable Bearer named(String name, Instant now) {
        List<Client> its = all.stream()
                .filter(client -> client.name().equals(name) && client.isValid(now))
                .toList();
        Set<Scope> scopes = new HashSet<>();
        its.forEach(client -> scopes.addAll(client.scopes()));
        return its.isEmpty() ? null : new Bearer(name, scopes, its.stream().anyMatch(Client::full));
    }

    /** All that counts for a program that signs with keys of its own; empty where nothing does. */
    public List<Client> withKeys(String name, Instant now) {
        return all.stream()
                .filter(client -> client.name().equals(name) && !client.hasSecret() && client.isValid(now))
                .toList();
    }

    /** Looks whether the file has changed. Blocks. */
    public synchronized void look() {
        try {
            String text = file.text();
            if (!text.equals(read)) {
                Map<String, Client> next = new LinkedHashMap<>();
                List<Client> clients = file.clients(text);
                clients.stream()
                        .filter(Client::hasSecret)
                        .forEach(client -> next.put(client.proof().text(), client));
                all = clients;
                byHash = next;
                read = text;
                LOG.info("The tokens of programs were read; programs={}", clients.size());
            }
            unusable = null;
        } catch (FileUnusable e) {
            if (unusable == null) {
                LOG.error("The tokens of programs cannot be read; those that were known count on", e);
            }
            unusable = e.getMessage() + " Tokens that were known count on.";
        }
    }

    /** One sentence on what is wrong or soon will be; null where nothing is. */
    public @Nullable String trouble(Instant now) {
        String why = unusable;
        if (why != null) {
            return why;
        }
        Map<String, Instant> ends = new HashMap<>();
        for (Client client : all) {
            if (client.revoked() == null) {
                Instant end = client.expires() == null ? Instant.MAX : client.expires();
                ends.merge(client.name(), end, (one, other) -> one.isAfter(other) ? one : other);
            }
        }
        return ends.entrySet().stream()
                .filter(end -> !end.getValue().equals(Instant.MAX)
                        && now.plus(ANNOUNCED).isAfter(end.getValue()))
                .min(Map.Entry.comparingByValue())
                .map(end -> "The token of " + end.getKey() + (end.getValue().isAfter(now) ? " expires" : " expired")
                        + " on " + end.getValue() + ".")
                .orElse(null);
    }
}
