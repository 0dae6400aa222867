package io.dripwatch.device.hl7;

/** What a device says of the worth of its own value, in OBX-8. */
enum DeviceFlag {
    USABLE,
    QUESTIONABLE,
    MEASURING,
    UNAVAILABLE,
    SENSOR_OFF,
    INVALID,
    DEMONSTRATION;

    /**
     * The gravest of the repetitions of OBX-8. Limits, priorities and everything else we do not know change nothing.
     */
    static DeviceFlag of(Message message, Slice field) {
        DeviceFlag gravest = USABLE;
        if (field.isEmpty()) {
            return gravest;
        }
        byte separator = message.separators().repetition();
        int repetitions = field.parts(separator);
        for (int i = 1; i <= repetitions; i++) {
            DeviceFlag flag = one(message.component(field.part(i, separator), 1));
            gravest = flag.compareTo(gravest) > 0 ? flag : gravest;
        }
        return gravest;
    }

    private static DeviceFlag one(Slice code) {
        return switch (code.length() > 4 ? "" : code.ascii()) {
            case "DEMO", "TEST" -> DEMONSTRATION;
            case "INV" -> INVALID;
            case "OFF" -> SENSOR_OFF;
            case "NAV", "NI", "NA", "MSK", "OTH", "NAN", "PINF", "NINF", "CAL" -> UNAVAILABLE;
            case "BUSY" -> MEASURING;
            case "QUES" -> QUESTIONABLE;
            default -> USABLE;
        };
    }
}
