package io.dripwatch.sim.wire;

/**
 * One message in HL7 or JSON, ready to be sent.
 *
 * @param controlId MSH-10, or the number of a JSON message, by which its acknowledgement is known
 * @param text segments, each closed by a carriage return, or an object
 * @param readings how many measured numbers it carries
 */
public record Message(String controlId, String text, int readings) {
    public Message {
        if (controlId.isBlank() || !(text.startsWith("MSH|") || text.startsWith("{"))) {
            throw new IllegalArgumentException("expected a message with a control id, HL7 or JSON");
        }
    }
}
