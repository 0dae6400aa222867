package io.dripwatch.fhir.observation;

import io.dripwatch.trend.History;
import io.dripwatch.trend.HistoryUnavailable;
import io.dripwatch.trend.Instrument;
import io.dripwatch.trend.Series;
import io.dripwatch.trend.StoredPatient;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.PatientId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A history whose points can be read so many times and then no more. */
public final class BreakableHistory implements History {
    private final History history;
    private final AtomicInteger readsLeft = new AtomicInteger(Integer.MAX_VALUE);

    public BreakableHistory(History history) {
        this.history = history;
    }

    public void breakAfter(int reads) {
        readsLeft.set(reads);
    }

    public void mend() {
        readsLeft.set(Integer.MAX_VALUE);
    }

    @Override
    public int points(long series, long fromMs, long toMs, boolean newestFirst, int most, PointVisitor visitor) {
        if (readsLeft.getAndDecrement() <= 0) {
            throw new HistoryUnavailable("broken for a test", new IllegalStateException());
        }
        return history.points(series, fromMs, toMs, newestFirst, most, visitor);
    }

    @Override
    public @Nullable StoredPatient patient(long key) {
        return history.patient(key);
    }

    @Override
    public List<StoredPatient> patientsBy(PatientId id) {
        return history.patientsBy(id);
    }

    @Override
    public List<StoredPatient> patients(String nameContains, long afterKey, int most) {
        return history.patients(nameContains, afterKey, most);
    }

    @Override
    public List<Series> seriesOf(long patient, Set<Metric> metrics) {
        return history.seriesOf(patient, metrics);
    }

    @Override
    public List<Series> seriesOfSession(String session) {
        return history.seriesOfSession(session);
    }

    @Override
    public List<Series> seriesOfHold(String hold) {
        return history.seriesOfHold(hold);
    }

    @Override
    public List<Series> seriesOfStream(long stream) {
        return history.seriesOfStream(stream);
    }

    @Override
    public List<Instrument> instruments() {
        return history.instruments();
    }
}
