package io.dripwatch.sim.load;

import java.net.InetSocketAddress;

/**
 * Where a share of the monitors sends, and how.
 *
 * @param server resolved anew for each connection
 * @param transport how they speak there
 */
public record Destination(InetSocketAddress server, Transport transport) {
    /** Kind and port, which tell the destinations of one load apart. */
    String name() {
        return transport + " :" + server.getPort();
    }

    @Override
    public String toString() {
        return transport + " " + server.getHostString() + ":" + server.getPort();
    }
}
