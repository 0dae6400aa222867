package io.dripwatch.access.web;

import io.dripwatch.access.people.Account;
import io.dripwatch.access.people.Accounts;
import io.dripwatch.access.people.Hashed;
import io.dripwatch.access.people.Proof;
import io.dripwatch.access.people.Proving;
import io.dripwatch.access.people.SecretRules;
import io.dripwatch.access.people.Session;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** How people change their own password and PIN: they show once more who they are. */
public final class OwnSecrets {
    private static final String PATH = "/api/v1/session";

    private final Arrivals arrivals;
    private final Accounts accounts;
    private final Proving proving;

    public OwnSecrets(Arrivals arrivals, Accounts accounts, Proving proving) {
        this.arrivals = arrivals;
        this.accounts = accounts;
        this.proving = proving;
    }

    public void mount(Router router) {
        TextBodies.post(router, PATH + "/password", this::password);
        TextBodies.post(router, PATH + "/pin", this::pin);
    }

    private void password(RoutingContext http, JsonObject body) {
        String next = body.getString("next", "");
        String why = SecretRules.password(next, Guard.present(http).account());
        if (why != null) {
            Answers.refuse(http, 400, why);
            return;
        }
        byPassword(http, body, "change-password", account -> {
            Hashed hashed = Hashed.of(next.toCharArray(), Hashed.ITERATIONS);
            Instant now = arrivals.now();
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
        Consumer<Account> change = account -> {
            Hashed hashed = Hashed.of(next.toCharArray(), Hashed.ITERATIONS);
            accounts.change(all -> all.computeIfPresent(account.id(), (id, known) -> known.withPin(hashed)));
        };
        Account account = accounts.enabled(Guard.present(http).account());
        if (account != null && account.password() == null) {
            byProvider(http, account, change);
        } else {
            byPassword(http, body, "change-pin", change);
        }
    }

    /** Whoever has no password here has shown at the provider, a short while ago, who they are. */
    private void byProvider(RoutingContext http, Account account, Consumer<Account> change) {
        Session session = arrivals.session(http);
        if (session == null || !session.isFresh(arrivals.now())) {
            Answers.refuse(http, 401, "Sign in at the hospital's provider once more, then set the PIN.");
            return;
        }
        arrivals.work()
                .take(
                        http,
                        () -> {
                            change.accept(account);
                            return account;
                        },
                        changed -> {
                            arrivals.guard()
                                    .notes()
                                    .identity(
                                            http,
                                            "change-pin",
                                            account.id(),
                                            account.person().name(),
                                            false);
                            arrivals.told(http, session);
                        });
    }

    /** Changes an account of somebody who shows their password once more, and goes on with a new session. */
    private void byPassword(RoutingContext http, JsonObject body, String what, Consumer<Account> change) {
        String id = Guard.present(http).account();
        String address = Origins.address(http.request());
        char[] password = body.getString("password", "").toCharArray();
        Duration wait = proving.wait(id, address, arrivals.now());
        if (!wait.isZero()) {
            Arrivals.slow(http, wait);
            return;
        }
        arrivals.work()
                .take(
                        http,
                        () -> {
                            Account account = proving.byPassword(id, password, address, arrivals.now());
                            if (account != null) {
                                change.accept(account);
                            }
                            return account;
                        },
                        account -> {
                            if (account == null) {
                                arrivals.wrong(http, what, id);
                            } else {
                                arrivals.arrived(http, account, what, Proof.PASSWORD);
                            }
                        });
    }
}
