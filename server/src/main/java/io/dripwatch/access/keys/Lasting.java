package io.dripwatch.access.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was given to somebody, and counts until it expires or is revoked. */
interface Lasting {
    /** How long before its end an end is announced. */
    Duration ANNOUNCED = Duration.ofDays(14);

    /** Whose it is. */
    String owner();

    /** From when on it counts for nothing; null where it never does so by itself. */
    @Nullable
    Instant expires();

    /** When somebody put an end to it; null while nobody has. */
    @Nullable
    Instant revoked();

    /** Whether it counts. */
    default boolean isValid(Instant now) {
        Instant end = expires();
        return revoked() == null && (end == null || now.isBefore(end));
    }

    /** When the last of each owner expires, except of those with one that never does, and of revoked ones. */
    static Map<String, Instant> ends(Collection<? extends Lasting> all) {
        Map<String, Instant> ends = new HashMap<>();
        for (Lasting each : all) {
            if (each.revoked() == null) {
                Instant end = each.expires();
                ends.merge(
                        each.owner(),
                        end == null ? Instant.MAX : end,
                        (one, other) -> one.isAfter(other) ? one : other);
            }
        }
        ends.values().removeIf(Instant.MAX::equals);
        return ends;
    }

    /** One sentence on tokens that have ended or soon will; null where there are none. */
    static @Nullable String trouble(Collection<? extends Lasting> all, Instant now) {
        List<Map.Entry<String, Instant>> soon = ends(all).entrySet().stream()
                .filter(end -> now.plus(ANNOUNCED).isAfter(end.getValue()))
                .sorted(Map.Entry.comparingByValue())
                .toList();
        if (soon.isEmpty()) {
            return null;
        }
        Map.Entry<String, Instant> first = soon.get(0);
        String sentence = "The token of " + first.getKey() + (first.getValue().isAfter(now) ? " expires" : " expired")
                + " on " + first.getValue();
        int others = soon.size() - 1;
        return others == 0 ? sentence + "." : sentence + ", and those of " + others + " others soon or before.";
    }
}
