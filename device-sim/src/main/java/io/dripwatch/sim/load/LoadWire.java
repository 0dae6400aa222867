package io.dripwatch.sim.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * How one connection writes messages and reads answers. It knows bytes alone: pace, window and latency are the
 * connection's.
 */
interface LoadWire extends Inlet.Reader {
    /** Digits of a sequence number. */
    int SEQUENCE = 9;

    /** Who is told. */
    interface Listener {
        /**
         * An answer to one of this connection's messages.
         *
         * @param sequence of the message; possibly one that was answered before or never sent
         * @param positive whether all of it is kept
         */
        void answered(long sequence, boolean positive);
    }

    /** The most bytes that {@link #begin}, one {@link #write} or an answer to what was read appends. */
    int longestBytes();

    /** A new connection is there: forgets the one before and appends the greeting. */
    void begin(ByteBuffer out);

    /** Whether the server has agreed to take messages on this connection. */
    boolean isOpen();

    /**
     * Appends one message.
     *
     * @param again whether it went out before, on a connection that was lost
     */
    void write(ByteBuffer out, LoadMessage message, boolean again);

    /**
     * Reads what the server said, tells the listener, and appends what the server must be told in turn.
     *
     * @return how many of the bytes are done with
     * @throws IOException where this is no server of the kind, or it ends the connection
     */
    @Override
    int take(byte[] bytes, int limit, ByteBuffer out) throws IOException;

    /** The length of the longest of them. */
    static int longest(Stencil[] stencils) {
        int longest = 0;
        for (Stencil stencil : stencils) {
            longest = Math.max(longest, stencil.length());
        }
        return longest;
    }
}
