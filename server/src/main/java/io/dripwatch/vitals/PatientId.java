package io.dripwatch.vitals;

/**
 * A patient's identifier as some authority issued it (HL7 PID-3 CX.4 and CX.1). Never written to logs.
 *
 * @param authority who issued it; empty where the device does not say
 * @param value the number itself
 */
public record PatientId(String authority, String value) {
    public PatientId {
        Words.check(value, "a patient identifier", 200);
        if (authority.length() > 200) {
            throw new IllegalArgumentException("expected an authority of at most 200 characters");
        }
    }

    /** Says nothing: identifiers stay out of logs and error messages. */
    @Override
    public String toString() {
        return "PatientId[***]";
    }
}
