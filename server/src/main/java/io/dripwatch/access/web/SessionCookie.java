package io.dripwatch.access.web;

import io.dripwatch.access.people.Session;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of a person's session and of a screen on the wall: no script reads them, no other site sends them, by TLS
 * no plain connection carries them, and none that a page in the clear has set is taken for one.
 */
final class SessionCookie {
    private static final String PERSON = "dripwatch";
    private static final String SCREEN = "dripwatch-screen";
    private static final String AWAY = "dripwatch-away";
    private static final Duration AWAY_FOR = Duration.ofMinutes(10);
    private static final Duration AS_LONG_AS_BROWSERS_KEEP_ANY = Duration.ofDays(400);

    private SessionCookie() {}

    static @Nullable String ofPerson(RoutingContext http) {
        return value(http, PERSON);
    }

    static @Nullable String ofScreen(RoutingContext http) {
        return value(http, SCREEN);
    }

    static void set(RoutingContext http, String secret) {
        http.response().addCookie(cookie(http, PERSON, secret).setMaxAge(Session.SHOWN.toSeconds()));
    }

    static void setScreen(RoutingContext http, String secret) {
        http.response().addCookie(cookie(http, SCREEN, secret).setMaxAge(AS_LONG_AS_BROWSERS_KEEP_ANY.toSeconds()));
    }

    static @Nullable String ofAway(RoutingContext http) {
        return value(http, AWAY);
    }

    /** Of a browser that goes to the hospital's provider: from there it comes back with this cookie alone. */
    static void setAway(RoutingContext http, String secret) {
        http.response()
                .addCookie(cookie(http, AWAY, secret)
                        .setSameSite(CookieSameSite.LAX)
                        .setMaxAge(AWAY_FOR.toSeconds()));
    }

    static void removeAway(RoutingContext http) {
        http.response().addCookie(cookie(http, AWAY, "").setMaxAge(0));
    }

    static void remove(RoutingContext http) {
        http.response().addCookie(cookie(http, PERSON, "").setMaxAge(0));
    }

    private static @Nullable String value(RoutingContext http, String name) {
        Cookie cookie = http.request().getCookie(prefixed(http, name));
        return cookie == null ? null : cookie.getValue();
    }

    private static String prefixed(RoutingContext http, String name) {
        return http.request().isSSL() ? "__Host-" + name : name;
    }

    private static Cookie cookie(RoutingContext http, String name, String value) {
        return Cookie.cookie(prefixed(http, name), value)
                .setPath("/")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure(http.request().isSSL());
    }
}
