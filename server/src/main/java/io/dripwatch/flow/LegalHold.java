package io.dripwatch.flow;

import io.dripwatch.vitals.PatientId;
import org.jspecify.annotations.Nullable;

/**
 * What must not be deleted, whatever its age, because somebody has said so: a session, or all of a patient.
 *
 * @param session its id; null where it is a patient
 * @param patient its full identifier; null where it is a session
 */
public record LegalHold(@Nullable String session, @Nullable PatientId patient) {
    public LegalHold {
        if ((session == null) == (patient == null) || (session != null && session.isBlank())) {
            throw new IllegalArgumentException("expected a session or a patient, got " + session + " and " + patient);
        }
    }
}
