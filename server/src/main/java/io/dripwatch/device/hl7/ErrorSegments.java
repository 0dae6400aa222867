package io.dripwatch.device.hl7;

import io.dripwatch.device.Refusal;
import io.dripwatch.device.RefusalReason;

/** Writes ERR segments in the form of the message's version: the fields of 2.5 and later, or the one field before. */
final class ErrorSegments {
    private final Separators separators;
    private final boolean modern;

    ErrorSegments(Separators separators, boolean modern) {
        this.separators = separators;
        this.modern = modern;
    }

    String of(Refusal fault) {
        char field = (char) separators.field();
        char component = (char) separators.component();
        String location = location(fault.where(), component);
        String code = "" + code(fault.reason()) + component + meaning(fault.reason());
        if (modern) {
            return "ERR" + field + field + location + field + code + component + "HL70357" + field + "E" + field + field
                    + field + field + separators.escape(fault.detail()) + "\r";
        }
        char sub = (char) separators.subcomponent();
        String place = location.isEmpty() ? "" + component + component : pad(location, component);
        return "ERR" + field + place + component + code.replace(component, sub) + "\r";
    }

    /** "OBX[4]-5" as segment, sequence and field: "OBX^4^5"; "MSH-9" as "MSH^1^9"; "OBX" as "OBX". */
    private static String location(String where, char component) {
        int bracket = where.indexOf('[');
        int dash = where.lastIndexOf('-');
        if (where.length() < 3) {
            return "";
        }
        String segment = where.substring(0, 3);
        String sequence = bracket < 0 ? "1" : where.substring(bracket + 1, where.indexOf(']'));
        return dash < 0 ? segment : segment + component + sequence + component + where.substring(dash + 1);
    }

    private static String pad(String location, char component) {
        return location.indexOf(component) < 0 ? location + component + component : location;
    }

    /** HL7 table 0357. */
    private static int code(RefusalReason reason) {
        return switch (reason) {
            case UNREADABLE -> 100;
            case MISSING_PART, NO_VALUE -> 101;
            case NOT_NUMERIC, BAD_TIME, IMPLAUSIBLE, SENTINEL -> 102;
            case UNKNOWN_CODE, CODE_NAME_MISMATCH, UNKNOWN_UNIT -> 103;
            case UNSUPPORTED_TYPE -> 200;
            case DEBUGGING -> 202;
            case TOO_LARGE, DEMONSTRATION, INVALID_BY_DEVICE, STATUS, NOT_A_READING, OTHER_DEVICE, STORE_TROUBLE -> 207;
        };
    }

    private static String meaning(RefusalReason reason) {
        return switch (code(reason)) {
            case 100 -> "Segment sequence error";
            case 101 -> "Required field missing";
            case 102 -> "Data type error";
            case 103 -> "Table value not found";
            case 200 -> "Unsupported message type";
            case 202 -> "Unsupported processing id";
            default -> "Application internal error";
        };
    }
}
