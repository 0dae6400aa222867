package io.dripwatch.sim.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port at which nobody answers: bound, so that no other test is given it, and not listening, so that whoever
 * connects is refused.
 */
public final class Nobody implements AutoCloseable {
    private final Socket holder = new Socket();

    public Nobody() throws IOException {
        holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(holder.getLocalAddress(), holder.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        holder.close();
    }
}
