package io.dripwatch.sim.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** MLLP frames: 0x0B, the message, 0x1C 0x0D. */
public final class Frames {
    private static final int START = 0x0B;
    private static final int END = 0x1C;
    private static final int CLOSE = 0x0D;
    private static final int LONGEST = 1 << 20;

    private final InputStream in;

    public Frames(InputStream in) {
        this.in = in;
    }

    /** The message as it travels. */
    public static byte[] framed(String message) {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[text.length + 3];
        frame[0] = START;
        System.arraycopy(text, 0, frame, 1, text.length);
        frame[text.length + 1] = END;
        frame[text.length + 2] = CLOSE;
        return frame;
    }

    /**
     * Waits for the next message; bytes between frames are skipped.
     *
     * @throws EOFException where the peer closed
     * @throws IOException where the stream fails or a frame is longer than 1 MiB
     */
    public String next() throws IOException {
        int octet = read();
        while (octet != START) {
            octet = read();
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream(256);
        for (octet = read(); octet != END; octet = read()) {
            if (text.size() == LONGEST) {
                throw new IOException("expected a frame of at most 1 MiB, got a longer one");
            }
            text.write(octet);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private int read() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException("the peer closed the connection");
        }
        return octet;
    }
}
