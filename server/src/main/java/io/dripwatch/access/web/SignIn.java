package io.dripwatch.access.web;

import io.dripwatch.access.Account;
import io.dripwatch.access.Accounts;
import io.dripwatch.access.Hashed;
import io.dripwatch.access.Proving;
import io.dripwatch.access.SecretRules;
import io.dripwatch.access.Session;
import io.dripwatch.access.Sessions;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How people sign in and out, lock and unlock a screen, and change what they prove themselves with. */
public final class SignIn {
    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
    private static final int LARGEST_BODY = 4 * 1024;
    private static final int SHORTEST_REASON = 5;
    private static final int LONGEST_REASON = 200;
    private static final String PATH = "/api/v1/session";
    private static final String WRONG = "Account, password or PIN is wrong.";

    private final PasswordWork work;
    private final Guard guard;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Proving proving;
    private final Whoami whoami;
    private final InstantSource clock;

    /** What is done with a body. */
    private interface Taking {
        void take(RoutingContext http, JsonObject body);
    }

    public SignIn(
            Vertx vertx,
            Guard guard,
            Accounts accounts,
            Sessions sessions,
            Proving proving,
            Whoami whoami,
            InstantSource clock) {
        this.work = new PasswordWork(vertx);
        this.guard = guard;
        this.accounts = accounts;
        this.sessions = sessions;
        this.proving = proving;
        this.whoami = whoami;
        this.clock = clock;
    }

    public void mount(Router router) {
        router.get(PATH).handler(http -> told(http, guard.session(http)));
        post(router, "", this::begin);
        post(router, "/unlock", this::unlock);
        post(router, "/pair", this::pair);
        post(router, "/here", (http, body) -> Answers.json(http, 200, new JsonObject()));
        post(router, "/emergency", this::breakGlass);
        post(router, "/lock", this::lock);
        post(router, "/end", this::end);
        post(router, "/password", this::password);
        post(router, "/pin", this::pin);
    }

    private void post(Router router, String path, Taking taking) {
        router.post(PATH + path)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
                .handler(http -> {
                    JsonObject body = body(http);
                    if (body == null) {
                        Answers.refuse(http, 400, "expected a JSON object with texts");
                    } else {
                        taking.take(http, body);
                    }
                });
    }

    private static @Nullable JsonObject body(RoutingContext http) {
        try {
            JsonObject body = http.body().asJsonObject();
            boolean texts = body != null && body.stream().allMatch(each -> each.getValue() instanceof String);
            return body == null ? new JsonObject() : texts ? body : null;
        } catch (DecodeException | ClassCastException e) {
            LOG.debug("A body at the sign-in was no JSON", e);
            return null;
        }
    }

