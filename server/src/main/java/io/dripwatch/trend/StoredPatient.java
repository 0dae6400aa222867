package io.dripwatch.trend;

import io.dripwatch.vitals.Patient;

/**
 * A patient for whom readings are kept.
 *
 * @param key unique for ever, positive; how the outside names the patient
 * @param patient as last told
 * @param updatedMs when that was last told, epoch milliseconds
 */
public record StoredPatient(long key, Patient patient, long updatedMs) {}
