package io.dripwatch.device.hl7;

/**
 * One OBX of a message.
 *
 * @param segment its number among all segments
 * @param ordinal its number among the OBX, from 1
 * @param request the number of the OBR segment above it; -1 where there is none
 * @param code what it is about
 */
record Row(int segment, int ordinal, int request, RowCode code) {

    /** The place of one of its fields, for people: "OBX[4]-5". */
    String field(int number) {
        return "OBX[" + ordinal + "]-" + number;
    }
}
