package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.JsonBytes;
import io.vertx.core.buffer.Buffer;

/** Observations one in a line, made chunk by chunk: a chunk and a slice of each lane in memory, no more. */
public final class ObservationLines {
    private static final int CHUNK = 64 * 1024;
    private static final int ROOM_FOR_THE_LAST = 4 * 1024;
    private static final int OF_A_SLICE = 1024;

    private final ObservationQuery query;
    private final Course course;
    private final JsonBytes out = new JsonBytes(CHUNK + ROOM_FOR_THE_LAST);
    private final ObservationWriter writer = new ObservationWriter(out);
    private int written;
    private boolean done;

    ObservationLines(Observations source, ObservationQuery query) {
        this.query = query;
        this.course = new Course(source.history(), query, query.lanes(source), OF_A_SLICE);
    }

    /** The next lines; blocks on the store. */
    public Buffer next() {
        written = 0;
        while (!done && out.size() < CHUNK) {
            LaneReader head = course.head();
            if (head == null) {
                done = true;
            } else {
                if (query.matches(head)) {
                    writer.write(head.text(), head.observed());
                    out.ascii("\n");
                    written++;
                }
                course.advance();
            }
        }
        return out.take();
    }

    /** How many Observations {@link #next()} gave. */
    public int written() {
        return written;
    }

    /** Whether {@link #next()} gave the last of them. */
    public boolean done() {
        return done;
    }
}
