package io.dripwatch.sim.wire;

/** Which acknowledgement a device asks for in MSH-15 and MSH-16 (IHE PCD TF-2 appendix; HL7 v2.6 chapter 2.9). */
public enum AckMode {
    /** MSH-15 AL, MSH-16 NE: an accept acknowledgement, CA, CE or CR. */
    ENHANCED("AL", "NE"),
    /** Both empty: an application acknowledgement, AA, AE or AR. */
    ORIGINAL("", "");

    private final String accept;
    private final String application;

    AckMode(String accept, String application) {
        this.accept = accept;
        this.application = application;
    }

    /** MSH-15. */
    public String accept() {
        return accept;
    }

    /** MSH-16. */
    public String application() {
        return application;
    }
}