    private void begin(RoutingContext http, JsonObject body) {
        String id = body.getString("account", "");
        String address = Origins.address(http.request());
        Duration wait = proving.wait(id, address, clock.instant());
        if (!wait.isZero()) {
            slow(http, wait);
            return;
        }
        char[] password = body.getString("password", "").toCharArray();
        work.take(http, () -> proving.byPassword(id, password, address, clock.instant()), proven -> {
            if (proven == null) {
                wrong(http, "sign-in", id);
            } else {
                guard.notes().identity(http, "sign-in", id, proven.person().name(), false);
                signedIn(http, proven, true);
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
        work.take(http, () -> proving.byPin(session, id, pin, clock.instant()), proven -> {
            if (proven == null) {
                wrong(http, "unlock", id);
            } else {
                guard.notes().identity(http, "unlock", id, proven.person().name(), false);
                signedIn(http, proven, false);
            }
        });
    }

    /** What was typed as an account is told of only where it is one: a password may have been typed there. */
    private void wrong(RoutingContext http, String what, String id) {
        Account account = accounts.enabled(id);
        guard.notes()
                .identity(
                        http,
                        what,
                        account == null ? null : id,
                        account == null ? "nobody" : account.person().name(),
                        true);
        Answers.refuse(http, 401, WRONG);
    }

    private void told(RoutingContext http, @Nullable Session session) {
        Answers.json(http, 200, whoami.of(session, Guard.caller(http), clock.instant()));
    }

    /** A screen on the wall says its code. */
    private void pair(RoutingContext http, JsonObject body) {
        String address = Origins.address(http.request());
        Duration wait = proving.wait(Proving.PAIRING, address, clock.instant());
        if (!wait.isZero()) {
            slow(http, wait);
            return;
        }
        String code = body.getString("code", "");
        work.take(http, () -> proving.byCode(guard.known().screens(), code, address, clock.instant()), secret -> {
            guard.notes().identity(http, "pair-screen", null, "nobody", secret == null);
            if (secret == null) {
                Answers.refuse(http, 401, "That code does not count, or not any more.");
            } else {
                SessionCookie.setScreen(http, secret);
                Answers.json(http, 200, new JsonObject());
            }
        });
    }

    private void signedIn(RoutingContext http, Account account, boolean byPassword) {
        Instant now = clock.instant();
        String secret = sessions.begin(guard.session(http), account.id(), byPassword, now);
        SessionCookie.set(http, secret);
        told(http, sessions.of(secret, now));
        keep();
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
        told(http, guard.session(http));
    }

    private void lock(RoutingContext http, JsonObject body) {
        Session session = guard.session(http);
        if (session != null) {
            sessions.lock(session);
        }
        told(http, guard.session(http));
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
            keep();
        }
        SessionCookie.remove(http);
        Answers.json(http, 200, new JsonObject());
    }

    private void password(RoutingContext http, JsonObject body) {
        String next = body.getString("next", "");
        Caller caller = Guard.present(http);
        String why = SecretRules.password(next, caller.account());
        if (why != null) {
            Answers.refuse(http, 400, why);
            return;
        }
        proven(http, body, account -> {
            Hashed hashed = Hashed.of(next.toCharArray(), Hashed.ITERATIONS);
            Instant now = clock.instant();
            accounts.change(all -> all.computeIfPresent(account.id(), (id, known) -> known.withPassword(hashed, now)));
        });
    }

    private void pin(RoutingContext http, JsonObject body) {
        String next = body.getString("pin", "");
        String why = SecretRules.pin(next);
        if (why != null) {
            Answers.refuse(http, 400, why);
            return;
        }
        proven(http, body, account -> {
            Hashed hashed = Hashed.of(next.toCharArray(), Hashed.ITERATIONS);
            accounts.change(all -> all.computeIfPresent(account.id(), (id, known) -> known.withPin(hashed)));
        });
    }

    /** Changes an account of somebody who shows their password once more, and goes on with a new session. */
    private void proven(RoutingContext http, JsonObject body, Consumer<Account> change) {
        String id = Guard.present(http).account();
        String address = Origins.address(http.request());
        char[] password = body.getString("password", "").toCharArray();
        Duration wait = proving.wait(id, address, clock.instant());
        if (!wait.isZero()) {
            slow(http, wait);
            return;
        }
        work.take(
                http,
                () -> {
                    Account account = proving.byPassword(id, password, address, clock.instant());
                    if (account != null) {
                        change.accept(account);
                    }
                    return account;
                },
                account -> {
                    String what = http.normalizedPath().substring(PATH.length() + 1);
                    if (account == null) {
                        wrong(http, "change-" + what, id);
                    } else {
                        guard.notes()
                                .identity(
                                        http,
                                        "change-" + what,
                                        id,
                                        account.person().name(),
                                        false);
                        signedIn(http, account, true);
                    }
                });
    }

    private static void slow(RoutingContext http, Duration wait) {
        long seconds = wait.toSeconds() + 1;
        http.response().putHeader("Retry-After", Long.toString(seconds));
        Answers.refuse(http, 429, "Too many wrong attempts: try again in " + seconds + " s.");
    }

    private void keep() {
        work.beside(() -> sessions.keep(clock.instant()));
    }
}
