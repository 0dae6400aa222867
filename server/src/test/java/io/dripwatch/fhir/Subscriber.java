package io.dripwatch.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.access.tls.MadeCertificate;
import io.dripwatch.fhir.observation.GivenHistory;
import io.dripwatch.fhir.observation.Oracle;
import io.dripwatch.fhir.rest.Outside;
import io.dripwatch.fhir.rest.Rights;
import io.dripwatch.fhir.subscription.Hooks;
import io.dripwatch.fhir.subscription.Patience;
import io.dripwatch.fhir.subscription.Subscriptions;
import io.dripwatch.outbound.Backoff;
import io.dripwatch.vitals.Reading;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A chart over a real socket, a subscriber's receiver beside it, and a clock that can be moved. */
final class Subscriber implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String PROFILE = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/";
    private static final Patience SHORT =
            new Patience(new Backoff(Duration.ofMillis(20), Duration.ofMillis(200)), Duration.ofHours(24));

    private final Vertx vertx = Vertx.vertx();
    private final GivenHistory given;
    private final Path directory;
    private final @Nullable Path trusted;
    private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);
    private final List<String> accesses = new CopyOnWriteArrayList<>();
    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private volatile boolean revoked;
    final Receiver hook;

    @SuppressWarnings("NullAway.Init")
    private FhirApi api;

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    Subscriber(Path directory) throws Exception {
        this(directory, null, null);
    }

    /**
     * One whose receiver speaks TLS.
     *
     * @param own the certificate that it shows; null where it speaks plainly
     * @param trusted the authority of the certificates that this server believes; null for those that Java knows
     */
    Subscriber(Path directory, @Nullable MadeCertificate own, @Nullable Path trusted) throws Exception {
        this.directory = directory;
        this.trusted = trusted;
        this.given = new GivenHistory(directory);
        this.hook = new Receiver(vertx, own);
        serve();
    }

    private void serve() throws Exception {
        Hooks hooks = new Hooks(List.of(URI.create(hook.url("/"))), trusted);
        Subscriptions.Plan plan = new Subscriptions.Plan(
                directory.resolve("subscriptions"), hooks, SHORT, account -> revoked ? null : new Watched());
        Router router = Router.router(vertx);
        api = new FhirApi(vertx, given.content(plan), () -> Instant.now().plus(passed.get()), Outside.open("1.2.3"));
        api.mount(router);
        server = vertx.createHttpServer().requestHandler(router);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** Another server takes over. */
    void restart() throws Exception {
        api.close();
        server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        serve();
    }

    /** All of it, and what is told of it. */
    private final class Watched implements Rights {
        @Override
        public String account() {
            return "";
        }

        @Override
        public boolean reads(String type) {
            return true;
        }

        @Override
        public boolean searches(String type) {
            return true;
        }

        @Override
        public boolean subscribes() {
            return true;
        }

        @Override
        public boolean full() {
            return false;
        }

        @Override
        public void part(String type, String what, boolean refused) {
            accesses.add(what);
        }
    }

    void keep(Instant receivedAt, List<Reading> readings) {
        given.keep(GivenHistory.destination("MON-1", GivenHistory.SAM, null), receivedAt, readings);
    }

    long patient() {
        return given.key(GivenHistory.SAM);
    }

    void revoke() {
        revoked = true;
    }

    List<String> accesses() {
        return accesses;
    }

    void pass(Duration time) {
        passed.updateAndGet(before -> before.plus(time));
    }

    /** The ids of all Observations that a search finds. */
    Set<String> found() throws Exception {
        Set<String> found = new TreeSet<>();
        get("Observation?_count=1000&patient=" + patient())
                .path("entry")
                .forEach(entry -> found.add(entry.path("resource").path("id").asText()));
        return found;
    }

    /** Subscribes; the id. */
    String subscribe(String topic, String content, String path, String... more) throws Exception {
        String header = more.length > 0 ? more[0] : "";
        String filter = more.length > 1 ? more[1] : "";
        String endpoint = path.isEmpty() ? "" : hook.url(path);
        HttpResponse<String> made = send("POST", "Subscription", resource(topic, content, endpoint, header, filter));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return Oracle.tree(made.body()).path("id").asText();
    }

    /** What is said to somebody who wants what cannot be. */
    String refused(String topic, String content, String endpoint, String... filter) throws Exception {
        String body = resource(topic, content, endpoint, "", filter.length > 0 ? filter[0] : "");
        HttpResponse<String> refused = send("POST", "Subscription", body);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        return Oracle.tree(refused.body())
                .path("issue")
                .path(0)
                .path("diagnostics")
                .asText();
    }

    private String resource(String topic, String content, String endpoint, String header, String filter) {
        String criteria = filter.isEmpty()
                ? ""
                : ", \"_criteria\": {\"extension\": [{\"url\": \"" + PROFILE
                        + "backport-filter-criteria\", \"valueString\": \"" + filter + "\"}]}";
        String where = endpoint.isEmpty()
                ? "\"type\": \"websocket\""
                : "\"type\": \"rest-hook\", \"endpoint\": \"" + endpoint + "\"";
        String headers = header.isEmpty() ? "" : ", \"header\": [\"" + header + "\"]";
        Instant end = Instant.now().plus(passed.get()).plus(Duration.ofDays(300));
        return """
                {"resourceType": "Subscription", "status": "requested", "reason": "Synthetic", "end": "%s",
                 "criteria": "urn:dripwatch:topic:%s"%s,
                 "channel": {%s%s, "payload": "application/fhir+json",
                  "_payload": {"extension": [{"url": "%sbackport-payload-content", "valueCode": "%s"}]},
                  "extension": [{"url": "%sbackport-heartbeat-period", "valueUnsignedInt": 60},
                                {"url": "%sbackport-timeout", "valueUnsignedInt": 2},
                                {"url": "%sbackport-max-count", "valuePositiveInt": 3}]}}
                """.formatted(end, topic, criteria, where, headers, PROFILE, content, PROFILE, PROFILE, PROFILE);
    }

    /** Asks for it to go on. */
    void reactivate(String id) throws Exception {
        String asked = get("Subscription/" + id).toString().replace("\"status\":\"error\"", "\"status\":\"requested\"");
        assertThat(send("PUT", "Subscription/" + id, asked).statusCode()).isEqualTo(200);
    }

    HttpResponse<String> delete(String id) throws Exception {
        return send("DELETE", "Subscription/" + id, "");
    }

    JsonNode get(String path) throws Exception {
        HttpResponse<String> answer = send("GET", path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Oracle.tree(answer.body());
    }

    HttpResponse<String> send(String method, String path, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(base("http") + path))
                        .header("Content-Type", "application/fhir+json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String base(String scheme) {
        return scheme + "://127.0.0.1:" + server.actualPort() + "/fhir/";
    }

    /** Waits until a subscription has this status. */
    void awaitStatus(String id, String status) throws Exception {
        Receiver.await(() -> statusOf(id).equals(status), "status " + status);
    }

    private String statusOf(String id) {
        try {
            return get("Subscription/" + id).path("status").asText();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until so many events have been taken. */
    void awaitTold(String id, int count) throws Exception {
        Receiver.await(() -> hook.numbers().size() >= count || listened() >= count, count + " events of " + id);
    }

    /** Waits until the server has put down that all notifications of events were taken that the receiver has. */
    void awaitPutDown() throws Exception {
        Receiver.await(
                () -> eventsTaken().equals(api.numbers().get("dripwatch_subscription_notifications_total")),
                "what was taken is put down");
    }

    private Long eventsTaken() {
        return hook.bundles().stream()
                .filter(bundle -> !events(bundle).isEmpty())
                .count();
    }

    private int listened() {
        return heard.size();
    }

    /** All events that the receiver has taken, in the order in which it did. */
    List<JsonNode> events() {
        List<JsonNode> events = new ArrayList<>();
        hook.bundles().forEach(bundle -> events.addAll(events(bundle)));
        return events;
    }

    static List<JsonNode> events(JsonNode bundle) {
        List<JsonNode> events = new ArrayList<>();
        for (JsonNode parameter : bundle.path("entry").path(0).path("resource").path("parameter")) {
            if (parameter.path("name").asText().equals("notification-event")) {
                events.add(parameter);
            }
        }
        return events;
    }

    static String parameter(JsonNode parameters, String name) {
        for (JsonNode one : parameters) {
            if (one.path("name").asText().equals(name)) {
                for (String value : List.of("valueString", "valueCode", "valueInstant")) {
                    if (one.has(value)) {
                        return one.path(value).asText();
                    }
                }
                return one.path("valueReference").path("reference").asText();
            }
        }
        return "";
    }

    /** Connects and binds. */
    Listener listen(String id) throws Exception {
        JsonNode answer = get("Subscription/" + id + "/$get-ws-binding-token");
        Listener listener = connect();
        listener.say("bind-with-token " + parameter(answer.path("parameter"), "token"));
        return listener;
    }

    Listener connect() throws Exception {
        Listener listener = new Listener();
        listener.socket = HTTP.newWebSocketBuilder()
                .buildAsync(URI.create(base("ws") + "$subscription-socket"), listener)
                .get(10, TimeUnit.SECONDS);
        return listener;
    }

    /** A subscriber at a WebSocket. */
    final class Listener implements WebSocket.Listener, AutoCloseable {
        private final List<JsonNode> told = new CopyOnWriteArrayList<>();
        private final StringBuilder part = new StringBuilder();
        private volatile boolean closed;
        private @Nullable WebSocket socket;

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                JsonNode bundle = Oracle.tree(part.toString());
                events(bundle).forEach(event -> heard.add(parameter(event.path("part"), "event-number")));
                told.add(bundle);
                part.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            closed = true;
            return null;
        }

        List<JsonNode> told() {
            return told;
        }

        void say(String text) throws Exception {
            if (socket != null) {
                socket.sendText(text, true).get(10, TimeUnit.SECONDS);
            }
        }

        /** Waits for a handshake and so many events. */
        void await(int count) throws Exception {
            Receiver.await(() -> !told.isEmpty() && count() + 1 >= count, count + " messages");
        }

        void awaitEvents(int count) throws Exception {
            Receiver.await(() -> count() >= count, count + " events by WebSocket");
        }

        private int count() {
            return told.stream().mapToInt(bundle -> events(bundle).size()).sum();
        }

        void awaitClosed() throws Exception {
            Receiver.await(() -> closed, "the end of the connection");
        }

        @Override
        public void close() {
            if (socket != null) {
                socket.abort();
            }
        }
    }

    @Override
    public void close() throws Exception {
        api.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        given.close();
    }
}
