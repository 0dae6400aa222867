package io.dripwatch.sim.wire;

/**
 * Whom a device believes it is connected to; always an invented person.
 *
 * @param id medical record number, for example SYN-0003
 * @param family family name; empty where the device was not told
 * @param given given name; empty where the device was not told
 */
public record PatientIdentity(String id, String family, String given) {
    public PatientIdentity {
        if (id.isBlank()) {
            throw new IllegalArgumentException("expected the id of a patient, got nothing");
        }
    }

    /** An invented patient whose name nobody can mistake for a person's. */
    public static PatientIdentity synthetic(int number) {
        return new PatientIdentity("SYN-%04d".formatted(number), "Synthetic", "Patient " + number);
    }

    /** The PID segment: PID-3 with authority DRIPSIM, PID-5 as legal name. */
    public String pid() {
        String name = family.isEmpty() && given.isEmpty()
                ? ""
                : Segment.escape(family) + "^" + Segment.escape(given) + "^^^^^L";
        return new Segment("PID")
                .with(3, Segment.escape(id) + "^^^DRIPSIM^MR")
                .with(5, name)
                .with(8, "U")
                .text();
    }
}
