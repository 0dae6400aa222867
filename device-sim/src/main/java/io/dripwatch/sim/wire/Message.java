package io.dripwatch.sim.wire;

/**
 * One HL7 message, ready to be framed.
 *
 * @param controlId MSH-10, by which its acknowledgement is known
 * @param text segments, each closed by a carriage return
 * @param readings how many measured numbers it carries
 */
public record Message(String controlId, String text, int readings) {
    public Message {
        if (controlId.isBlank() || !text.startsWith("MSH|")) {
            throw new IllegalArgumentException("expected a message with a control id that begins with MSH|");
        }
    }
}
