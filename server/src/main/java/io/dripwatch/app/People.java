package io.dripwatch.app;

import io.dripwatch.access.Action;
import io.dripwatch.access.Bearer;
import io.dripwatch.access.Witness;
import io.dripwatch.access.keys.ClientFile;
import io.dripwatch.access.keys.Clients;
import io.dripwatch.access.keys.Keys;
import io.dripwatch.access.keys.WallScreenFile;
import io.dripwatch.access.keys.WallScreens;
import io.dripwatch.access.oidc.Provider;
import io.dripwatch.access.oidc.ProviderPlan;
import io.dripwatch.access.people.Account;
import io.dripwatch.access.people.AccountFile;
import io.dripwatch.access.people.Accounts;
import io.dripwatch.access.people.Ledger;
import io.dripwatch.access.people.Proving;
import io.dripwatch.access.people.SessionFile;
import io.dripwatch.access.people.Sessions;
import io.dripwatch.access.smart.IssuedTokens;
import io.dripwatch.access.smart.IssuerPlan;
import io.dripwatch.access.smart.ShortTokens;
import io.dripwatch.access.smart.TokenDoor;
import io.dripwatch.access.web.Administration;
import io.dripwatch.access.web.Arrivals;
import io.dripwatch.access.web.Guard;
import io.dripwatch.access.web.HospitalSignIn;
import io.dripwatch.access.web.Known;
import io.dripwatch.access.web.OwnSecrets;
import io.dripwatch.access.web.PasswordWork;
import io.dripwatch.access.web.PublicAddress;
import io.dripwatch.access.web.SignIn;
import io.dripwatch.access.web.Spoken;
import io.dripwatch.access.web.Whereabouts;
import io.dripwatch.access.web.Whoami;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.ConfigError;
import io.dripwatch.app.config.Settings;
import io.dripwatch.health.Health;
import io.dripwatch.record.JournalReader;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.Rooms;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who use the screens: who they are, and what they may do. */
final class People {
    private static final Logger LOG = LoggerFactory.getLogger(People.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMinutes(1);

    private final Settings settings;
    private final InstantSource clock;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Clients clients;
    private final WallScreens screens;
    private final ShortTokens shortTokens;
    private final Ledger ledger;
    private @Nullable Guard guard;
    private @Nullable TokenDoor tokenDoor;
    private @Nullable IssuedTokens issuedTokens;

    /** @throws ConfigError where others would reach a server on which nobody could be told from anybody */
    People(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.accounts = new Accounts(new AccountFile(settings.data()));
        this.sessions = new Sessions(accounts, new SessionFile(settings.data()), settings.idle());
        this.clients = new Clients(new ClientFile(settings.data()));
        this.ledger = new Ledger(settings.data());
        this.shortTokens = new ShortTokens(clients);
        this.screens = new WallScreens(new WallScreenFile(settings.data()));
        if (!Config.isThisMachine(settings.listening().httpHost()) && !accounts.administered()) {
            throw new ConfigError("http.host: expected 127.0.0.1, ::1 or localhost, got "
                    + settings.listening().httpHost()
                    + "; there is no administrator yet (dripwatch user add NAME --role administrator)");
        }
    }

    /** Whether whoever comes must say who they are. */
    boolean claimed() {
        return accounts.claimed();
    }

    /** Whether an account counts and may see the room of a chair. */
    boolean sees(String account, ChairId chair) {
        Account known = accounts.enabled(account);
        Rooms rooms = settings.room().rooms();
        String room = rooms.nameOf(chair);
        return known != null
                && (room == null ? rooms.names() : List.of(room))
                        .stream().allMatch(each -> known.person().roleFor(Action.SEE_ROOM, each) != null);
    }

    /** What a program may now; null where it counts no more. */
    @Nullable
    Bearer program(String name) {
        return clients.named(name, clock.instant());
    }

    /** What is to be told where nobody has to sign in; null where they have. */
    @Nullable
    String note() {
        if (accounts.claimed()) {
            return null;
        }
        return "Nobody has to sign in: this machine only. Others need "
                + (settings.wire().tls() == null ? "TLS and an administrator" : "an administrator")
                + " (dripwatch user add).";
    }

    private @Nullable String told(@Nullable String note) {
        return note == null ? null : settings.wording().tell(note);
    }

    /**
     * Stands before all other addresses, and adds its own.
     *
     * @param journal knows in which chair a session was
     * @param witness is told of all who come
     * @param health is told where the hospital's provider does not answer
     * @return who knows who has come
     */
    Guard mount(Vertx vertx, Router router, JournalReader journal, Witness witness, Health health) {
        IssuerPlan issuer = settings.issuer();
        IssuedTokens issued = issuer == null ? null : new IssuedTokens(vertx, issuer, clock);
        issuedTokens = issued;
        Known known = new Known(
                screens, issued == null ? List.of(clients, shortTokens) : List.of(clients, shortTokens, issued));
        if (issued != null) {
            health.watch("token issuer", Priority.LOW, issued::trouble);
            issued.look();
            vertx.setPeriodic(BETWEEN_QUESTIONS.toMillis(), due -> issued.look());
        }
        Whereabouts whereabouts = new Whereabouts(
                settings.room().rooms(), session -> vertx.executeBlocking(() -> journal.chairOf(session), false));
        Guard door = new Guard(accounts, sessions, known, whereabouts, witness, clock);
        router.route().handler(Spoken.in(settings.wording()));
        door.mount(router);
        guard = door;
        PasswordWork work = administration(vertx, router, door);
        PublicAddress address = new PublicAddress(settings.listening().publicUrl());
        TokenDoor tokens = new TokenDoor(vertx, settings.data(), clients, shortTokens, address, witness, clock);
        tokens.mount(router);
        tokenDoor = tokens;
        signIn(vertx, router, door, work, health);
        return door;
    }

    /** What is changed on the console stands in the record, too. */
    private PasswordWork administration(Vertx vertx, Router router, Guard door) {
        Keys keys = new Keys(settings.data());
        PasswordWork work = new PasswordWork(vertx, ledger);
        new Administration(work, door, accounts, keys, clock).mount(router);
        tellElsewhere(work, door);
        vertx.setPeriodic(BETWEEN_LOOKS.toMillis(), due -> tellElsewhere(work, door));
        return work;
    }

    private static void tellElsewhere(PasswordWork work, Guard door) {
        work.elsewhere()
                .onSuccess(changes ->
                        changes.forEach(change -> door.notes().administered("console of this machine", change)));
    }

    private void signIn(Vertx vertx, Router router, Guard door, PasswordWork work, Health health) {
        ProviderPlan plan = settings.oidc();
        Provider hospital = plan == null ? null : new Provider(vertx, plan, clock);
        Whoami whoami = new Whoami(
                accounts,
                sessions,
                settings.room().rooms().names(),
                settings.hints(),
                hospital == null ? null : hospital.title(),
                () -> told(note()));
        Arrivals arrivals = new Arrivals(work, door, accounts, sessions, whoami, clock);
        Proving proving = new Proving(accounts, sessions);
        new SignIn(arrivals, sessions, proving, hospital, clock).mount(router);
        new OwnSecrets(arrivals, accounts, proving).mount(router);
        if (hospital != null) {
            new HospitalSignIn(hospital, arrivals, accounts, sessions).mount(router);
            meet(vertx, hospital, health);
        }
    }

    /** Asks the provider about itself, and again every minute as long as it does not answer. */
    private static void meet(Vertx vertx, Provider hospital, Health health) {
        health.watch("hospital sign-in", Priority.LOW, hospital::trouble);
        hospital.look();
        vertx.setPeriodic(BETWEEN_QUESTIONS.toMillis(), due -> {
            if (hospital.trouble() != null) {
                hospital.look();
            }
        });
    }

    /** What was given and refused. */
    Map<String, Number> numbers() {
        Map<String, Number> numbers = new HashMap<>();
        TokenDoor door = tokenDoor;
        if (door != null) {
            numbers.putAll(door.numbers());
        }
        IssuedTokens issued = issuedTokens;
        if (issued != null) {
            numbers.putAll(issued.numbers());
        }
        return numbers;
    }

    /** Tells whoever reads the log, once the server listens, where nobody has to sign in. */
    void announce() {
        String note = note();
        if (note != null) {
            LOG.warn("{}", note);
        }
    }

    /** Looks at the accounts again and again. */
    void watch(Vertx vertx, Health health) {
        health.watch(
                "emergency",
                Priority.MEDIUM,
                () -> sessions.emergencies(clock.instant()) == 0
                        ? null
                        : "Emergency access is in use; the record says by whom and why.");
        health.watch("accounts", Priority.MEDIUM, accounts::trouble);
        health.watch("clients", Priority.LOW, () -> clients.trouble(clock.instant()));
        health.watch("wall screens", Priority.LOW, screens::trouble);
        vertx.setPeriodic(BETWEEN_LOOKS.toMillis(), due -> vertx.executeBlocking(() -> {
                    accounts.look();
                    clients.look();
                    screens.look();
                    sessions.keep(clock.instant());
                    return true;
                })
                .onSuccess(looked -> lookAtScreens())
                .onFailure(failure -> LOG.error("The accounts could not be looked at", failure)));
    }

    /** Keeps who is signed in, and what was told of the administration. */
    void close() {
        ledger.close();
        sessions.keep(clock.instant());
    }

    private void lookAtScreens() {
        Guard door = guard;
        if (door != null) {
            door.look();
        }
    }
}
