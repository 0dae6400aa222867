package io.dripwatch.health;

import io.dripwatch.vitals.Priority;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks each part of the server how it is, and remembers since when it is not well. */
public final class Health {
    private final Map<String, Check> checks = new LinkedHashMap<>();
    private final Map<String, Trouble> troubles = new LinkedHashMap<>();
    private volatile List<Trouble> seen = List.of();

    private record Check(Priority priority, Supplier<@Nullable String> trouble) {}

    /**
     * Adds a part to be asked.
     *
     * @param id short name of the part
     * @param priority how urgent it is when something is wrong
     * @param trouble gives one sentence on what is wrong, or null while all is well; must not block
     */
    public void watch(String id, Priority priority, Supplier<@Nullable String> trouble) {
        checks.put(id, new Check(priority, trouble));
    }

    /**
     * Asks all parts. One thread at a time.
     *
     * @return whether anything has changed since the last time
     */
    public boolean look(Instant now) {
        boolean changed = false;
        for (Map.Entry<String, Check> check : checks.entrySet()) {
            String text = check.getValue().trouble.get();
            Trouble known = troubles.get(check.getKey());
            if (text == null) {
                changed |= troubles.remove(check.getKey()) != null;
            } else if (known == null || !known.text().equals(text)) {
                Instant since = known == null ? now : known.since();
                troubles.put(check.getKey(), new Trouble(check.getKey(), check.getValue().priority, text, since));
                changed = true;
            }
        }
        if (changed) {
            seen = List.copyOf(troubles.values());
        }
        return changed;
    }

    /** What was wrong at the last look. Any thread. */
    public List<Trouble> troubles() {
        return seen;
    }
}
