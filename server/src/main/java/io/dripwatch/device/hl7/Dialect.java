package io.dripwatch.device.hl7;

/** Whether a message is of Mindray's PDS dialect, whose bare numbers mean nothing anywhere else. */
enum Dialect {
    USUAL,
    /** PDS messages 204 and 503: periodic and aperiodic values, without units. */
    PDS_VALUES,
    /** Every other PDS message: heartbeat, patient, alarms, settings. */
    PDS_OTHER;

    /** A PDS message is of version 2.3.1, names no sender, and has a code of up to three digits as its control id. */
    static Dialect of(Message message) {
        Slice control = message.field(0, 10);
        boolean pds = message.field(0, 12).is("2.3.1")
                && message.field(0, 3).isEmpty()
                && message.field(0, 4).isEmpty()
                && control.length() <= 3
                && Numeral.code(control) >= 0;
        if (!pds) {
            return USUAL;
        }
        return control.is("204") || control.is("503") ? PDS_VALUES : PDS_OTHER;
    }
}
