package io.dripwatch.sim.acceptance;

import io.dripwatch.sim.wire.Badge;
import io.dripwatch.sim.wire.Tls;
import io.dripwatch.sim.wire.Visitor;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The installed server, and a free chair in it.
 *
 * @param http {@code http://host:port}, or https: then its devices speak by TLS, too
 * @param tls how
 * @param mllp where HL7 devices dial in
 * @param mqtt where MQTT devices publish; null for a server without
 * @param visitor who presses and reads
 * @param badge that devices show which speak JSON
 * @param unit point of care of the room
 * @param chair a chair without a session
 * @param protocol the id of a protocol with a limit on saturation
 * @param restart how the server is restarted
 * @param patience how long anything may take
 * @param reports where the reports are written
 */
public record Site(
        URI http,
        Tls tls,
        InetSocketAddress mllp,
        @Nullable InetSocketAddress mqtt,
        Visitor visitor,
        Badge badge,
        String unit,
        String chair,
        String protocol,
        @Nullable Restart restart,
        Duration patience,
        Path reports) {

    /** How HL7 and MQTT are spoken. */
    Tls ofDevices() {
        return isSecured() ? tls : Tls.NONE;
    }

    boolean isSecured() {
        return "https".equals(http.getScheme());
    }

    /** Restarts the server, by a command or by asking a person. */
    public interface Restart {
        /**
         * Returns once it was asked for; the server may still be on its way.
         *
         * @throws Exception where it cannot be done
         */
        void run() throws Exception;
    }
}
