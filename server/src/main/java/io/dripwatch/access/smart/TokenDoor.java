package io.dripwatch.access.smart;

import io.dripwatch.access.Access;
import io.dripwatch.access.Scope;
import io.dripwatch.access.Witness;
import io.dripwatch.access.keys.Client;
import io.dripwatch.access.keys.Clients;
import io.dripwatch.access.smart.TokenRefused.Why;
import io.dripwatch.access.web.PublicAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where programs sign who they are and get a token, and where they find out how. */
public final class TokenDoor {
    private static final Logger LOG = LoggerFactory.getLogger(TokenDoor.class);
    private static final String CONFIGURATION = "/fhir/.well-known/smart-configuration";
    private static final String TOKEN = "/fhir/auth/token";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String SIGNED = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final String UNKNOWN_ADDRESS =
            "This server does not know under which address it is asked: http.publicUrl is not configured.";
    private static final int LARGEST_FORM = 16 * 1024;
    private static final int MOST_WAITING = 64;

    private final Clients clients;
    private final ShortTokens tokens;
    private final UsedAssertions used;
    private final KeySets keys;
    private final PublicAddress address;
    private final Witness witness;
    private final InstantSource clock;
    private final WorkerExecutor worker;
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder given = new LongAdder();
    private final Map<Why, LongAdder> refused = new ConcurrentHashMap<>();

    /** What was asked, without a doubt. */
    private record Asked(String scope, Assertion assertion) {}

    /** @param data the data directory */
    public TokenDoor(
            Vertx vertx,
            Path data,
            Clients clients,
            ShortTokens tokens,
            PublicAddress address,
            Witness witness,
            InstantSource clock) {
        this.clients = clients;
        this.tokens = tokens;
        this.used = new UsedAssertions(data, clock.instant());
        this.keys = new KeySets(vertx.createHttpClient(), clock, KeySet.Use.PROGRAM);
        this.address = address;
        this.witness = witness;
        this.clock = clock;
        this.worker = vertx.createSharedWorkerExecutor("dripwatch-tokens", 1);
    }

