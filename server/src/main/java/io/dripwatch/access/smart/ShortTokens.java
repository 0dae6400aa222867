package io.dripwatch.access.smart;

import io.dripwatch.access.Bearer;
import io.dripwatch.access.Bearers;
import io.dripwatch.access.Scope;
import io.dripwatch.access.Secret;
import io.dripwatch.access.keys.Client;
import io.dripwatch.access.keys.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that last for five minutes, in memory only: a restart ends them, and whoever had one asks again. What they
 * allow is looked up at each use, so that what was taken from a program is gone at once. Safe from every thread.
 */
public final class ShortTokens implements Bearers {
    static final Duration LIFE = Duration.ofMinutes(5);

    private static final int MOST_OF_ONE = 100;

    private final Clients clients;
    private final Map<String, Given> byHash = new LinkedHashMap<>();

    private record Given(String client, String scope, Instant ends) {}

    public ShortTokens(Clients clients) {
        this.clients = clients;
    }

    /**
     * Gives one; of more than {@value #MOST_OF_ONE} the program's oldest ends.
     *
     * @param scope what it is for, words with blanks between them
     */
    synchronized String give(String client, String scope, Instant now) {
        byHash.values().removeIf(given -> !now.isBefore(given.ends));
        List<String> its = byHash.entrySet().stream()
                .filter(each -> each.getValue().client.equals(client))
                .map(Map.Entry::getKey)
                .toList();
        if (its.size() >= MOST_OF_ONE) {
            byHash.remove(its.get(0));
        }
        String secret = Secret.fresh();
        byHash.put(Secret.sha256(secret), new Given(client, scope, now.plus(LIFE)));
        return secret;
    }

    @Override
    public @Nullable Bearer of(String token, Instant now) {
        Given given = given(token);
        if (given == null || !now.isBefore(given.ends)) {
            return null;
        }
        List<Client> registered = clients.withKeys(given.client, now);
        Set<Scope> scopes = Scope.granted(given.scope, allowed(registered));
        return scopes.isEmpty()
                ? null
                : new Bearer(given.client, scopes, registered.stream().anyMatch(Client::full));
    }

    private synchronized @Nullable Given given(String token) {
        String hash = Secret.hash(token);
        return hash == null ? null : byHash.get(hash);
    }

    /** What a program may read at all. */
    static Collection<Scope> allowed(List<Client> registered) {
        return registered.stream()
                .flatMap(client -> client.scopes().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
