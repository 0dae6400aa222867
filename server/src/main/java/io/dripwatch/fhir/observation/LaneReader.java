package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.Spans;
import io.dripwatch.fhir.rest.Spans.Span;
import io.dripwatch.trend.History;
import io.dripwatch.vitals.Reading.Standing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks a lane Observation by Observation, putting together the parts of one moment. */
final class LaneReader {
    private static final long MINUTE_MS = 60_000;
    private static final long NONE = Long.MIN_VALUE;

    private final Lane lane;
    private final Turns.OfLane turns;
    private final Spans spans;
    private final boolean newestFirst;
    private final List<@Nullable SeriesReader> parts = new ArrayList<>();
    private final Observed observed = new Observed();
    private @Nullable LaneText text;
    private long minuteBefore = NONE;
    private boolean firstOfItsMinute;

    /**
     * A reader before the first Observation; {@link #next()} must be called.
     *
     * @param turns those of its Observations that changed an alarm
     * @param spans in the order of time; it begins to walk with the minute in which they begin
     */
    LaneReader(History history, Lane lane, Turns.OfLane turns, Spans spans, boolean newestFirst, int firstSlice) {
        this.lane = lane;
        this.turns = turns;
        this.spans = spans;
        this.newestFirst = newestFirst;
        List<Span> walk = new ArrayList<>(wholeMinutes(spans).list());
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

    /** From the beginnings of minutes on, so that of every minute the same Observation is found to be the first. */
    private static Spans wholeMinutes(Spans spans) {
        return Spans.of(spans.list().stream()
                .map(span -> new Span(Math.floorDiv(span.fromMs(), MINUTE_MS) * MINUTE_MS, span.toMs()))
                .toList());
    }

    /** Moves on; false at the end. */
    boolean next() {
        boolean more = step();
        while (more && !spans.contains(observed.atMs())) {
            more = step();
        }
        return more;
    }

    /**
     * Since when it belongs into the chart of one Observation a minute, epoch milliseconds: the first of its minute,
     * what a cuff measured, whatever a device has corrected or taken back, and what changed an alarm.
     *
     * @param asOfMs what is known only later does not count
     * @return {@link Turns.OfLane#NEVER} where it does not
     */
    long chartedSince(long asOfMs) {
        if (chartedByItself()) {
            return observed.receivedMs();
        }
        long turned = turns.since(observed.atMs());
        return turned > asOfMs ? Turns.OfLane.NEVER : Math.max(turned, observed.receivedMs());
    }

    /** Whether it belongs there whatever became of alarms. */
    boolean chartedByItself() {
        return firstOfItsMinute
                || lane.group().equals(Group.NIBP)
                || observed.any(Standing.CORRECTED)
                || observed.any(Standing.ENTERED_IN_ERROR);
    }

    private boolean step() {
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
        take(at);
        long minute = Math.floorDiv(at, MINUTE_MS);
        firstOfItsMinute = minute != (newestFirst ? minuteAhead() : minuteBefore);
        minuteBefore = minute;
        return true;
    }

    private void take(long at) {
        for (int i = 0; i < parts.size(); i++) {
            SeriesReader part = parts.get(i);
            if (part != null && !part.ended() && part.at() == at) {
                part.into(observed, i);
                part.next();
            }
        }
    }

    /** The minute of what comes next. */
    private long minuteAhead() {
        long latest = NONE;
        for (SeriesReader part : parts) {
            latest = part == null || part.ended() ? latest : Math.max(latest, part.at());
        }
        return latest == NONE ? NONE : Math.floorDiv(latest, MINUTE_MS);
    }

    private boolean earlier(long at, long than) {
        return newestFirst ? at > than : at < than;
    }
}
