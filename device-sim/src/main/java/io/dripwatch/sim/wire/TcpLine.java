package io.dripwatch.sim.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A TCP connection that can be made again. */
final class TcpLine {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

    private final InetSocketAddress server;
    private final Tls tls;
    private volatile @Nullable Socket socket;

    /**
     * Connects when asked.
     *
     * @param server host and port; the name is looked up anew for each connection
     */
    TcpLine(InetSocketAddress server, Tls tls) {
        this.server = server;
        this.tls = tls;
    }

    InputStream connect() throws IOException {
        Socket fresh = new Socket();
        socket = fresh;
        fresh.setTcpNoDelay(true);
        fresh.connect(
                new InetSocketAddress(server.getHostString(), server.getPort()),
                Math.toIntExact(CONNECT_LIMIT.toMillis()));
        fresh.setSoTimeout(Math.toIntExact(CONNECT_LIMIT.toMillis()));
        Socket secured = tls.around(fresh, server);
        secured.setSoTimeout(0);
        socket = secured;
        return secured.getInputStream();
    }

    void write(byte[] bytes) throws IOException {
        current().getOutputStream().write(bytes);
    }

    /** Lets reads fail with a timeout after so long. */
    void readWithin(int millis) throws IOException {
        current().setSoTimeout(millis);
    }

    private Socket current() throws IOException {
        Socket current = socket;
        if (current == null) {
            throw new IOException("not connected");
        }
        return current;
    }

    void disconnect() {
        Socket current = socket;
        socket = null;
        if (current != null) {
            try {
                current.close();
            } catch (IOException e) {
                throw new UncheckedIOException("a socket cannot be closed", e);
            }
        }
    }
}
