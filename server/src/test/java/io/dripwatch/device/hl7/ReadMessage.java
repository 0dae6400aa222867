package io.dripwatch.device.hl7;

import io.dripwatch.device.Decoded;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The real decoder for tests of other packages. */
public final class ReadMessage {
    private static final OruDecoder DECODER = Given.decoder();

    private ReadMessage() {}

    /** What becomes of one message that arrives now. */
    public static Decoded of(String text, Instant receivedAt) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return DECODER.decode(Message.read(bytes, 0, bytes.length), Given.REMOTE, receivedAt);
    }
}
