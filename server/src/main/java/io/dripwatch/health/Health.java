package io.dripwatch.health;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks each part of the server how it is, and remembers since when it is not well. One thread at a time. */
public final class Health {
    private final Map<String, Supplier<@Nullable String>> checks = new LinkedHashMap<>();
    private final Map<String, Trouble> troubles = new LinkedHashMap<>();

    /**
     * Adds a part to be asked.
     *
     * @param id short name of the part
     * @param trouble gives one sentence on what is wrong, or null while all is well; must not block
     */
    public void watch(String id, Supplier<@Nullable String> trouble) {
        checks.put(id, trouble);
    }

    /**
     * Asks all parts.
     *
     * @return whether anything has changed since the last time
     */
    public boolean look(Instant now) {
        boolean changed = false;
        for (Map.Entry<String, Supplier<@Nullable String>> check : checks.entrySet()) {
            String text = check.getValue().get();
            Trouble known = troubles.get(check.getKey());
            if (text == null) {
                changed |= troubles.remove(check.getKey()) != null;
            } else if (known == null || !known.text().equals(text)) {
                Instant since = known == null ? now : known.since();
                troubles.put(check.getKey(), new Trouble(check.getKey(), text, since));
                changed = true;
            }
        }
        return changed;
    }

    /** What is wrong now. */
    public List<Trouble> troubles() {
        return List.copyOf(troubles.values());
    }
}
