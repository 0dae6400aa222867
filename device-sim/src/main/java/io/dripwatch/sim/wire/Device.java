package io.dripwatch.sim.wire;

import java.time.Instant;

/** A simulated machine that says something from time to time; its one driver asks when, then what. */
public interface Device {

    /** Far enough away for a device that has nothing more to say. */
    Instant NEVER = Instant.parse("9000-01-01T00:00:00Z");

    /** When it next has something to say; in the past where it already has. */
    Instant due();

    /** What it says now; asked only once it is {@link #due}. */
    Message speak(Instant now);

    /** Tells it what became of what it said last. */
    void settled(Answer answer);

    /** Whether its cable holds; where it does not, its connection is gone. */
    default boolean linkedAt(Instant now) {
        return true;
    }
}
