package io.dripwatch.sim.load;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;

/** Finds acknowledgements in the bytes that come back, without making strings of them. */
final class AckScanner {
    private static final byte[] MSA = "\rMSA|".getBytes(StandardCharsets.US_ASCII);
    private static final byte START = 0x0B;
    private static final byte END = 0x1C;
    private static final int SEQUENCE = 9;

    private final byte[] bytes = new byte[1 << 16];
    private final ByteBuffer in = ByteBuffer.wrap(bytes);
    private final byte[] prefix;
    private final Listener listener;

    /** Who is told. */
    interface Listener {
        /**
         * An answer to one of this connection's messages.
         *
         * @param sequence the number at the end of its control id
         * @param positive whether it is AA or CA
         */
        void answered(long sequence, boolean positive);
    }

    /**
     * A scanner for one connection.
     *
     * @param prefix what all its control ids begin with; nine digits follow
     */
    AckScanner(byte[] prefix, Listener listener) {
        this.prefix = prefix.clone();
        this.listener = listener;
    }

    /**
     * Reads all there is and tells the listener of every whole acknowledgement.
     *
     * @throws IOException where the server closed, or sends what cannot be an acknowledgement
     */
    void readFrom(ReadableByteChannel channel) throws IOException {
        int count = channel.read(in);
        while (count > 0) {
            in.flip();
            scan();
            if (!in.hasRemaining()) {
                throw new IOException("expected an acknowledgement of less than 64 KiB, got a longer one");
            }
            count = channel.read(in);
        }
        if (count < 0) {
            throw new EOFException("the server closed the connection");
        }
    }

    /** Forgets a begun frame, for a new connection. */
    void reset() {
        in.clear();
    }

    /** Consumes whole frames and leaves a begun one. */
    private void scan() {
        int limit = in.limit();
        int from = 0;
        for (int at = 0; at < limit; at++) {
            if (bytes[at] == START) {
                from = at;
            } else if (bytes[at] == END) {
                frame(from, at);
                from = at + 1;
            }
        }
        in.position(from);
        in.compact();
    }

    private void frame(int from, int to) {
        int code = find(from, to);
        int id = code + 3;
        if (code < 0 || id + prefix.length + SEQUENCE > to) {
            return;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (bytes[id + i] != prefix[i]) {
                return;
            }
        }
        long sequence = 0;
        for (int i = 0; i < SEQUENCE; i++) {
            sequence = sequence * 10 + (bytes[id + prefix.length + i] - '0');
        }
        listener.answered(sequence, bytes[code + 1] == 'A');
    }

    /** Where MSA-1 begins; negative where there is no MSA segment. */
    private int find(int from, int to) {
        for (int at = from; at + MSA.length < to; at++) {
            int same = 0;
            while (same < MSA.length && bytes[at + same] == MSA[same]) {
                same++;
            }
            if (same == MSA.length) {
                return at + MSA.length;
            }
        }
        return -1;
    }
}
