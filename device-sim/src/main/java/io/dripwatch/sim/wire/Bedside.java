package io.dripwatch.sim.wire;

/**
 * Where a device stands and for whom.
 *
 * @param header what the device calls itself and how it is acknowledged
 * @param patient to whom it is connected
 * @param unit PV1-3.1, the point of care
 * @param chair PV1-3.3, as written above the chair
 */
public record Bedside(Header header, PatientIdentity patient, String unit, String chair) {
    public Bedside {
        if (chair.isBlank()) {
            throw new IllegalArgumentException("expected the name of a chair, got nothing");
        }
    }

    /** A device beside a chair of the infusion room. */
    public static Bedside inInfusionRoom(Header header, PatientIdentity patient, String chair) {
        return new Bedside(header, patient, "INFUSION", chair);
    }

    /** The same device at the same chair, taking its patient for this one. */
    public Bedside with(PatientIdentity other) {
        return new Bedside(header, other, unit, chair);
    }

    /** The PID and PV1 segments. */
    public String visit() {
        return patient.pid()
                + new Segment("PV1")
                        .with(2, "O")
                        .with(3, Segment.escape(unit) + "^^" + Segment.escape(chair))
                        .text();
    }
}
