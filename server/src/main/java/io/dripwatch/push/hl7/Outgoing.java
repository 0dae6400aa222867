package io.dripwatch.push.hl7;

import java.nio.charset.StandardCharsets;

/**
 * One message, ready to be sent. Its id is a digest of what it says: sent again it is the same message, and another one
 * never has its id.
 *
 * @param id MSH-10
 * @param text segments, each ended by a carriage return
 */
record Outgoing(String id, String text) {
    private static final byte BEGIN = 0x0B;
    private static final byte END = 0x1C;

    /** In an MLLP frame. */
    byte[] frame() {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[body.length + 3];
        frame[0] = BEGIN;
        System.arraycopy(body, 0, frame, 1, body.length);
        frame[body.length + 1] = END;
        frame[body.length + 2] = '\r';
        return frame;
    }
}
