package io.dripwatch.device.hl7;

/** What the result status of a row (OBX-11, HL7 table 0085) makes of its value. */
enum ResultStatus {
    /** F, R, P, U, or none told. */
    STANDS,
    /** C: replaces what was said before. */
    CORRECTS,
    /** D or W: what was said before never was. */
    WITHDRAWS,
    /** X: cannot be obtained. */
    CANNOT_BE_OBTAINED,
    /** Everything else: asked for, on its way, in parts. */
    NOT_YET;

    static ResultStatus of(Slice field) {
        if (field.isEmpty()) {
            return STANDS;
        }
        return switch (field.length() == 1 ? field.at(0) : 0) {
            case 'F', 'R', 'P', 'U' -> STANDS;
            case 'C' -> CORRECTS;
            case 'D', 'W' -> WITHDRAWS;
            case 'X' -> CANNOT_BE_OBTAINED;
            default -> NOT_YET;
        };
    }
}
