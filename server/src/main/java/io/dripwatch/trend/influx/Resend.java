package io.dripwatch.trend.influx;

import io.dripwatch.trend.History;
import io.dripwatch.trend.Outbox;
import io.dripwatch.trend.Outbox.Kept;
import io.dripwatch.trend.Progress;
import io.dripwatch.trend.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads again what is owed, series by series, a batch at a time. What arrives meanwhile comes by the outbox, and is
 * sent after what was read here before: so the newest word on a point is always the last. One thread.
 */
final class Resend {
    private static final int BATCH = 5_000;

    private final Outbox outbox;
    private @Nullable Source within;
    private long nextMs;

    /**
     * Points read again.
     *
     * @param points of one series or several
     * @param rest what is still owed once they are sent; null where nothing is
     */
    record Batch(List<Kept> points, Progress.@Nullable Owed rest) {}

    Resend(Outbox outbox) {
        this.outbox = outbox;
    }

    /** What is owed has changed: begins anew. */
    void begin() {
        within = null;
    }

    /**
     * The next points of what is owed.
     *
     * @param history as it is now
     * @param fromMs none that was measured before
     */
    Batch next(Progress.Owed owed, long fromMs, History history) {
        List<Kept> points = new ArrayList<>();
        Source source = within == null ? outbox.sourceFrom(owed.series()) : within;
        if (within == null) {
            nextMs = fromMs;
        }
        while (source != null && points.size() < BATCH) {
            Source its = source;
            int room = BATCH - points.size();
            int found = history.points(
                    its.series(),
                    nextMs,
                    Long.MAX_VALUE,
                    false,
                    room,
                    (at, value, standing, received) -> points.add(new Kept(its, at, value, standing, received)));
            if (found < room) {
                source = outbox.sourceFrom(its.series() + 1);
                nextMs = fromMs;
            } else {
                nextMs = points.get(points.size() - 1).atMs() + 1;
            }
        }
        within = source;
        return new Batch(points, source == null ? null : owed.from(source.series()));
    }
}
