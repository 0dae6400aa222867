package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.Chunks;
import io.dripwatch.fhir.rest.JsonBytes;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Observations one after the other, as lines or as entries: a chunk and a slice of each lane in memory, no more. */
public final class ObservationLines implements Chunks {
    private static final int CHUNK = 64 * 1024;
    private static final int ROOM_FOR_THE_LAST = 4 * 1024;
    private static final int OF_A_SLICE = 1024;

    private final ObservationQuery query;
    private final Predicate<LaneReader> filter;
    private final Course course;
    private final JsonBytes out = new JsonBytes(CHUNK + ROOM_FOR_THE_LAST);
    private final Consumer<LaneReader> writer;
    private int written;
    private boolean done;

    /**
     * All that is wanted, from the beginning.
     *
     * @param filter which of them
     * @param url of the resource type, for entries of a searchset that follow others; null for lines
     */
    ObservationLines(Observations source, ObservationQuery query, Predicate<LaneReader> filter, @Nullable String url) {
        this.query = query;
        this.filter = filter;
        this.writer = url == null ? this::line : new Entries(out, url, true)::write;
        this.course = new Course(source, query, query.lanes(source), OF_A_SLICE);
    }

    private void line(LaneReader at) {
        new ObservationWriter(out).write(at.text(), at.observed());
        out.ascii("\n");
    }

    @Override
    public Buffer next() {
        written = 0;
        while (!done && out.size() < CHUNK) {
            LaneReader head = course.head();
            if (head == null) {
                done = true;
            } else {
                if (query.matches(head) && filter.test(head)) {
                    writer.accept(head);
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

    @Override
    public boolean done() {
        return done;
    }
}
