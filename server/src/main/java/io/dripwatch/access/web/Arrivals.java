package io.dripwatch.access.web;

import io.dripwatch.access.people.Account;
import io.dripwatch.access.people.Accounts;
import io.dripwatch.access.people.Proof;
import io.dripwatch.access.people.Session;
import io.dripwatch.access.people.Sessions;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What happens when somebody has shown who they are, or could not: cookie, record, answer. */
public final class Arrivals {
    private static final String WRONG = "Account, password or PIN is wrong.";

    private final PasswordWork work;
    private final Guard guard;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Whoami whoami;
    private final InstantSource clock;

    public Arrivals(
            PasswordWork work, Guard guard, Accounts accounts, Sessions sessions, Whoami whoami, InstantSource clock) {
        this.work = work;
        this.guard = guard;
        this.accounts = accounts;
        this.sessions = sessions;
        this.whoami = whoami;
        this.clock = clock;
    }

    PasswordWork work() {
        return work;
    }

    Guard guard() {
        return guard;
    }

    Instant now() {
        return clock.instant();
    }

    /** The session of the browser that asks; null where there is none. */
    @Nullable
    Session session(RoutingContext http) {
        return guard.session(http);
    }

    /** Tells the page who is here now. */
    void told(RoutingContext http, @Nullable Session session) {
        Answers.json(http, 200, whoami.of(session, Guard.caller(http), clock.instant()));
    }

    /** Somebody has shown who they are, and the page is told. */
    void arrived(RoutingContext http, Account account, String how, Proof proof) {
        told(http, begun(http, session(http), account, how, proof));
    }

    /**
     * Somebody has shown who they are.
     *
     * @param before the session of the same browser; it ends here
     * @param how for the record
     * @param proof by what
     */
    @Nullable
    Session begun(RoutingContext http, @Nullable Session before, Account account, String how, Proof proof) {
        guard.notes().identity(http, how, account.id(), account.person().name(), false);
        Instant now = clock.instant();
        String secret = sessions.begin(before, account.id(), proof, now);
        SessionCookie.set(http, secret);
        keep();
        return sessions.of(secret, now);
    }

    /** What was typed as an account is told of only where it is one: a password may have been typed there. */
    void wrong(RoutingContext http, String what, String id) {
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

    /** Somebody was wrong too often. */
    static void slow(RoutingContext http, Duration wait) {
        long seconds = wait.toSeconds() + 1;
        http.response().putHeader("Retry-After", Long.toString(seconds));
        Answers.refuse(http, 429, "Too many wrong attempts: try again in " + seconds + " s.");
    }

    void keep() {
        work.beside(() -> sessions.keep(clock.instant()));
    }
}
