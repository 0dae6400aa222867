package io.dripwatch.flow;

import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.Place;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Readings that wait for a person to say whose they are.
 *
 * @param id unique for ever
 * @param device that sent them
 * @param place where the device says it stands; null where it does not say
 * @param patient whom the device names; null where it names nobody
 * @param reason why they wait
 * @param since when the first of them came
 */
public record Hold(
        String id,
        DeviceId device,
        @Nullable Place place,
        @Nullable Patient patient,
        Reason reason,
        Instant since) {

    public enum Reason {
        /** The device is on no chair, and names no patient. */
        UNKNOWN_DEVICE("unknown-device"),
        /** The chair has no session, and the device names no patient. */
        NO_IDENTITY("no-identity"),
        /** The device names another patient than the one in the chair. */
        PATIENT_MISMATCH("patient-mismatch");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        /** The word in JSON. */
        public String word() {
            return word;
        }
    }
}