    /** Adds its addresses. */
    public void mount(Router router) {
        router.get(CONFIGURATION).handler(this::configuration);
        router.post(TOKEN)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_FORM))
                .handler(this::token);
    }

    /** What was given and refused since the start. */
    public Map<String, Number> numbers() {
        Map<String, Number> numbers = new LinkedHashMap<>();
        numbers.put("dripwatch_program_tokens_total", given.sum());
        for (Why why : Why.values()) {
            LongAdder count = refused.get(why);
            numbers.put(
                    "dripwatch_program_tokens_refused_total{error=\"" + why.code() + "\"}",
                    count == null ? 0 : count.sum());
        }
        return numbers;
    }

    private void configuration(RoutingContext http) {
        String own = address.of(http.request());
        if (own == null) {
            answer(http, 404, new JsonObject().put("error", UNKNOWN_ADDRESS));
            return;
        }
        answer(
                http,
                200,
                new JsonObject()
                        .put("token_endpoint", own + TOKEN)
                        .put("token_endpoint_auth_methods_supported", new JsonArray().add("private_key_jwt"))
                        .put(
                                "token_endpoint_auth_signing_alg_values_supported",
                                new JsonArray().add("RS384").add("ES384"))
                        .put("grant_types_supported", new JsonArray().add("client_credentials"))
                        .put(
                                "scopes_supported",
                                new JsonArray()
                                        .add("system/*.rs")
                                        .add("system/AuditEvent.rs")
                                        .add("system/Subscription.cruds"))
                        .put("code_challenge_methods_supported", new JsonArray().add("S256"))
                        .put(
                                "capabilities",
                                new JsonArray()
                                        .add("client-confidential-asymmetric")
                                        .add("permission-v2")));
    }

    private void token(RoutingContext http) {
        Asked asked;
        try {
            asked = asked(http);
        } catch (TokenRefused why) {
            refuse(http, why);
            return;
        }
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            refuse(http, TokenRefused.unavailable("Too many ask for tokens; ask again."));
            return;
        }
        List<Client> registered = clients.withKeys(asked.assertion.client(), clock.instant());
        Future.succeededFuture()
                .compose(begun -> keys.of(registered, asked.assertion.kid()))
                .compose(found -> worker.executeBlocking(() -> give(asked, registered, found), false))
                .onComplete(done -> {
                    waiting.decrementAndGet();
                    if (done.succeeded()) {
                        give(http, asked.assertion.client(), done.result());
                    } else {
                        refuse(http, refusal(done.cause()));
                    }
                });
    }

    private Asked asked(RoutingContext http) {
        String type = http.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !type.startsWith(FORM)) {
            throw new TokenRefused(Why.INVALID_REQUEST, "Content-Type: expected " + FORM);
        }
        String grant = once(http, "grant_type");
        if (!grant.equals("client_credentials")) {
            throw new TokenRefused(Why.UNSUPPORTED_GRANT_TYPE, "grant_type: expected client_credentials");
        }
        if (!once(http, "client_assertion_type").equals(SIGNED)) {
            throw new TokenRefused(Why.INVALID_REQUEST, "client_assertion_type: expected " + SIGNED);
        }
        String own = address.of(http.request());
        if (own == null) {
            throw new TokenRefused(Why.INVALID_REQUEST, UNKNOWN_ADDRESS);
        }
        Assertion assertion = Assertion.read(once(http, "client_assertion"), own + TOKEN, clock.instant());
        return new Asked(once(http, "scope"), assertion);
    }

    private static String once(RoutingContext http, String name) {
        List<String> values = http.request().formAttributes().getAll(name);
        if (values.size() != 1 || values.get(0).isBlank()) {
            throw new TokenRefused(Why.INVALID_REQUEST, name + ": expected once, got " + values.size());
        }
        return values.get(0);
    }

    private JsonObject give(Asked asked, List<Client> registered, KeySet found) {
        Assertion assertion = asked.assertion;
        boolean whereItSays = assertion.keysAt() == null
                || registered.stream().anyMatch(client -> client.proof().text().equals(assertion.keysAt()));
        if (!whereItSays || !found.signed(assertion.jwt(), assertion.kid())) {
            throw TokenRefused.client("client_assertion: no key of a client of this name has signed it");
        }
        Set<Scope> scopes = Scope.granted(asked.scope, ShortTokens.allowed(registered));
        if (scopes.isEmpty()) {
            throw new TokenRefused(Why.INVALID_SCOPE, "scope: this client may have nothing of it");
        }
        used.use(assertion, clock.instant());
        String scope = scopes.stream().map(Scope::word).collect(Collectors.joining(" "));
        return new JsonObject()
                .put("access_token", tokens.give(assertion.client(), scope, clock.instant()))
                .put("token_type", "bearer")
                .put("expires_in", ShortTokens.LIFE.toSeconds())
                .put("scope", scope);
    }

    private static TokenRefused refusal(Throwable failure) {
        if (failure instanceof TokenRefused known) {
            return known;
        }
        LOG.error("A token could not be given", failure);
        return TokenRefused.unavailable("No token can be given now; the server's log says why.");
    }

    private void give(RoutingContext http, String client, JsonObject token) {
        given.increment();
        String scope = token.getString("scope");
        witness.saw(new Access("program " + client, client, "token", "", scope, from(http), false), true);
        answer(http, 200, token);
    }

    private void refuse(RoutingContext http, TokenRefused refusal) {
        refused.computeIfAbsent(refusal.why(), unused -> new LongAdder()).increment();
        witness.saw(Access.ofNobody("token", from(http), true), false);
        answer(
                http,
                refusal.why().status(),
                new JsonObject().put("error", refusal.why().code()).put("error_description", refusal.sentence()));
    }

    private static void answer(RoutingContext http, int status, JsonObject body) {
        HttpServerResponse response = http.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Pragma", "no-cache");
        response.end(body.encode());
    }

    private static String from(RoutingContext http) {
        SocketAddress address = http.request().remoteAddress();
        String host = address == null ? null : address.hostAddress();
        return host == null ? "unknown" : host;
    }
}
