package io.dripwatch.sim.load;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** What a connection has received and not yet understood. */
final class Inlet {
    private final byte[] bytes = new byte[1 << 16];
    private final ByteBuffer in = ByteBuffer.wrap(bytes);

    /** Understands it. */
    interface Reader {
        /**
         * Takes what is whole.
         *
         * @param limit how many bytes there are
         * @param out for what has to be said at once
         * @return how many of them it is done with
         */
        int take(byte[] bytes, int limit, ByteBuffer out) throws IOException;
    }

    /**
     * Reads all there is.
     *
     * @throws IOException where the server closed, or sends what cannot be an answer
     */
    void readFrom(ReadableByteChannel channel, Reader reader, ByteBuffer out) throws IOException {
        int count = channel.read(in);
        while (count > 0) {
            int done = reader.take(bytes, in.position(), out);
            in.flip().position(done);
            in.compact();
            if (!in.hasRemaining()) {
                throw new IOException("expected an answer of less than 64 KiB, got a longer one");
            }
            count = channel.read(in);
        }
        if (count < 0) {
            throw new EOFException("the server closed the connection");
        }
    }

    /** Forgets a begun answer, for a new connection. */
    void reset() {
        in.clear();
    }
}
