package io.dripwatch.alarm;

/** What an alarm is about. */
public enum AlarmKind {
    /** A vital sign is too low. */
    LOW(true),
    /** A vital sign is too high. */
    HIGH(true),
    /** A metric that must come without a break has stopped coming. */
    STALE(false),
    /** The device itself says it cannot measure: probe off, signal unusable. */
    SENSOR_OFF(false),
    /** No message from a device of this chair. */
    LINK_LOST(false),
    /** A measurement that was due has not been taken. */
    OVERDUE(false),
    /** A device names another patient than the one in the chair. */
    PATIENT_MISMATCH(false),
    /** The pump does one thing and the stage says another. */
    STAGE_CONFLICT(false),
    /** Dosing without a baseline: limits relative to it are not in force. */
    NO_BASELINE(false),
    /** The drug runs although something held the start. */
    NOT_CLEARED(false),
    /** The pump's rate, concentration, weight or volume is not the ordered one. */
    DOSE_MISMATCH(false),
    /** More of the drug is in than was ordered. */
    OVER_ORDER(false),
    /** The pump has stopped, and volume still goes in. */
    BOLUS_AFTER_STOP(false),
    /** The drug runs and a required measurement is not being taken. */
    UNWATCHED(false),
    /** A device's clock differs from the server's by more than a minute. */
    CLOCK_OFF(false);

    private final boolean physiological;

    AlarmKind(boolean physiological) {
        this.physiological = physiological;
    }

    /** Whether it tells of the patient; otherwise of the equipment (a technical alarm). */
    public boolean physiological() {
        return physiological;
    }
}
