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
 * @param cohort of a session: by which protocol it went
 */
record Folder(
        long seq, String subject, Content content, @Nullable PatientId patient, Cohort cohort) {
    enum Content {
        SESSION,
        COURSE
    }

    /**
     * Those who were treated by one protocol, whichever version of it.
     *
     * @param protocol its id; "" for none
     * @param title as last told
     */
    record Cohort(String protocol, String title) {
        static final Cohort NONE = new Cohort("", "");
    }

    Folder of(PatientId told) {
        return new Folder(seq, subject, content, told, cohort);
    }
}
