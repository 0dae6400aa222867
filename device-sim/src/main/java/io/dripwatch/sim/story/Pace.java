package io.dripwatch.sim.story;

import java.time.Duration;
import java.time.Instant;

/**
 * How time in the story goes with time in the room.
 *
 * @param begun when the devices were switched on, by the clock on the wall
 * @param offset how far the story was told by then
 * @param speed how many seconds of the story pass in one second of the room
 */
public record Pace(Instant begun, Duration offset, double speed) {
    public Pace {
        if (!(speed > 0 && speed <= 100_000)) {
            throw new IllegalArgumentException("expected a speed above 0, at most 100000, got " + speed);
        }
        if (offset.isNegative()) {
            throw new IllegalArgumentException("expected a start offset of 0 or more, got " + offset);
        }
    }

    /** How far the story is told at this moment. */
    public Duration storyTime(Instant wall) {
        return offset.plusMillis(Math.round(Duration.between(begun, wall).toMillis() * speed));
    }

    /** When the story gets there; before {@link #begun} for what the offset has skipped. */
    public Instant wallTime(Duration story) {
        return begun.plusMillis(Math.round(story.minus(offset).toMillis() / speed));
    }
}
