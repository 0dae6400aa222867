package io.dripwatch.push;

import io.dripwatch.access.tls.OutwardTls;
import io.dripwatch.device.Network;
import io.dripwatch.push.Destination.Away;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where another system is, and how it is spoken to.
 *
 * @param host its name or address
 * @param port 1 to 65535
 * @param tls null where it is spoken to in the clear
 * @param plainTo networks in which it must be then
 */
public record Endpoint(String host, int port, @Nullable OutwardTls tls, List<Network> plainTo) {
    public Endpoint {
        plainTo = List.copyOf(plainTo);
        if (host.isBlank() || port < 1 || port > 65535) {
            throw new IllegalArgumentException("expected a host and a port from 1 to 65535, got " + host + ":" + port);
        }
    }

    /**
     * Its address as it is now. Blocks.
     *
     * @throws Away where it has none, or must not be spoken to in the clear there
     */
    public InetAddress address() throws Away {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new Away("there is no host " + host, e);
        }
        String numeric = address.getHostAddress();
        if (tls == null && plainTo.stream().noneMatch(network -> network.contains(numeric))) {
            throw new Away(host + " is at " + numeric + ", to which patients' data must not go in the clear");
        }
        return address;
    }
}
