package io.dripwatch.access.web;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** What every answer tells a browser to refuse. */
final class Hardening {
    private static final String CONTENT = "default-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none';"
            + " form-action 'self'; frame-ancestors 'none'";
    private static final String FEATURES =
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), display-capture=()";
    private static final String ONE_YEAR = "max-age=31536000";

    private Hardening() {}

    static void harden(RoutingContext http) {
        MultiMap headers = http.response().headers();
        headers.set("Content-Security-Policy", CONTENT)
                .set("X-Content-Type-Options", "nosniff")
                .set("X-Frame-Options", "DENY")
                .set("Referrer-Policy", "no-referrer")
                .set("Permissions-Policy", FEATURES)
                .set("Cross-Origin-Opener-Policy", "same-origin")
                .set("Cross-Origin-Resource-Policy", "same-origin");
        if (http.request().method().equals(HttpMethod.GET)) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        if (http.request().isSSL()) {
            headers.set("Strict-Transport-Security", ONE_YEAR);
        }
        http.next();
    }
}
