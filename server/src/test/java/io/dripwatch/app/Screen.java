package io.dripwatch.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** A screen and its buttons, as a browser uses them. */
final class Screen {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * Java's own client spoils the first message now and then where it comes together with the handshake: two of 3,000
     * connections failed so, while none of 3,000 that read the bare socket saw anything wrong.
     */
    private static final WebSocketClient FEEDS = Vertx.vertx()
            .createWebSocketClient(
                    new WebSocketClientOptions().setMaxFrameSize(1 << 20).setMaxMessageSize(1 << 24));

    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final URI server;

    Screen(URI server) {
        this.server = server;
    }

    /** The whole room as it stands now. */
    JsonNode room() throws IOException, InterruptedException {
        return await(message -> message.path("t").asText().equals("hello"));
    }

    /** The first message of the live feed of which this is true. */
    JsonNode await(Predicate<JsonNode> wanted) throws IOException, InterruptedException {
        CompletableFuture<JsonNode> found = new CompletableFuture<>();
        WebSocketConnectOptions feed = new WebSocketConnectOptions()
                .setHost(server.getHost())
                .setPort(server.getPort())
                .setURI("/api/v1/live")
                .setTimeout(PATIENCE.toMillis());
        cookies().forEach(cookie -> feed.addHeader("Cookie", cookie));
        ClientWebSocket socket = FEEDS.webSocket();
        look(socket, wanted, found);
        Future<WebSocket> connected = socket.connect(feed).onFailure(found::completeExceptionally);
        try {
            return found.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the live feed did not answer", e);
        } finally {
            connected.onSuccess(WebSocket::close);
        }
    }

    private List<String> cookies() throws IOException {
        CookieHandler kept = client.cookieHandler().orElseThrow();
        return kept.get(server, Map.of()).getOrDefault("Cookie", List.of());
    }

    private static void look(ClientWebSocket socket, Predicate<JsonNode> wanted, CompletableFuture<JsonNode> found) {
        socket.textMessageHandler(message -> {
            try {
                JsonNode node = JSON.readTree(message);
                if (wanted.test(node)) {
                    found.complete(node);
                }
            } catch (IOException | RuntimeException e) {
                found.completeExceptionally(e);
            }
        });
        socket.exceptionHandler(found::completeExceptionally);
        socket.closeHandler(closed ->
                found.completeExceptionally(new IOException("the feed was closed: " + socket.closeStatusCode())));
    }

    /** Presses a button; the HTTP status tells what came of it. */
    int press(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .header("content-type", "application/json")
                .header("x-dripwatch", "screen")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** A page's text; empty where it does not exist. */
    String get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE).build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() == 200 ? answer.body() : "";
    }

    int status(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE).build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** One number of {@code /metrics}; 0 where it was never counted. */
    long number(String name) throws IOException, InterruptedException {
        return get("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(0);
    }
}
