package io.dripwatch.trend;

import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Reading;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was measured. Every method blocks on the store, may be called from any thread that may block, sees everything
 * that was durable when it was called, and throws {@link HistoryUnavailable} where the store does not answer.
 */
public interface History {

    /** Takes points one by one, so that a long range needs no list. */
    interface PointVisitor {
        /**
         * One point.
         *
         * @param atMs when it was measured, epoch milliseconds by the device's clock
         * @param value in the metric's unit
         * @param standing how the device vouches for it
         * @param receivedMs when it reached the server, epoch milliseconds
         */
        void point(long atMs, double value, Reading.Standing standing, long receivedMs);
    }

    /** Null where there is no such patient. */
    @Nullable
    StoredPatient patient(long key);

    /** The patients with this identifier; an empty authority means any. */
    List<StoredPatient> patientsBy(PatientId id);

    /**
     * Patients in the order of their keys, for paging.
     *
     * @param nameContains part of the family or given name, any case; empty for all
     * @param afterKey those with a greater key; 0 for the first page
     * @param most how many at most, positive
     */
    List<StoredPatient> patients(String nameContains, long afterKey, int most);

    /** All series of a patient for these metrics, in the order of their keys. */
    List<Series> seriesOf(long patient, Set<Metric> metrics);

    /** All series of a session, in the order of their keys. */
    List<Series> seriesOfSession(String session);

    /** All series that waited in a hold, or wait there still, in the order of their keys. */
    List<Series> seriesOfHold(String hold);

    /** All series of a stream, in the order of their keys. */
    List<Series> seriesOfStream(long stream);

    /** What all devices have ever measured, in the order of their names. */
    List<Instrument> instruments();

    /**
     * Walks through one series in the order of time.
     *
     * @param fromMs the first moment, inclusive, epoch milliseconds
     * @param toMs the last moment, exclusive
     * @param newestFirst whether to walk backwards
     * @param most how many points at most, positive
     * @return how many points were visited
     */
    int points(long series, long fromMs, long toMs, boolean newestFirst, int most, PointVisitor visitor);
}
