package io.dripwatch.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A screen and its buttons, as a browser uses them. */
final class Screen {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

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
        URI feed = URI.create("ws://" + server.getAuthority() + "/api/v1/live");
        try {
            WebSocket socket = client.newWebSocketBuilder()
                    .connectTimeout(PATIENCE)
                    .buildAsync(feed, new Eye(wanted, found))
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            try {
                return found.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } finally {
                socket.abort();
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the live feed did not answer", e);
        }
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

    /** Puts the parts of messages together. */
    private static final class Eye implements WebSocket.Listener {
        private final Predicate<JsonNode> wanted;
        private final CompletableFuture<JsonNode> found;
        private final StringBuilder text = new StringBuilder();

        Eye(Predicate<JsonNode> wanted, CompletableFuture<JsonNode> found) {
            this.wanted = wanted;
            this.found = found;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        private void take(String message) {
            try {
                JsonNode node = JSON.readTree(message);
                if (wanted.test(node)) {
                    found.complete(node);
                }
            } catch (IOException | RuntimeException e) {
                found.completeExceptionally(e);
            }
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            found.completeExceptionally(failure);
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            found.completeExceptionally(new IOException("the feed was closed: " + code));
            return null;
        }
    }
}
