package io.dripwatch.push;

import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Patient;
import org.jspecify.annotations.Nullable;

/**
 * Of whom something is told.
 *
 * @param folder the patient's in the chart, "Patient/5"; "" where nobody has said yet who it is
 * @param patient null where nobody has said yet
 * @param visit null outside any session
 */
public record Whom(
        String folder, @Nullable Patient patient, @Nullable Visit visit) {

    /**
     * A session.
     *
     * @param encounter the id of its Encounter
     * @param chair where
     */
    public record Visit(String encounter, ChairId chair) {}
}
