package io.dripwatch.sim.wire;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** JSON in POSTs to {@code /api/v1/readings}. */
public final class HttpLine implements Line {
    private final URI address;
    private final Badge badge;
    private final Tls tls;
    private @Nullable HttpClient client;
    private @Nullable Message sent;

    /**
     * Connects when asked.
     *
     * @param server {@code http://host:port}, or https
     * @param badge that it shows
     */
    public HttpLine(URI server, Badge badge, Tls tls) {
        this.badge = badge;
        this.tls = tls;
        this.address = server.resolve("/api/v1/readings");
    }

    @Override
    public void connect() {
        client = tls.client()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(3))
                .build();
    }

    /** Only takes the message up: a POST and its answer are one. */
    @Override
    public void send(Message message) {
        sent = message;
    }

    @Override
    public Answer await(Message message, Duration limit) throws IOException {
        HttpClient current = client;
        if (current == null || !message.equals(sent)) {
            throw new IOException("not connected");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(limit)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(message.text()));
        if (badge.isShown()) {
            request.header("authorization", badge.header());
        }
        try {
            HttpResponse<String> response = current.send(request.build(), BodyHandlers.ofString());
            return switch (response.statusCode()) {
                case 200, 422 -> Answer.ACCEPTED;
                case 400, 413 -> Answer.REJECTED;
                default -> Answer.NOT_KEPT;
            };
        } catch (HttpTimeoutException e) {
            return Answer.UNANSWERED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void disconnect() {
        client = null;
    }
}
