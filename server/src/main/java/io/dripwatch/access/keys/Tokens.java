package io.dripwatch.access.keys;

import io.dripwatch.access.Secret;
import io.dripwatch.access.file.Reread;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tokens as they stand in their file now. What cannot be read is told, and what was there before goes on. Safe from
 * every thread.
 */
public final class Tokens {
    private final Reread<Map<String, Token>> byHash;

    /** Reads the file; where it cannot be read there are none, and {@link #trouble} says so. */
    public Tokens(TokenFile file) {
        this.byHash = new Reread<>("Tokens of devices", file::text, text -> byHash(file.all(text)));
    }

    private static Map<String, Token> byHash(List<Token> all) {
        Map<String, Token> byHash = new LinkedHashMap<>();
        all.forEach(token -> byHash.put(token.hash(), token));
        return byHash;
    }

    /** The token with this secret, if it counts now; null says no more. */
    public @Nullable Token valid(String secret, Instant now) {
        String hash = Secret.hash(secret);
        Token token = hash == null ? null : byHash.now().get(hash);
        return token != null && token.isValid(now) ? token : null;
    }

    /** Whether a token that counted counts still. */
    public boolean isValid(Token token, Instant now) {
        Token known = byHash.now().get(token.hash());
        return known != null && known.isValid(now);
    }

    /** Looks whether the file has changed. Blocks. */
    public void look() {
        byHash.look();
    }

    /** One sentence on what is wrong or soon will be; null where nothing is. */
    public @Nullable String trouble(Instant now) {
        String unusable = byHash.trouble();
        return unusable != null ? unusable : Lasting.trouble(byHash.now().values(), now);
    }

    /** How many count now. */
    public long count(Instant now) {
        return byHash.now().values().stream()
                .filter(token -> token.isValid(now))
                .count();
    }

    /** Whole days until the first device has none left, negative afterwards; null where none ever ends. */
    public @Nullable Long daysLeft(Instant now) {
        return Lasting.ends(byHash.now().values()).values().stream()
                .min(Instant::compareTo)
                .map(end -> Math.floorDiv(
                        Duration.between(now, end).toSeconds(),
                        Duration.ofDays(1).toSeconds()))
                .orElse(null);
    }
}
