package io.dripwatch.flow;

import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.Reading;
import io.dripwatch.vitals.Withdrawal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the readings of one report belong in the history.
 *
 * @param to whose they are
 * @param readings all of the report, in its order
 * @param withdrawn what is marked as entered in error wherever the device's readings of that moment were filed
 * @param receivedAt when they reached the server
 */
public record Filing(Destination to, List<Reading> readings, List<Withdrawal> withdrawn, Instant receivedAt) {

    /** A filing that takes nothing back. */
    public Filing(Destination to, List<Reading> readings, Instant receivedAt) {
        this(to, readings, List.of(), receivedAt);
    }

    /**
     * Whose readings.
     *
     * @param device that measured
     * @param patient charted under; null where nobody knows or where they are held back
     * @param session during which; null outside any
     * @param hold that they wait in; null where they do not wait
     */
    public record Destination(
            DeviceId device,
            @Nullable Patient patient,
            @Nullable String session,
            @Nullable String hold) {}
}
