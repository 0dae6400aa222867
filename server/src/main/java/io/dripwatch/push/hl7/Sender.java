package io.dripwatch.push.hl7;

import io.dripwatch.vitals.Rooms;

/**
 * Who writes messages, and to whom.
 *
 * @param name under which this server is known to those it sends to; the authority of its ids
 * @param rooms where chairs stand (PV1-3)
 * @param application of the receiver (MSH-5); "" where it names none
 * @param facility of the receiver (MSH-6); "" where it names none
 * @param asking which acknowledgement it is asked for
 */
public record Sender(String name, Rooms rooms, String application, String facility, Asking asking) {

    /** What the receiver is to answer (HL7 v2 chapter 2.9). */
    public enum Asking {
        /** That it has the message: CA, CE or CR (MSH-15 AL), as IHE has it. */
        ACCEPT,
        /** What became of the message: AA, AE or AR (MSH-16 AL). */
        APPLICATION
    }
}
