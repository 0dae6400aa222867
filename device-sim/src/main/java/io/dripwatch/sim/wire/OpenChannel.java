package io.dripwatch.sim.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import org.jspecify.annotations.Nullable;

/**
 * A connection that never waits, by TLS where an engine is given. Whoever reads and writes whenever the socket is ready
 * brings the handshake about; until it is through, nothing is taken to be written and nothing comes in. Used by one
 * thread.
 */
public final class OpenChannel implements ByteChannel {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel socket;
    private final @Nullable SSLEngine engine;
    private final ByteBuffer received;
    private final ByteBuffer plain;
    private final ByteBuffer sealed;
    private boolean agreed;

    OpenChannel(SocketChannel socket, @Nullable SSLEngine engine) {
        this.socket = socket;
        this.engine = engine;
        this.agreed = engine == null;
        int packet = engine == null ? 0 : engine.getSession().getPacketBufferSize();
        received = ByteBuffer.allocate(packet);
        sealed = ByteBuffer.allocate(packet);
        plain = ByteBuffer.allocate(engine == null ? 0 : engine.getSession().getApplicationBufferSize());
    }

    /** Whether both sides have agreed on how to speak. */
    public boolean isAgreed() {
        return agreed;
    }

    /**
     * Whether it can go on once the socket takes bytes.
     *
     * @param more whether there is more to be written
     */
    public boolean waitsToWrite(boolean more) {
        return sealed.position() > 0 || (more && agreed);
    }

    /** As of any channel; 0 also while the handshake is under way. */
    @Override
    public int read(ByteBuffer into) throws IOException {
        if (engine == null) {
            return socket.read(into);
        }
        int count = 0;
        boolean more = true;
        while (more && plain.position() == 0 && count >= 0) {
            count = socket.read(received);
            more = open(engine, count);
        }
        plain.flip();
        int length = Math.min(plain.remaining(), into.remaining());
        into.put(plain.slice(plain.position(), length));
        plain.position(plain.position() + length);
        plain.compact();
        return length == 0 && count < 0 ? -1 : length;
    }

    /** Opens one packet; false where there is none that is whole. */
    private boolean open(SSLEngine with, int count) throws IOException {
        received.flip();
        SSLEngineResult result = with.unwrap(received, plain);
        received.compact();
        if (result.getStatus() == Status.CLOSED) {
            throw new IOException("the server ended TLS");
        }
        note(result);
        go(with);
        return result.getStatus() == Status.OK && (count > 0 || result.bytesConsumed() > 0 || received.position() > 0);
    }

    /** Does what the handshake asks for on this side. */
    private void go(SSLEngine with) throws IOException {
        HandshakeStatus next = with.getHandshakeStatus();
        while (next == HandshakeStatus.NEED_TASK || (next == HandshakeStatus.NEED_WRAP && flushed())) {
            if (next == HandshakeStatus.NEED_TASK) {
                Runnable task = with.getDelegatedTask();
                if (task != null) {
                    task.run();
                }
            } else {
                seal(with, NOTHING.duplicate());
            }
            next = with.getHandshakeStatus();
        }
        flushed();
    }

    private void note(SSLEngineResult result) {
        agreed = agreed || result.getHandshakeStatus() == HandshakeStatus.FINISHED;
    }

    private void seal(SSLEngine with, ByteBuffer from) throws IOException {
        SSLEngineResult result = with.wrap(from, sealed);
        if (result.getStatus() != Status.OK) {
            throw new IOException("TLS is at an end: " + result.getStatus());
        }
        note(result);
    }

    private boolean flushed() throws IOException {
        sealed.flip();
        socket.write(sealed);
        sealed.compact();
        return sealed.position() == 0;
    }

    /** As of any channel; 0 also while the handshake is under way. */
    @Override
    public int write(ByteBuffer from) throws IOException {
        if (engine == null) {
            return socket.write(from);
        }
        int before = from.remaining();
        if (!agreed) {
            go(engine);
        }
        while (agreed && flushed() && from.hasRemaining()) {
            seal(engine, from);
        }
        return before - from.remaining();
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
