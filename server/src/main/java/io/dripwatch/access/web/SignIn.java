package io.dripwatch.access.web;

import io.dripwatch.access.oidc.Provider;
import io.dripwatch.access.people.Proof;
import io.dripwatch.access.people.Proving;
import io.dripwatch.access.people.Session;
import io.dripwatch.access.people.Sessions;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** How people sign in and out, lock and unlock a screen, and change what they prove themselves with. */
public final class SignIn {
    private static final int SHORTEST_REASON = 5;
    private static final int LONGEST_REASON = 200;
    private static final String PATH = "/api/v1/session";

    private final Arrivals arrivals;
    private final Guard guard;
    private final Sessions sessions;
    private final Proving proving;
    private final @Nullable Provider provider;
    private final InstantSource clock;

    /** @param provider where people sign in, too; null where they do not */
    public SignIn(
            Arrivals arrivals, Sessions sessions, Proving proving, @Nullable Provider provider, InstantSource clock) {
        this.arrivals = arrivals;
        this.guard = arrivals.guard();
        this.sessions = sessions;
        this.proving = proving;
        this.provider = provider;
        this.clock = clock;
    }

    public void mount(Router router) {
        router.get(PATH).handler(http -> arrivals.told(http, guard.session(http)));
        post(router, "", this::begin);
        post(router, "/unlock", this::unlock);
        post(router, "/pair", this::pair);
        post(router, "/here", (http, body) -> Answers.json(http, 200, new JsonObject()));
        post(router, "/emergency", this::breakGlass);
        post(router, "/lock", this::lock);
        post(router, "/end", this::end);
    }

    private static void post(Router router, String path, TextBodies.Taking taking) {
        TextBodies.post(router, PATH + path, taking);
    }

    private void begin(RoutingContext http, JsonObject body) {
        String id = body.getString("account", "");
        String address = Origins.address(http.request());
        Duration wait = proving.wait(id, address, clock.instant());
        if (!wait.isZero()) {
            Arrivals.slow(http, wait);
            return;
        }
        char[] password = body.getString("password", "").toCharArray();
        arrivals.work().take(http, () -> proving.byPassword(id, password, address, clock.instant()), proven -> {
            if (proven == null) {
                arrivals.wrong(http, "sign-in", id);
            } else {
                arrivals.arrived(http, proven, "sign-in", Proof.PASSWORD);
            }
        });
    }

    private void unlock(RoutingContext http, JsonObject body) {
        Session session = guard.session(http);
        String id = body.getString("account", session == null ? "" : session.account());
        if (session == null || !session.takesPin(id, clock.instant())) {
            Answers.refuse(http, 401, "A PIN does not suffice now: sign in with the password.");
            return;
        }
        char[] pin = body.getString("pin", "").toCharArray();
        arrivals.work().take(http, () -> proving.byPin(session, id, pin, clock.instant()), proven -> {
            if (proven == null) {
                arrivals.wrong(http, "unlock", id);
            } else {
                arrivals.arrived(http, proven, "unlock", Proof.PIN);
            }
        });
    }

    /** A screen on the wall says its code. */
    private void pair(RoutingContext http, JsonObject body) {
        String address = Origins.address(http.request());
        Duration wait = proving.wait(Proving.PAIRING, address, clock.instant());
        if (!wait.isZero()) {
            Arrivals.slow(http, wait);
            return;
        }
        String code = body.getString("code", "");
        arrivals.work()
                .take(http, () -> proving.byCode(guard.known().screens(), code, address, clock.instant()), secret -> {
                    guard.notes().identity(http, "pair-screen", null, "nobody", secret == null);
                    if (secret == null) {
                        Answers.refuse(http, 401, "That code does not count, or not any more.");
                    } else {
                        SessionCookie.setScreen(http, secret);
                        Answers.json(http, 200, new JsonObject());
                    }
                });
    }

    /** Somebody must do more than their role allows, now, and says why. */
    private void breakGlass(RoutingContext http, JsonObject body) {
        String reason = body.getString("reason", "").strip();
        Session session = guard.session(http);
        if (session == null || reason.length() < SHORTEST_REASON || reason.length() > LONGEST_REASON) {
            Answers.refuse(
                    http, 400, "expected a reason of " + SHORTEST_REASON + " to " + LONGEST_REASON + " characters");
            return;
        }
        sessions.breakGlass(session, clock.instant());
        guard.notes().brokeGlass(http, Guard.present(http), reason);
        arrivals.told(http, guard.session(http));
    }

    private void lock(RoutingContext http, JsonObject body) {
        Session session = guard.session(http);
        if (session != null) {
            sessions.lock(session);
        }
        arrivals.told(http, guard.session(http));
    }

    private void end(RoutingContext http, JsonObject body) {
        Session session = guard.session(http);
        if (session != null) {
            guard.notes()
                    .identity(
                            http,
                            "sign-out",
                            session.account(),
                            Guard.present(http).name(),
                            false);
            sessions.end(session);
            guard.look();
            arrivals.keep();
        }
        SessionCookie.remove(http);
        leave(session).onComplete(place -> Answers.json(http, 200, new JsonObject().put("location", place.result())));
    }

    /** Where the page goes next; null where whoever was here does not sign in at the provider. */
    private Future<@Nullable String> leave(@Nullable Session session) {
        return provider == null || session == null || sessions.hasPassword(session)
                ? Future.succeededFuture()
                : provider.leave();
    }
}
