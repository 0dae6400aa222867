package io.dripwatch.fhir.observation;

/** The statuses of an Observation that are ever given here. */
enum Status {
    FINAL("final"),
    /** Other than it was first told: corrected by the device, or a part of it withdrawn. */
    CORRECTED("corrected"),
    ENTERED_IN_ERROR("entered-in-error");

    static final String SYSTEM = "http://hl7.org/fhir/observation-status";

    private final String code;

    Status(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
