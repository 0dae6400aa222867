package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.AlarmSteps;
import io.dripwatch.fhir.rest.Spans;
import io.dripwatch.fhir.rest.Spans.Span;
import io.dripwatch.trend.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The chart of one Observation a minute, for those who already know where to look. Blocks on the store. For one
 * thread, and not for long: whose series are is remembered. */
public final class ChartedObservations {
    private static final Comparator<Lane> BY_SOURCE = (a, b) -> ObservationId.compareSources(
            a.stream(), a.group(), a.site(), new ObservationId(b.stream(), b.group(), b.site(), 0));
    private static final int SLICE = 64;

    private final Observations source;
    private final Map<Long, List<Lane>> byStream = new HashMap<>();

    /** As of now: alarms that change later are not looked at. */
    ChartedObservations(Observations source) {
        this.source = source;
        source.turns().follow();
    }

    /** The id of the Observation that a point belongs to, whether it is shown or not. */
    public static String id(Series series, long atMs) {
        return identify(series, atMs).text();
    }

    private static ObservationId identify(Series series, long atMs) {
        return new ObservationId(series.stream(), Group.of(series.metric()), series.site(), atMs);
    }

    /**
     * The Observation that a point belongs to; null where the chart does not show it now, or nobody knows whose it is.
     *
     * @param atMs when it was measured, epoch milliseconds
     */
    public @Nullable Charted at(Series series, long atMs) {
        return series.patient() == 0 ? null : at(identify(series, atMs));
    }

    private @Nullable Charted at(ObservationId id) {
        List<Lane> lanes = byStream.computeIfAbsent(
                id.stream(), stream -> Lane.of(source.history().seriesOfStream(stream), source.encounters()));
        for (Lane lane : lanes) {
            if (lane.holds(id)) {
                Spans moment = Spans.of(List.of(new Span(id.atMs(), id.atMs() + 1)));
                LaneReader reader = reader(lane, moment, 4);
                return reader.next() && isCharted(reader, Turns.OfLane.NEVER - 1) ? charted(reader) : null;
            }
        }
        return null;
    }

    /** The Observation by which an alarm changed; null where it is in the chart without that, or not known. */
    public @Nullable Charted turned(String session, AlarmSteps.Step step) {
        ObservationId id = source.turns().turned(source.history().seriesOfSession(session), step);
        Charted charted = id == null ? null : at(id);
        return charted == null || charted.byItself() ? null : charted;
    }

    /**
     * All of some series, by stream, group of metrics, sensor and time.
     *
     * @param after the id behind which to begin; "" for the first
     * @param untilMs only those whose last part had arrived, or that had changed an alarm, by then; epoch milliseconds
     * @param most how many at most, positive
     */
    public List<Charted> all(List<Series> series, String after, long untilMs, int most) {
        ObservationId last = ObservationId.parse(after);
        List<Lane> lanes = new ArrayList<>(Lane.of(series, source.encounters()));
        lanes.sort(BY_SOURCE);
        List<Charted> found = new ArrayList<>();
        for (Lane lane : lanes) {
            int order = last == null ? 1 : ObservationId.compareSources(lane.stream(), lane.group(), lane.site(), last);
            if (order >= 0) {
                Spans rest = last != null && order == 0
                        ? Spans.of(List.of(new Span(last.atMs() + 1, Long.MAX_VALUE)))
                        : Spans.ALL;
                LaneReader reader = reader(lane, rest, SLICE);
                while (found.size() < most && reader.next()) {
                    if (isCharted(reader, untilMs) && reader.observed().receivedMs() <= untilMs) {
                        found.add(charted(reader));
                    }
                }
            }
        }
        return found;
    }

    private LaneReader reader(Lane lane, Spans spans, int slice) {
        return new LaneReader(source.history(), lane, source.turns().in(lane), spans, false, slice);
    }

    private static boolean isCharted(LaneReader reader, long asOfMs) {
        return reader.chartedSince(asOfMs) != Turns.OfLane.NEVER;
    }

    private static Charted charted(LaneReader at) {
        Lane lane = at.lane();
        Kind kind = Kind.of(lane.group(), at.observed().present());
        return new Charted(
                at.id().text(),
                lane.stream(),
                kind,
                lane.patient(),
                lane.encounter(),
                Instant.ofEpochMilli(at.observed().receivedMs()),
                at.chartedByItself());
    }
}
