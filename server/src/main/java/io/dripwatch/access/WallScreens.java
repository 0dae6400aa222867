package io.dripwatch.access;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The screens on the wall as they stand in their file now. Safe from every thread. */
public final class WallScreens {
    private static final Logger LOG = LoggerFactory.getLogger(WallScreens.class);

    private final WallScreenFile file;
    private volatile Map<String, WallScreen> byHash = Map.of();
    private volatile @Nullable String unusable;
    private String read = "";

    /** Reads the file; where it cannot be read there are none, and {@link #trouble} says so. */
    public WallScreens(WallScreenFile file) {
        this.file = file;
        look();
    }

    /** The screen of a cookie; null where there is none, or none any more. */
    public @Nullable WallScreen of(@Nullable String secret) {
        String hash = secret == null ? null : Token.hash(secret);
        return hash == null ? null : seeing(hash);
    }

    /** Whether the screen of this hash sees its room still. */
    public boolean stands(String hash) {
        return seeing(hash) != null;
    }

    private @Nullable WallScreen seeing(String hash) {
        WallScreen screen = byHash.get(hash);
        return screen != null && screen.sees() ? screen : null;
    }

    /**
     * Pairs the screen whose code this is; a code can be used once. Blocks.
     *
     * @return the secret of its cookie, or null where the code counts for nothing
     */
    public @Nullable String pair(String code, Instant now) {
        String hash = Token.hash(code.strip().toUpperCase(Locale.ROOT));
        String secret = Token.newSecret();
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
    public synchronized void look() {
        try {
            String text = file.text();
            if (!text.equals(read)) {
                Map<String, WallScreen> next = new HashMap<>();
                file.screens(text).forEach(screen -> next.put(screen.hash(), screen));
                byHash = next;
                read = text;
            }
            unusable = null;
        } catch (FileUnusable e) {
            if (unusable == null) {
                LOG.error("The screens on the wall cannot be read; those that were known go on", e);
            }
            unusable = e.getMessage() + " Screens that were known go on.";
        }
    }

    /** One sentence on what is wrong; null where nothing is. */
    public @Nullable String trouble() {
        return unusable;
    }
}
