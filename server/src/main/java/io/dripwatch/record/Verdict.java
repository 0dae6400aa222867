package io.dripwatch.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a walk along the chain of a record has found.
 *
 * @param events how many events are whole, from the first on
 * @param first when the first of them was; null where there is none
 * @param last when the last of them was; null where there is none
 * @param end the last of them and its seal
 * @param fault the first broken link, or what is missing, as half a sentence; null where the record is whole
 */
public record Verdict(
        long events,
        @Nullable Instant first,
        @Nullable Instant last,
        Anchor end,
        @Nullable String fault) {

    public Verdict {
        if (events < 0 || (events > 0) != (first != null && last != null)) {
            throw new IllegalArgumentException(
                    "expected the times of " + events + " events, got " + first + ", " + last);
        }
    }

    public boolean whole() {
        return fault == null;
    }
}
