package io.dripwatch.access.oidc;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The browsers that are at the provider now, by a secret of theirs. Beyond a thousand the first goes. Any thread. */
public final class Away {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int MOST = 1_000;

    private final Map<String, Begun> bySecret = new LinkedHashMap<>();

    /** One more. */
    public synchronized void add(String secret, Begun begun) {
        bySecret.put(secret, begun);
        Iterator<Begun> all = bySecret.values().iterator();
        while (all.hasNext()) {
            if (all.next().at().plus(LONGEST).isAfter(begun.at()) && bySecret.size() <= MOST) {
                return;
            }
            all.remove();
        }
    }

    /** One that comes back, once; null where nobody of that secret and state is away. */
    public synchronized @Nullable Begun back(@Nullable String secret, String state, Instant now) {
        Begun begun = secret == null ? null : bySecret.get(secret);
        if (begun == null || !begun.isAnsweredBy(state)) {
            return null;
        }
        bySecret.remove(secret);
        return now.isBefore(begun.at().plus(LONGEST)) ? begun : null;
    }
}
