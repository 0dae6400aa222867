package io.dripwatch.trend.influx;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands before an InfluxDB 1.6, which has no {@code /api/v2/write} yet: asks it for {@code /write} instead, and hands
 * on everything else as it is. Can be told to refuse whoever comes.
 */
final class V2Front {
    private static final String WRITE = "/api/v2/write";

    private final HttpClient client;
    private final int port;
    private final AtomicInteger refusing = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicBoolean armed = new AtomicBoolean();
    private final AtomicLong writes = new AtomicLong();
    private final HttpServer server;

    private V2Front(Vertx vertx, int port) {
        this.client = vertx.createHttpClient();
        this.port = port;
        this.server = vertx.createHttpServer().requestHandler(this::handle);
    }

    /** Listens on a free port for the InfluxDB behind this one. */
    static V2Front listen(Vertx vertx, int port) throws Exception {
        V2Front front = new V2Front(vertx, port);
        front.server
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        return front;
    }

    int port() {
        return server.actualPort();
    }

    /** Answers everything with this status from now on; 0 for letting it through. */
    void refuse(int status) {
        refusing.set(status);
    }

    /** Refuses the next write of readings and those behind it, so many of them, with 400; then it takes all again. */
    void refuseFromTheNextReadings(int times) {
        refusals.set(times);
        armed.set(true);
    }

    /** How many writes came. */
    long writes() {
        return writes.get();
    }

    private void handle(HttpServerRequest asked) {
        String uri = asked.uri();
        if (uri.startsWith(WRITE)) {
            writes.incrementAndGet();
            String[] bucket = asked.getParam("bucket").split("/", 2);
            uri = "/write?precision=n&db=" + bucket[0] + (bucket.length > 1 ? "&rp=" + bucket[1] : "");
        }
        if (refusing.get() != 0) {
            asked.response().setStatusCode(refusing.get()).end("{\"error\":\"refused by the test\"}");
            return;
        }
        RequestOptions there = new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setMethod(asked.method())
                .setURI(uri)
                .putHeader("Accept", String.valueOf(asked.getHeader(HttpHeaders.ACCEPT)));
        if (asked.getHeader(HttpHeaders.CONTENT_TYPE) != null) {
            there.putHeader("Content-Type", asked.getHeader(HttpHeaders.CONTENT_TYPE));
        }
        asked.body().onSuccess(body -> {
            if (isRefused(asked, body)) {
                asked.response().setStatusCode(400).end("{\"error\":\"refused by the test\"}");
            } else {
                pass(asked, there, body);
            }
        });
    }

    private boolean isRefused(HttpServerRequest asked, Buffer body) {
        if (body.toString().contains("vital,")) {
            armed.set(false);
        }
        return !armed.get()
                && asked.uri().startsWith(WRITE)
                && refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    private void pass(HttpServerRequest asked, RequestOptions there, Buffer body) {
        client.request(there)
                .compose(request -> send(request, body))
                .compose(answer -> answer.body().map(said -> new Answer(answer, said)))
                .onSuccess(answer -> hand(answer, asked))
                .onFailure(failure -> asked.connection().close());
    }

    private static Future<HttpClientResponse> send(HttpClientRequest request, Buffer body) {
        return request.send(body);
    }

    private record Answer(HttpClientResponse head, Buffer body) {}

    private static void hand(Answer answer, HttpServerRequest asked) {
        String type = answer.head.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null) {
            asked.response().putHeader(HttpHeaders.CONTENT_TYPE, type);
        }
        asked.response().setStatusCode(answer.head.statusCode()).end(answer.body);
    }

    void close() throws Exception {
        server.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
