package io.dripwatch.record;

import io.dripwatch.flow.RoomEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hash that seals an event to all before it: SHA-256 over the previous hash, the sequence number (8 bytes,
 * big-endian), the name of the kind, a zero byte, and the JSON body in UTF-8. Anyone can recompute it.
 */
final class Seal {
    /** What stands before the first event. */
    static final byte[] FIRST = new byte[32];

    private Seal() {}

    static byte[] of(byte[] previous, long seq, RoomEvent.Kind kind, String body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seq).array());
            digest.update(kind.name().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return digest.digest(body.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
