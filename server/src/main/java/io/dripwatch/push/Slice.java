package io.dripwatch.push;

import java.time.Instant;
import java.util.List;

/**
 * What is new behind a mark.
 *
 * @param items in their order; may be empty although there is {@code more}
 * @param since when the first of them came to be
 * @param after the mark behind all that was looked at
 * @param more whether it is worth asking again at once
 */
public record Slice<T>(List<T> items, Instant since, String after, boolean more) {
    public Slice {
        items = List.copyOf(items);
    }
}
