package io.dripwatch.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.access.tls.MadeCertificate;
import io.dripwatch.fhir.observation.Oracle;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** An HTTP server to which notifications are posted; it answers as it is told. */
public final class Receiver {
    private final String scheme;
    private final HttpServer server;
    private final List<JsonNode> bundles = new CopyOnWriteArrayList<>();
    private final Set<String> numbers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger elsewhere = new AtomicInteger();
    private volatile int status = 200;
    private volatile String authorization = "";

    public Receiver(Vertx vertx) throws Exception {
        this(vertx, null);
    }

    /** One that shows this certificate; none where null. */
    Receiver(Vertx vertx, @Nullable MadeCertificate own) throws Exception {
        scheme = own == null ? "http" : "https";
        HttpServerOptions options = new HttpServerOptions();
        if (own != null) {
            options.setSsl(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .addCertPath(own.certificate().toString())
                            .addKeyPath(own.key().toString()));
        }
        server = vertx.createHttpServer(options).requestHandler(this::answer);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private void answer(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        authorization = header == null ? "" : header;
        if (request.path().equals("/elsewhere")) {
            elsewhere.incrementAndGet();
        }
        if (request.path().equals("/slow")) {
            return;
        }
        int answer = status;
        request.body().onSuccess(body -> {
            if (answer == 200) {
                JsonNode bundle = Oracle.tree(body.toString());
                Subscriber.events(bundle)
                        .forEach(event -> numbers.add(Subscriber.parameter(event.path("part"), "event-number")));
                bundles.add(bundle);
            } else {
                refused.incrementAndGet();
                request.response().putHeader("Location", url("/elsewhere"));
            }
            request.response().setStatusCode(answer).end();
        });
    }

    public String url(String path) {
        return scheme + "://127.0.0.1:" + server.actualPort() + path;
    }

    public void answer(int code) {
        refused.set(0);
        status = code;
    }

    void forget() {
        bundles.clear();
        numbers.clear();
    }

    /** What was taken. */
    public List<JsonNode> bundles() {
        return bundles;
    }

    JsonNode taken(int index) {
        return bundles.get(index);
    }

    /** The numbers of the events that were taken. */
    public Set<String> numbers() {
        return numbers;
    }

    int elsewhere() {
        return elsewhere.get();
    }

    String lastAuthorization() {
        return authorization;
    }

    public void await(int count) throws Exception {
        await(() -> bundles.size() >= count, count + " notifications");
    }

    void awaitRefused(int count) throws Exception {
        await(() -> refused.get() >= count, count + " refusals");
    }

    /** Waits for something, looking now and then. */
    public static void await(BooleanSupplier reached, String what) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain for " + what).isLessThan(end);
            CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS))
                    .get();
        }
    }
}
