package io.dripwatch.review;

import io.dripwatch.session.Protocol;
import java.time.Instant;
import java.util.List;

/**
 * What a protocol would have made of one recorded session.
 *
 * @param course the session
 * @param recorded the alarms that there were
 * @param before those that its own protocol makes of it when it is run again
 * @param after those that the other protocol makes of it
 * @param end when the session ended, or as far as it is known
 */
public record Outcome(Course course, List<Episode> recorded, List<Episode> before, List<Episode> after, Instant end) {

    public Outcome {
        recorded = List.copyOf(recorded);
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** Runs a session twice, under the protocol that it had and under another one. */
    public static Outcome of(Course course, Protocol other) {
        Instant end = course.end();
        return new Outcome(
                course,
                Episodes.of(course.events(), end),
                Rerun.of(course, course.protocol()),
                Rerun.of(course, other),
                end);
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
