package io.dripwatch.app.config;

import io.dripwatch.access.tls.TlsFiles;
import io.dripwatch.device.Network;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How others speak with this server.
 *
 * @param tls the certificates; null where there is no TLS
 * @param plainFrom who may speak in the clear
 */
public record WirePolicy(@Nullable TlsFiles tls, List<Network> plainFrom) {
    public WirePolicy {
        plainFrom = List.copyOf(plainFrom);
    }

    /** For whoever reads a log or checks a configuration. */
    public String sentence() {
        String named = plainFrom.stream().map(Network::toString).collect(Collectors.joining(", "));
        String plain = named.isEmpty() ? "nobody may speak in the clear" : named + " may speak in the clear";
        if (tls == null) {
            return plain + ", all others are turned away";
        }
        return plain + ", all others by TLS"
                + (tls.clientCa() == null ? "" : ", devices with a certificate of their own");
    }
}
