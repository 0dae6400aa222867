package io.dripwatch.sim.wire;

import java.time.Instant;

/** A simulated machine that says something from time to time; its one driver asks when, then what. */
public interface Device {

    /** When it next has something to say; in the past where it already has. */
    Instant due();

    /** What it says now; asked only once it is {@link #due}. */
    Message speak(Instant now);

    /** Tells it what became of what it said last. */
    void settled(Answer answer);
}
