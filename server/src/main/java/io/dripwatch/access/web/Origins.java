package io.dripwatch.access.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From whose page a request comes, and under which name this server was asked. */
final class Origins {
    private static final Logger LOG = LoggerFactory.getLogger(Origins.class);
    private static final String BEARER = "Bearer ";
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

    private Origins() {}

    /** Whether no page of another site can have sent it. */
    static boolean ownPage(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        boolean reads = request.method().name().equals("GET");
        if (site != null && !reads && !site.equals("same-origin") && !site.equals("none")) {
            return false;
        }
        return origin == null || ours(origin, request);
    }

    private static boolean ours(String origin, HttpServerRequest request) {
        try {
            String authority = URI.create(origin).getAuthority();
            HostAndPort asked = request.authority();
            return authority != null && asked != null && authority.equalsIgnoreCase(asked.toString());
        } catch (IllegalArgumentException e) {
            LOG.debug("A request carried an origin that is no address", e);
            return false;
        }
    }

    /** Whether this server was asked under a name that only this machine has: no name of the outside leads here. */
    static boolean askedAsThisMachine(HttpServerRequest request) {
        HostAndPort asked = request.authority();
        return asked != null && THIS_MACHINE.contains(asked.host());
    }

    /** Whether nobody on the way can read along. */
    static boolean unread(HttpServerRequest request) {
        return request.isSSL() || fromThisMachine(request.remoteAddress());
    }

    static boolean fromThisMachine(@Nullable SocketAddress address) {
        String host = address == null ? null : address.hostAddress();
        return host != null && (host.startsWith("127.") || host.equals("0:0:0:0:0:0:0:1") || host.equals("::1"));
    }

    /** The token that a request shows; null where it shows none. */
    static @Nullable String bearer(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            return null;
        }
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : "";
    }

    /** From where it comes. */
    static String address(HttpServerRequest request) {
        SocketAddress address = request.remoteAddress();
        String host = address == null ? null : address.hostAddress();
        return host == null ? "unknown" : host;
    }
}
