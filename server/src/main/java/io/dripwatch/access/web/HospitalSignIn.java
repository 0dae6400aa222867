package io.dripwatch.access.web;

import io.dripwatch.access.Secret;
import io.dripwatch.access.oidc.Away;
import io.dripwatch.access.oidc.Begun;
import io.dripwatch.access.oidc.Identity;
import io.dripwatch.access.oidc.LoggedOut;
import io.dripwatch.access.oidc.NotAdmitted;
import io.dripwatch.access.oidc.Provider;
import io.dripwatch.access.people.Account;
import io.dripwatch.access.people.Accounts;
import io.dripwatch.access.people.Proof;
import io.dripwatch.access.people.Session;
import io.dripwatch.access.people.Sessions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How people sign in at the hospital's provider, and how the provider says that they have logged out there. */
public final class HospitalSignIn {
    private static final Logger LOG = LoggerFactory.getLogger(HospitalSignIn.class);
    private static final String PATH = "/api/v1/session/hospital";
    private static final int LARGEST_LOGOUT = 20 * 1024;

    private final Provider provider;
    private final Arrivals arrivals;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Away away = new Away();

    public HospitalSignIn(Provider provider, Arrivals arrivals, Accounts accounts, Sessions sessions) {
        this.provider = provider;
        this.arrivals = arrivals;
        this.accounts = accounts;
        this.sessions = sessions;
    }

    public void mount(Router router) {
        TextBodies.post(router, PATH, (http, body) -> begin(http));
        router.get(Provider.BACK).handler(this::back);
        router.post(PATH + "/ended")
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_LOGOUT))
                .handler(this::ended);
    }

    /** The page asks where to go; its browser is known again by a cookie when it comes back. */
    private void begin(RoutingContext http) {
        if (!accounts.claimed()) {
            Answers.refuse(http, 409, "Make the first administrator on this server's console first.");
            return;
        }
        Session before = arrivals.session(http);
        Begun begun = Begun.now(arrivals.now(), before == null ? null : before.hash());
        provider.begin(begun)
                .onSuccess(place -> {
                    String secret = Secret.fresh();
                    away.add(secret, begun);
                    SessionCookie.setAway(http, secret);
                    Answers.json(http, 200, new JsonObject().put("location", place));
                })
                .onFailure(failure -> {
                    LOG.debug("Nobody can be sent to the provider of people's sign-in", failure);
                    String trouble = provider.trouble();
                    Answers.refuse(http, 503, trouble == null ? "That cannot be done now." : trouble);
                });
    }

    private void back(RoutingContext http) {
        Begun begun = away.back(SessionCookie.ofAway(http), parameter(http, "state"), arrivals.now());
        String code = parameter(http, "code");
        if (begun == null || code.isEmpty()) {
            refuse(http, NotAdmitted.Why.FAILED);
            return;
        }
        SessionCookie.removeAway(http);
        provider.identity(code, begun)
                .onSuccess(identity -> arrivals.work().takeChanging(http, () -> join(identity), done -> {
                    Account joined = done.result();
                    if (joined == null) {
                        refuse(http, NotAdmitted.Why.TAKEN);
                    } else {
                        done.changes()
                                .forEach(change -> arrivals.guard().notes().administered(provider.title(), change));
                        arrivals.begun(
                                http,
                                sessions.standing(begun.before(), arrivals.now()),
                                joined,
                                "sign-in",
                                Proof.atProvider(identity.session()));
                        goTo(http, "/");
                    }
                }))
                .onFailure(failure -> {
                    LOG.warn("Somebody who came back from the provider was not admitted; why={}", reason(failure));
                    refuse(http, failure instanceof NotAdmitted known ? known.why() : NotAdmitted.Why.FAILED);
                });
    }

    private @Nullable Account join(Identity identity) {
        Account[] joined = {null};
        try {
            accounts.change(all -> joined[0] = identity.join(all, arrivals.now()));
            return joined[0];
        } catch (NotAdmitted e) {
            LOG.warn("Somebody whom the provider knows was not admitted; why={}", reason(e));
            return null;
        }
    }

    private void refuse(RoutingContext http, NotAdmitted.Why why) {
        arrivals.guard().notes().identity(http, "sign-in", null, "nobody", true);
        goTo(http, "/?sign-in=" + why.word());
    }

    /** Nothing of what others sent. */
    private static String reason(Throwable failure) {
        LOG.debug("Not admitted", failure);
        return failure instanceof NotAdmitted known ? String.valueOf(known.getMessage()) : "unexpected";
    }

    private static void goTo(RoutingContext http, String place) {
        http.response()
                .setStatusCode(303)
                .putHeader(HttpHeaders.LOCATION, place)
                .end();
    }

    private static String parameter(RoutingContext http, String name) {
        String value = http.request().getParam(name);
        return value == null ? "" : value;
    }

    /** Whoever has logged out at the provider is signed in nowhere here (OpenID Connect Back-Channel Logout 1.0). */
    private void ended(RoutingContext http) {
        String token = http.request().getFormAttribute("logout_token");
        provider.loggedOut(token == null ? "" : token)
                .onSuccess(who -> {
                    end(who).forEach(id -> note(http, id));
                    arrivals.guard().look();
                    arrivals.keep();
                    Answers.json(http, 200, new JsonObject());
                })
                .onFailure(failure -> {
                    LOG.warn("A logout of the provider was refused; why={}", reason(failure));
                    arrivals.guard().notes().identity(http, "sign-out-at-provider", null, "nobody", true);
                    Answers.refuse(http, 400, "expected a logout_token of the hospital's provider");
                });
    }

    private Set<String> end(LoggedOut who) {
        if (who.session() != null) {
            return sessions.endAtProvider(who.session());
        }
        Set<String> whose = accounts.all().values().stream()
                .filter(account ->
                        account.subject() != null && account.subject().equals(who.subject()))
                .map(Account::id)
                .collect(Collectors.toSet());
        whose.forEach(sessions::endAll);
        return whose;
    }

    private void note(RoutingContext http, String id) {
        Account account = accounts.all().get(id);
        arrivals.guard()
                .notes()
                .identity(
                        http,
                        "sign-out-at-provider",
                        id,
                        account == null ? id : account.person().name(),
                        false);
    }
}
