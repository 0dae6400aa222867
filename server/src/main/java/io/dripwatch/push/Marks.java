package io.dripwatch.push;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far each destination is, and what it did not want. Any thread; nothing here blocks. */
public interface Marks {

    /**
     * Something that was not wanted and does not hold up what comes behind it.
     *
     * @param name by which it is found in the chart
     * @param why in the words of the other side, or ours
     */
    record SetAside(String name, Instant at, String why) {}

    /** The mark up to which a destination has everything; null where it was never told anything. */
    @Nullable
    String of(String destination);

    /** Goes on from there; durable with the next commit. What comes after a crash before that is sent again. */
    void advance(String destination, String mark);

    /** Remembers that something was not wanted; durable no later than the mark behind it. */
    void setAside(String destination, SetAside item);
}
