package io.dripwatch.outbound;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** How far another system is behind: for how long the first of what waits for it has waited. Safe from every thread. */
public final class Lag {
    private final Duration most;
    private final InstantSource clock;
    private volatile @Nullable Instant since;

    /** @param most how far it may be behind before the screens say so */
    public Lag(Duration most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    /** Something has waited since then. */
    public void since(Instant first) {
        since = first;
    }

    /** Nothing waits. */
    public void none() {
        since = null;
    }

    /** Zero where it has everything. */
    public Duration now() {
        Instant first = since;
        Duration lag = first == null ? Duration.ZERO : Duration.between(first, clock.instant());
        return lag.isNegative() ? Duration.ZERO : lag;
    }

    /**
     * One sentence for the screens where it is too far behind; null where it is not.
     *
     * @param who is behind, as the sentence begins
     * @param away why it takes nothing; null where it does
     */
    public @Nullable String trouble(String who, @Nullable String away) {
        Duration lag = now();
        return lag.compareTo(most) <= 0
                ? null
                : who + " is " + Math.max(1, lag.toMinutes()) + " min behind; nothing is lost"
                        + (away == null ? "." : ": " + away);
    }
}
