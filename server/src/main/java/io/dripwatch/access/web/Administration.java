package io.dripwatch.access.web;

import io.dripwatch.access.Grant;
import io.dripwatch.access.Person;
import io.dripwatch.access.Scope;
import io.dripwatch.access.keys.Client;
import io.dripwatch.access.keys.ClientProof;
import io.dripwatch.access.keys.Keys;
import io.dripwatch.access.keys.Token;
import io.dripwatch.access.keys.WallScreen;
import io.dripwatch.access.people.Account;
import io.dripwatch.access.people.Accounts;
import io.dripwatch.access.people.Hashed;
import io.dripwatch.access.people.SecretRules;
import io.dripwatch.vitals.Rooms;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Accounts, screens, programs and devices, for an administrator: list, add, change, take back. */
public final class Administration {
    private static final String PATH = "/api/v1/administration";
    private static final Duration OVERLAP = Duration.ofHours(24);

    private final PasswordWork work;
    private final Notes notes;
    private final Accounts accounts;
    private final Keys keys;
    private final Rooms rooms;
    private final InstantSource clock;

    public Administration(PasswordWork work, Guard guard, Accounts accounts, Keys keys, InstantSource clock) {
        this.work = work;
        this.notes = guard.notes();
        this.rooms = guard.rooms();
        this.accounts = accounts;
        this.keys = keys;
        this.clock = clock;
    }

    public void mount(Router router) {
        router.get(PATH).handler(http -> answer(http, this::list));
        TextBodies.post(router, PATH + "/:kind/:step", this::take);
    }

    private void take(RoutingContext http, JsonObject body) {
        String what = http.pathParam("kind") + "/" + http.pathParam("step");
        answer(http, () -> step(what, body, clock.instant()));
    }

    private void answer(RoutingContext http, Callable<@Nullable JsonObject> step) {
        work.takeChanging(http, step, done -> {
            done.changes().forEach(change -> notes.administered(http, change));
            Answers.json(http, 200, Objects.requireNonNull(done.result()));
        });
    }

    private JsonObject step(String what, JsonObject body, Instant now) {
        String name = body.getString("name", "").strip();
        return switch (what) {
            case "accounts/add" -> add(body, now);
            case "accounts/roles" ->
                change(
                        body,
                        (account, id) -> account.withPerson(
                                new Person(id, account.person().name(), grants(body)), now));
            case "accounts/password" -> {
                Hashed next = password(body, body.getString("account", ""));
                yield change(body, (account, id) -> account.withPassword(next, now));
            }
            case "accounts/disable" -> change(body, (account, id) -> account.disabledAt(now));
            case "accounts/enable" -> change(body, (account, id) -> account.disabledAt(null));
            case "screens/add" -> secret(keys.pair(name, room(body), now));
            case "screens/revoke" -> done(() -> keys.revokeScreen(name, now));
            case "programs/add" -> addProgram(name, body, now);
            case "programs/rotate" -> secret(keys.rotateClient(name, OVERLAP, now));
            case "programs/revoke" -> done(() -> keys.revokeClient(name, now));
            case "devices/add" -> secret(keys.addDevice(name, now));
            case "devices/revoke" -> done(() -> keys.revokeDevice(name, now));
            default -> throw new IllegalArgumentException("There is no such step.");
        };
    }

    private String room(JsonObject body) {
        String room = body.getString("room", "").strip();
        if (!room.isEmpty() && rooms.named(room) == null) {
            throw new IllegalArgumentException("room: expected one of " + rooms.title() + ", got " + room);
        }
        return room.isEmpty() ? Grant.EVERYWHERE : room;
    }

    /** Without a secret where it publishes keys, with which it signs who it is. */
    private JsonObject addProgram(String name, JsonObject body, Instant now) {
        String keysAt = body.getString("jwksUrl", "").strip();
        if (keysAt.isEmpty()) {
            return secret(keys.addClient(name, scopes(body), now));
        }
        ClientProof proof = new ClientProof(ClientProof.Kind.KEYS_AT, keysAt);
        keys.addClient(new Client(name, scopes(body), proof, false, now, null, null));
        return new JsonObject();
    }

