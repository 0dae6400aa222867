package io.dripwatch.report;

import io.dripwatch.trend.History;
import io.dripwatch.trend.Instrument;
import io.dripwatch.trend.Minute;
import io.dripwatch.trend.Minutes;
import io.dripwatch.trend.Series;
import io.dripwatch.trend.StoredPatient;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Reading.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The readings of one session, as a test lists them. */
final class ListedHistory implements History, Minutes {
    private record Point(long at, double value, Standing standing, long received) {}

    private final Map<Metric, List<Point>> points = new EnumMap<>(Metric.class);

    ListedHistory with(Metric metric, Instant at, double value) {
        return with(metric, at, value, Standing.PLAIN, Duration.ZERO);
    }

    /** With the clock of the device that much behind. */
    ListedHistory with(Metric metric, Instant at, double value, Standing standing, Duration behind) {
        points.computeIfAbsent(metric, unused -> new ArrayList<>())
                .add(new Point(at.minus(behind).toEpochMilli(), value, standing, at.toEpochMilli()));
        return this;
    }

    private final List<Minute> minutes = new ArrayList<>();

    /** A series of which nothing but minutes is left. */
    ListedHistory deleted(Metric metric, Minute... left) {
        points.put(metric, List.of());
        minutes.addAll(List.of(left));
        return this;
    }

    @Override
    public void minutes(List<Long> series, long fromMs, long toMs, Visitor visitor) {
        minutes.forEach(visitor::minute);
    }

    @Override
    public long deletedUntil(long series) {
        return minutes.isEmpty() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    @Override
    public List<Series> seriesOfSession(String session) {
        List<Metric> all = List.copyOf(points.keySet());
        return all.stream()
                .map(metric ->
                        new Series(1 + all.indexOf(metric), 1, 1, new DeviceId("MONITOR-1"), session, null, metric, 0))
                .toList();
    }

    @Override
    public int points(long series, long fromMs, long toMs, boolean newestFirst, int most, PointVisitor visitor) {
        List<Point> all =
                Objects.requireNonNull(points.get(List.copyOf(points.keySet()).get((int) series - 1)));
        all.forEach(point -> visitor.point(point.at, point.value, point.standing, point.received));
        return all.size();
    }

    @Override
    public StoredPatient patient(long key) {
        throw new UnsupportedOperationException("a report asks for no patient");
    }

    @Override
    public List<StoredPatient> patientsBy(PatientId id) {
        return List.of();
    }

    @Override
    public List<StoredPatient> patients(String nameContains, long afterKey, int most) {
        return List.of();
    }

    @Override
    public List<Series> seriesOf(long patient, Set<Metric> metrics) {
        return List.of();
    }

    @Override
    public List<Series> seriesOfHold(String hold) {
        return List.of();
    }

    @Override
    public List<Series> seriesOfStream(long stream) {
        return List.of();
    }

    @Override
    public List<Instrument> instruments() {
        return List.of();
    }
}
