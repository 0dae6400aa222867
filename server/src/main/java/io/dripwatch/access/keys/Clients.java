package io.dripwatch.access.keys;

import io.dripwatch.access.Bearer;
import io.dripwatch.access.Bearers;
import io.dripwatch.access.Scope;
import io.dripwatch.access.Secret;
import io.dripwatch.access.file.Reread;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of programs as they stand in their file now. What cannot be read is told, and what was there before goes
 * on. Safe from every thread.
 */
public final class Clients implements Bearers {
    private final Reread<Known> known;

    private record Known(List<Client> all, Map<String, Client> byHash) {
        static Known of(List<Client> all) {
            Map<String, Client> byHash = new LinkedHashMap<>();
            all.stream()
                    .filter(Client::hasSecret)
                    .forEach(client -> byHash.put(client.proof().text(), client));
            return new Known(all, byHash);
        }
    }

    /** Reads the file; where it cannot be read there are none, and {@link #trouble} says so. */
    public Clients(ClientFile file) {
        this.known = new Reread<>("Tokens of programs", file::text, text -> Known.of(file.all(text)));
    }

    @Override
    public @Nullable Bearer of(String token, Instant now) {
        String hash = Secret.hash(token);
        Client client = hash == null ? null : known.now().byHash.get(hash);
        return client != null && client.isValid(now) ? new Bearer(client.name(), client.scopes(), client.full()) : null;
    }

    /** What a program may now, whatever it shows; null where nothing of it counts any more. */
    public @Nullable Bearer named(String name, Instant now) {
        List<Client> its = known.now().all.stream()
                .filter(client -> client.name().equals(name) && client.isValid(now))
                .toList();
        Set<Scope> scopes = new HashSet<>();
        its.forEach(client -> scopes.addAll(client.scopes()));
        return its.isEmpty() ? null : new Bearer(name, scopes, its.stream().anyMatch(Client::full));
    }

    /** All that counts for a program that signs with keys of its own; empty where nothing does. */
    public List<Client> withKeys(String name, Instant now) {
        return known.now().all.stream()
                .filter(client -> client.name().equals(name) && !client.hasSecret() && client.isValid(now))
                .toList();
    }

    /** Looks whether the file has changed. Blocks. */
    public void look() {
        known.look();
    }

    /** One sentence on what is wrong or soon will be; null where nothing is. */
    public @Nullable String trouble(Instant now) {
        String unusable = known.trouble();
        return unusable != null ? unusable : Lasting.trouble(known.now().all, now);
    }
}
