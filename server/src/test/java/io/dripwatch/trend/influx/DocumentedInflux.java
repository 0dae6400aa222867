package io.dripwatch.trend.influx;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What an InfluxDB 2.x or 3.x says to whoever prepares it, as its API is documented: no real one is to be had among the
 * registries that our tests may use. It is strict: a path, a key, or a name that is not in the documents is refused.
 */
final class DocumentedInflux implements AutoCloseable {
    static final String TOKEN = "secret-of-the-test";
    static final String ORG = "clinic";

    private final String version;
    private final Set<String> schemes;
    private final Api api;
    private final HttpServer server;
    private final List<String> changes = new ArrayList<>();

    /** What it answers to who is let in. One call at a time. */
    interface Api {
        /**
         * The answer as JSON.
         *
         * @param body what was sent; empty where nothing was
         * @throws Refused where it is not asked as documented
         */
        Object answer(HttpServerRequest request, JsonObject body);
    }

    /** An answer that says no. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    private DocumentedInflux(Vertx vertx, String version, Set<String> schemes, Api api) {
        this.version = version;
        this.schemes = schemes;
        this.api = api;
        this.server = vertx.createHttpServer().requestHandler(request -> request.body()
                .onSuccess(body -> answer(request, body.length() == 0 ? new JsonObject() : new JsonObject(body))));
    }

    /** A 2.x: says its version to everybody, and knows a token by one word. */
    static DocumentedInflux two(Vertx vertx, String version, BucketApi api) throws Exception {
        return new DocumentedInflux(vertx, "v" + version, Set.of("Token"), api).listen();
    }

    /** A 3.x: says even its version only to whom it knows. */
    static DocumentedInflux three(Vertx vertx, String version, DatabaseApi api) throws Exception {
        return new DocumentedInflux(vertx, version, Set.of("Bearer", "Token"), api).listen();
    }

    private DocumentedInflux listen() throws Exception {
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        return this;
    }

    InfluxTarget target(String org, String bucket, String token) {
        return new InfluxTarget(URI.create("http://127.0.0.1:" + server.actualPort()), org, bucket, token);
    }

    /** What was asked for that changes something, in its order: method and path. */
    synchronized List<String> changes() {
        return List.copyOf(changes);
    }

    private synchronized void answer(HttpServerRequest request, JsonObject body) {
        if (!HttpMethod.GET.equals(request.method())) {
            changes.add(request.method() + " " + request.path());
        }
        try {
            boolean ping = request.path().equals("/ping");
            if (!(ping && version.startsWith("v")) && !isKnown(request)) {
                throw new Refused(401, "unauthorized access");
            }
            if (ping) {
                request.response()
                        .putHeader("X-Influxdb-Version", version)
                        .setStatusCode(204)
                        .end();
            } else {
                Object said = api.answer(request, body);
                say(request, HttpMethod.POST.equals(request.method()) ? 201 : 200, said);
            }
        } catch (Refused e) {
            say(request, e.status, new JsonObject().put("code", "refused").put("message", e.getMessage()));
        }
    }

    private static void say(HttpServerRequest request, int status, Object said) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(said.toString());
    }

    private boolean isKnown(HttpServerRequest request) {
        String said = request.getHeader("Authorization");
        return schemes.stream().anyMatch(scheme -> (scheme + " " + TOKEN).equals(said));
    }

    /** The body, which has these keys and no others than those and the optional ones. */
    static JsonObject only(JsonObject body, List<String> required, String... optional) {
        List<String> known =
                Stream.concat(required.stream(), Stream.of(optional)).toList();
        if (!body.fieldNames().containsAll(required) || !known.containsAll(body.fieldNames())) {
            throw new Refused(400, "expected " + required + " and perhaps " + List.of(optional) + ", got " + body);
        }
        return body;
    }

    @Override
    public void close() throws Exception {
        server.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
