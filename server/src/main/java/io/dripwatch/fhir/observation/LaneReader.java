package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.Spans;
import io.dripwatch.fhir.rest.Spans.Span;
import io.dripwatch.trend.History;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks a lane Observation by Observation, putting together the parts of one moment. */
final class LaneReader {
    private final Lane lane;
    private final boolean newestFirst;
    private final List<@Nullable SeriesReader> parts = new ArrayList<>();
    private final Observed observed = new Observed();
    private @Nullable LaneText text;

    /**
     * A reader before the first Observation; {@link #next()} must be called.
     *
     * @param spans in the order of time
     */
    LaneReader(History history, Lane lane, Spans spans, boolean newestFirst, int firstSlice) {
        this.lane = lane;
        this.newestFirst = newestFirst;
        List<Span> walk = new ArrayList<>(spans.list());
        if (newestFirst) {
            Collections.reverse(walk);
        }
        for (long series : lane.series()) {
            SeriesReader reader = series == 0 ? null : new SeriesReader(history, series, newestFirst, walk, firstSlice);
            parts.add(reader);
            if (reader != null) {
                reader.next();
            }
        }
    }

    Lane lane() {
        return lane;
    }

    /** Where it stands; filled anew by {@link #next()}. */
    Observed observed() {
        return observed;
    }

    /** What is the same in all Observations of the lane. */
    LaneText text() {
        if (text == null) {
            text = new LaneText(lane);
        }
        return text;
    }

    ObservationId id() {
        return lane.id(observed.atMs());
    }

    /** Moves on; false at the end. */
    boolean next() {
        SeriesReader first = null;
        for (SeriesReader part : parts) {
            if (part != null && !part.ended() && (first == null || earlier(part.at(), first.at()))) {
                first = part;
            }
        }
        if (first == null) {
            return false;
        }
        long at = first.at();
        observed.at(at);
        for (int i = 0; i < parts.size(); i++) {
            SeriesReader part = parts.get(i);
            if (part != null && !part.ended() && part.at() == at) {
                part.into(observed, i);
                part.next();
            }
        }
        return true;
    }

    private boolean earlier(long at, long than) {
        return newestFirst ? at > than : at < than;
    }
}
