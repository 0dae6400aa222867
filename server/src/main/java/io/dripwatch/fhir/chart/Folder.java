package io.dripwatch.fhir.chart;

import io.dripwatch.vitals.PatientId;
import org.jspecify.annotations.Nullable;

/**
 * What of the record belongs together: a session, or a course of treatment.
 *
 * @param seq the place of its first event; the number in the ids of what stands in it
 * @param subject its id in the record
 * @param content which of the two
 * @param patient whose, as last told; null where nobody has said
 */
record Folder(
        long seq, String subject, Content content, @Nullable PatientId patient) {
    enum Content {
        SESSION,
        COURSE
    }

    Folder of(PatientId told) {
        return new Folder(seq, subject, content, told);
    }
}
