package io.dripwatch.device.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Where a request carries its token. */
final class BearerToken {
    private static final String BEARER = "Bearer ";
    private static final String PROTOCOLS = "Sec-WebSocket-Protocol";

    private BearerToken() {}

    /**
     * The token in the header Authorization, or, since a browser's WebSocket can set none, the first of its
     * sub-protocols where another one is offered beside it. Null where there is none.
     */
    static @Nullable String of(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? authorization.substring(BEARER.length()).strip()
                    : authorization;
        }
        String offered = request.getHeader(PROTOCOLS);
        int comma = offered == null ? -1 : offered.indexOf(',');
        return offered == null || comma < 0 ? null : offered.substring(0, comma).strip();
    }
}
