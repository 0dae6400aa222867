package io.dripwatch.device;

/** The reasons for leaving out a message or a row; the label of the counter in metrics. */
public enum RefusalReason {
    /** The bytes are not a message of this wire format. */
    UNREADABLE(true),
    /** The message is larger than the limit. */
    TOO_LARGE(true),
    /** A message type that is not for this server. */
    UNSUPPORTED_TYPE(true),
    /** A segment or field that the message cannot do without is missing. */
    MISSING_PART(true),
    /** A debugging message (HL7 MSH-11 D): never patient data. */
    DEBUGGING(false),
    /** A value that should be a number is none. */
    NOT_NUMERIC(true),
    /** A time that cannot be read. */
    BAD_TIME(true),
    /** No metric of this server has this code. */
    UNKNOWN_CODE(false),
    /** Code and name of a row contradict each other. */
    CODE_NAME_MISMATCH(true),
    /** The unit is unknown, missing, or not one of this metric. */
    UNKNOWN_UNIT(true),
    /** No patient and no pump can have this value. */
    IMPLAUSIBLE(true),
    /** The device's own mark for "no value". */
    SENTINEL(false),
    /** A row without a value. */
    NO_VALUE(false),
    /** Simulated by the device itself (OBX-8 DEMO or TEST). */
    DEMONSTRATION(false),
    /** The device says that the value is not valid (OBX-8 INV and the like). */
    INVALID_BY_DEVICE(false),
    /** A result status under which no value counts (OBX-11 X, D, W, I, ...). */
    STATUS(false),
    /** Known and deliberately not kept: waveforms, settings, texts. */
    NOT_A_READING(false),
    /** The message is of another device than the one that sent it has proven to be. */
    OTHER_DEVICE(true),
    /** All is well with the message and the store cannot keep it: it must be sent again. */
    STORE_TROUBLE(true);

    private final boolean fault;

    RefusalReason(boolean fault) {
        this.fault = fault;
    }

    /**
     * Whether the sender should mend something: such a refusal turns the acknowledgement into an error. The others are
     * ordinary business between devices and are only counted.
     */
    public boolean fault() {
        return fault;
    }
}
