package io.dripwatch.fhir.observation;

import io.dripwatch.trend.History;
import io.dripwatch.trend.Series;
import io.dripwatch.vitals.Metric;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the Observation that shows a value of which something else tells. */
public final class Evidence {
    /** How far the clocks of a device and of this server may differ. */
    static final long REACH_MS = 90_000;

    private Evidence() {}

    /**
     * The id of an Observation.
     *
     * @param at when the value was measured, on the server's clock: the nearest one of this value is taken
     * @return null where none is kept within {@value #REACH_MS} ms
     */
    public static @Nullable String observation(
            History history, String session, Metric metric, Instant at, double value) {
        ObservationId found = find(history, history.seriesOfSession(session), metric, at, value);
        return found == null ? null : found.text();
    }

    /** The same among these series. */
    static @Nullable ObservationId find(History history, List<Series> all, Metric metric, Instant at, double value) {
        long wanted = at.toEpochMilli();
        ObservationId[] found = {null};
        for (Series series : all) {
            if (series.metric() == metric) {
                history.points(
                        series.key(),
                        wanted - REACH_MS,
                        wanted + REACH_MS,
                        false,
                        Integer.MAX_VALUE,
                        (atMs, number, standing, received) -> {
                            boolean nearer =
                                    found[0] == null || Math.abs(atMs - wanted) < Math.abs(found[0].atMs() - wanted);
                            if (number == value && nearer) {
                                found[0] = new ObservationId(series.stream(), Group.of(metric), series.site(), atMs);
                            }
                        });
            }
        }
        return found[0];
    }
}
