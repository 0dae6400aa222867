package io.dripwatch.review;

import io.dripwatch.flow.RoomEvent;
import io.dripwatch.session.Protocol;
import java.time.Instant;
import java.util.List;

/**
 * What a protocol would have made of one recorded session. It holds no readings, so that a year of sessions fits.
 *
 * @param opened the opening of the session
 * @param spans its stages, in their order
 * @param end when it ended, or as far as it is known
 * @param recorded the alarms that there were
 * @param before those that its own protocol makes of it when it is run again
 * @param after those that the other protocol makes of it
 */
public record Outcome(
        RoomEvent.SessionOpened opened,
        List<Course.Span> spans,
        Instant end,
        List<Episode> recorded,
        List<Episode> before,
        List<Episode> after) {

    public Outcome {
        spans = List.copyOf(spans);
        recorded = List.copyOf(recorded);
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** Runs a session twice, under the protocol that it had and under another one. */
    public static Outcome of(Course course, Protocol other) {
        Instant end = course.end();
        return new Outcome(
                course.opened(),
                course.spans(),
                end,
                Episodes.of(course.events(), end),
                Rerun.of(course, course.protocol()),
                Rerun.of(course, other));
    }

    /** What the other protocol changes. Both sides were run in the same way, so that only the limits differ. */
    public Comparison change() {
        return Comparison.of(before, after);
    }

    /** What running it again does not bring back as it was recorded: here the answer must be doubted. */
    public Comparison doubt() {
        return Comparison.of(recorded, before);
    }
}
