package io.dripwatch.sim.load;

import io.dripwatch.sim.wire.Tls;
import java.net.InetSocketAddress;

/**
 * Where a share of the monitors sends, and how.
 *
 * @param server resolved anew for each connection
 * @param transport how they speak there
 * @param tls by which they do; none for the clear
 */
public record Destination(InetSocketAddress server, Transport transport, Tls tls) {
    /** In the clear. */
    public Destination(InetSocketAddress server, Transport transport) {
        this(server, transport, Tls.NONE);
    }

    /** Kind and port, which tell the destinations of one load apart. */
    String name() {
        return transport + " :" + server.getPort();
    }

    @Override
    public String toString() {
        return transport + (tls == Tls.NONE ? " " : " by TLS ") + server.getHostString() + ":" + server.getPort();
    }
}
