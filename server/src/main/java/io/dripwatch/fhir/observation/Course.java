package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.Spans;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Many lanes as one row of Observations: by time, then by where they are kept. No write ever changes the order. */
final class Course {
    private static final int SMALLEST_SLICE = 8;
    private static final int LARGEST_FIRST_SLICE = 1024;

    private final PriorityQueue<LaneReader> queue;

    Course(Observations source, ObservationQuery query, List<Lane> lanes, int count) {
        this.queue = new PriorityQueue<>(Math.max(lanes.size(), 1), (a, b) -> compare(a, b, query.newestFirst()));
        int firstSlice =
                Math.min(Math.max(2 * count / Math.max(lanes.size(), 1) + 2, SMALLEST_SLICE), LARGEST_FIRST_SLICE);
        if (!query.full()) {
            source.turns().follow();
        }
        for (Lane lane : lanes) {
            Turns.OfLane turns =
                    query.full() ? Turns.OfLane.NONE : source.turns().in(lane);
            Spans spans = query.spansOf(lane);
            LaneReader reader = new LaneReader(source.history(), lane, turns, spans, query.newestFirst(), firstSlice);
            boolean more = reader.next();
            while (more && query.isBehind(reader)) {
                more = reader.next();
            }
            if (more) {
                queue.add(reader);
            }
        }
    }

    /** The lane that stands at the next Observation; null at the end. */
    @Nullable
    LaneReader head() {
        return queue.peek();
    }

    /** Goes past the {@link #head()}. */
    void advance() {
        LaneReader head = queue.poll();
        if (head != null && head.next()) {
            queue.add(head);
        }
    }

    private static int compare(LaneReader a, LaneReader b, boolean newestFirst) {
        long aAt = a.observed().atMs();
        long bAt = b.observed().atMs();
        if (aAt != bAt) {
            return newestFirst ? Long.compare(bAt, aAt) : Long.compare(aAt, bAt);
        }
        Lane lane = a.lane();
        return ObservationId.compareSources(lane.stream(), lane.group(), lane.site(), b.id());
    }
}
