package io.dripwatch.device;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * How a connection may speak: by TLS where there is any, in the clear from networks that were named.
 *
 * @param plainFrom networks that may speak in the clear
 * @param tls null where there is none
 */
public record WireTerms(List<Network> plainFrom, @Nullable Tls tls) {
    /** This machine itself: what it says to itself leaves no wire. */
    public static final List<Network> THIS_MACHINE = List.of(Network.of("127.0.0.0/8"), Network.of("::1"));

    /**
     * How this server speaks TLS.
     *
     * @param engine gives the server's half of the next connection
     * @param tasks where its keys are computed, which takes a millisecond or two: not on an event loop, where the
     *     neighbours would wait
     */
    public record Tls(Supplier<SSLEngine> engine, Executor tasks) {}

    public WireTerms {
        plainFrom = List.copyOf(plainFrom);
    }

    /** In the clear from this machine, and nobody else. */
    public static WireTerms ofThisMachine() {
        return new WireTerms(THIS_MACHINE, null);
    }

    boolean mayBePlain(@Nullable String address) {
        return address != null && plainFrom.stream().anyMatch(network -> network.contains(address));
    }
}
