package io.dripwatch.access.keys;

import io.dripwatch.access.Secret;
import io.dripwatch.access.file.Reread;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The screens on the wall as they stand in their file now. Safe from every thread. */
public final class WallScreens {
    private final WallScreenFile file;
    private final Reread<Map<String, WallScreen>> byHash;

    /** Reads the file; where it cannot be read there are none, and {@link #trouble} says so. */
    public WallScreens(WallScreenFile file) {
        this.file = file;
        this.byHash = new Reread<>("Screens on the wall", file::text, text -> byHash(file.all(text)));
    }

    private static Map<String, WallScreen> byHash(List<WallScreen> all) {
        Map<String, WallScreen> byHash = new HashMap<>();
        all.forEach(screen -> byHash.put(screen.hash(), screen));
        return byHash;
    }

    /** The screen of a cookie; null where there is none, or none any more. */
    public @Nullable WallScreen of(@Nullable String secret) {
        String hash = secret == null ? null : Secret.hash(secret);
        return hash == null ? null : seeing(hash);
    }

    /** Whether the screen of this hash sees its room still. */
    public boolean stands(String hash) {
        return seeing(hash) != null;
    }

    private @Nullable WallScreen seeing(String hash) {
        WallScreen screen = byHash.now().get(hash);
        return screen != null && screen.sees() ? screen : null;
    }

    /**
     * Pairs the screen whose code this is; a code can be used once. Blocks.
     *
     * @return the secret of its cookie, or null where the code counts for nothing
     */
    public @Nullable String pair(String code, Instant now) {
        String hash = Secret.hash(code.strip().toUpperCase(Locale.ROOT));
        String secret = Secret.fresh();
        boolean[] found = {false};
        file.change(screens -> {
            screens.replaceAll(screen -> {
                boolean meant = !found[0] && screen.waits(now) && screen.hash().equals(hash);
                found[0] |= meant;
                return meant ? screen.pairedWith(secret, now) : screen;
            });
            return screens;
        });
        look();
        return found[0] ? secret : null;
    }

    /** Looks whether the file has changed. Blocks. */
    public void look() {
        byHash.look();
    }

    /** One sentence on what is wrong; null where nothing is. */
    public @Nullable String trouble() {
        return byHash.trouble();
    }
}