    private static JsonObject secret(String secret) {
        return new JsonObject().put("secret", secret);
    }

    private static JsonObject done(Runnable step) {
        step.run();
        return new JsonObject();
    }

    private JsonObject add(JsonObject body, Instant now) {
        String id = body.getString("account", "").strip();
        Person person = new Person(id, body.getString("name", id).strip(), grants(body));
        Account account = Account.of(person, password(body, id), now);
        accounts.change(all -> {
            if (all.putIfAbsent(id, account) != null) {
                throw new IllegalArgumentException("There is an account " + id + " already.");
            }
        });
        return new JsonObject();
    }

    /** The last administrator cannot be taken away: nobody could give the role back but on the console. */
    private JsonObject change(JsonObject body, BiFunction<Account, String, Account> change) {
        String id = body.getString("account", "");
        accounts.change(all -> {
            if (all.computeIfPresent(id, (same, account) -> change.apply(account, id)) == null) {
                throw new IllegalArgumentException("There is no account " + id + ".");
            }
            if (all.values().stream().noneMatch(Accounts::administers)) {
                throw new IllegalArgumentException("Somebody must remain administrator.");
            }
        });
        return new JsonObject();
    }

    private static Hashed password(JsonObject body, String account) {
        String password = body.getString("password", "");
        String why = SecretRules.password(password, account);
        if (why != null) {
            throw new IllegalArgumentException(why);
        }
        return Hashed.of(password.toCharArray(), Hashed.ITERATIONS);
    }

    private static List<Grant> grants(JsonObject body) {
        return Arrays.stream(body.getString("roles", "").split(",", -1))
                .map(Grant::of)
                .toList();
    }

    private static Set<Scope> scopes(JsonObject body) {
        return Arrays.stream(body.getString("scopes", "").strip().split(" +", -1))
                .map(Scope::ofWord)
                .collect(Collectors.toSet());
    }

    private JsonObject list() {
        Instant now = clock.instant();
        JsonArray people = new JsonArray();
        accounts.all().values().forEach(account -> people.add(row(account)));
        JsonArray screens = new JsonArray();
        keys.screens().forEach(screen -> screens.add(row(screen)));
        JsonArray programs = new JsonArray();
        keys.clients().forEach(client -> programs.add(row(client, now)));
        JsonArray devices = new JsonArray();
        keys.devices().forEach(token -> devices.add(row(token, now)));
        return new JsonObject()
                .put("accounts", people)
                .put("screens", screens)
                .put("programs", programs)
                .put("devices", devices);
    }

    private static JsonObject row(Account account) {
        String roles = account.person().grants().stream().map(Grant::toString).collect(Collectors.joining(", "));
        return new JsonObject()
                .put("name", account.id())
                .put(
                        "about",
                        account.person().name() + ", " + roles
                                + (account.password() == null ? ", signs in at the hospital's provider" : ""))
                .put("state", account.enabled() ? "" : "disabled " + account.disabled());
    }

    private static JsonObject row(WallScreen screen) {
        String state = screen.revoked() != null ? "revoked" : screen.sees() ? "" : "waits for its code";
        String room = screen.room().equals(Grant.EVERYWHERE) ? "" : screen.room();
        return new JsonObject().put("name", screen.name()).put("about", room).put("state", state);
    }

    private static JsonObject row(Client client, Instant now) {
        String scopes = client.scopes().stream().map(Scope::word).sorted().collect(Collectors.joining(" "));
        return new JsonObject()
                .put("name", client.name())
                .put("about", client.proof().kind() == ClientProof.Kind.SECRET ? scopes : scopes + " by its own keys")
                .put("state", state(client.revoked(), client.expires(), now));
    }

    private static JsonObject row(Token token, Instant now) {
        return new JsonObject()
                .put("name", token.device().value())
                .put("about", "made " + token.made())
                .put("state", state(token.revoked(), token.expires(), now));
    }

    private static String state(@Nullable Instant revoked, @Nullable Instant expires, Instant now) {
        if (revoked != null) {
            return "revoked";
        }
        return expires == null ? "" : (now.isBefore(expires) ? "until " : "expired ") + expires;
    }
}
