package io.dripwatch.access;

import io.dripwatch.vitals.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens as they stand in their file now. What cannot be read is told, and what was there before goes on. Safe from
 * every thread.
 */
public final class Tokens {
    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);
    private static final Duration ANNOUNCED = Duration.ofDays(14);

    private final TokenFile file;
    private volatile Map<String, Token> byHash = Map.of();
    private volatile @Nullable String unusable;
    private String read = "";

    /** Reads the file; where it cannot be read there are none, and {@link #trouble} says so. */
    public Tokens(TokenFile file) {
        this.file = file;
        look();
    }

    /** The token with this secret, if it counts now; null says no more. */
    public @Nullable Token valid(String secret, Instant now) {
        String hash = Token.hash(secret);
        Token token = hash == null ? null : byHash.get(hash);
        return token != null && token.isValid(now) ? token : null;
    }

    /** Whether a token that counted counts still. */
    public boolean isValid(Token token, Instant now) {
        Token known = byHash.get(token.hash());
        return known != null && known.isValid(now);
    }

    /** Looks whether the file has changed. Blocks. */
    public synchronized void look() {
        try {
            String text = file.text();
            if (!text.equals(read)) {
                Map<String, Token> next = new LinkedHashMap<>();
                file.tokens(text).forEach(token -> next.put(token.hash(), token));
                byHash = next;
                read = text;
                LOG.info("The tokens of devices were read; tokens={}", next.size());
            }
            unusable = null;
        } catch (FileUnusable e) {
            if (unusable == null) {
                LOG.error("The tokens of devices cannot be read; those that were known count on", e);
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
        List<Map.Entry<DeviceId, Instant>> soon = ends().entrySet().stream()
                .filter(end -> now.plus(ANNOUNCED).isAfter(end.getValue()))
                .sorted(Map.Entry.comparingByValue())
                .toList();
        if (soon.isEmpty()) {
            return null;
        }
        Map.Entry<DeviceId, Instant> first = soon.get(0);
        String sentence = "The token of " + first.getKey() + (first.getValue().isAfter(now) ? " expires" : " expired")
                + " on " + first.getValue();
        int others = soon.size() - 1;
        return others == 0 ? sentence + "." : sentence + ", and those of " + others + " other devices soon or before.";
    }

    /** How many count now. */
    public long count(Instant now) {
        return byHash.values().stream().filter(token -> token.isValid(now)).count();
    }

    /** Whole days until the first device has none left, negative afterwards; null where none ever ends. */
    public @Nullable Long daysLeft(Instant now) {
        return ends().values().stream()
                .min(Instant::compareTo)
                .map(end -> Math.floorDiv(
                        Duration.between(now, end).toSeconds(),
                        Duration.ofDays(1).toSeconds()))
                .orElse(null);
    }

    /** When the last token of each device expires, except of those with one that never does, and of revoked ones. */
    private Map<DeviceId, Instant> ends() {
        Map<DeviceId, Instant> ends = new HashMap<>();
        for (Token token : byHash.values()) {
            if (token.revoked() == null) {
                Instant end = token.expires() == null ? Instant.MAX : token.expires();
                ends.merge(token.device(), end, (one, other) -> one.isAfter(other) ? one : other);
            }
        }
        ends.values().removeIf(Instant.MAX::equals);
        return ends;
    }
}
