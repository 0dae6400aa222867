package io.dripwatch.sim.wire;

import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * JSON over a WebSocket at {@code /api/v1/readings}, answered by sequence number. By Java's own client, which can drop
 * a connection without a word, as a pulled cable does.
 */
public final class WebSocketLine implements Line {
    private static final long CONNECT_SECONDS = 3;
    private static final String GONE = "";

    private final URI address;
    private final Badge badge;
    private final Tls tls;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private volatile @Nullable WebSocket socket;

    /**
     * Connects when asked.
     *
     * @param server {@code ws://host:port}, or wss
     * @param badge that it shows
     */
    public WebSocketLine(URI server, Badge badge, Tls tls) {
        this.badge = badge;
        this.tls = tls;
        this.address = server.resolve("/api/v1/readings");
    }

    @Override
    public void connect() throws IOException {
        answers.clear();
        try {
            WebSocket.Builder builder = tls.client().build().newWebSocketBuilder();
            if (badge.isShown()) {
                builder.header("authorization", badge.header());
            }
            socket = builder.buildAsync(address, new Ear()).get(CONNECT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no WebSocket at " + address, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public void send(Message message) throws IOException {
        WebSocket current = socket;
        if (current == null) {
            throw new IOException("not connected");
        }
        try {
            current.sendText(message.text(), true).get(CONNECT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the WebSocket takes nothing", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public Answer await(Message message, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            for (long left = limit.toNanos(); left > 0; left = deadline - System.nanoTime()) {
                String text = answers.poll(left, TimeUnit.NANOSECONDS);
                if (GONE.equals(text)) {
                    throw new IOException("the server closed the WebSocket");
                }
                JsonAnswer heard = text == null ? null : JsonAnswer.read(text);
                if (heard != null && heard.seq().equals(message.controlId())) {
                    return heard.answer();
                }
            }
            return Answer.UNANSWERED;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public void disconnect() {
        WebSocket current = socket;
        socket = null;
        if (current != null) {
            current.abort();
        }
        answers.add(GONE);
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted", e);
    }

    private final class Ear implements WebSocket.Listener {
        private final StringBuilder begun = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            begun.append(part);
            if (last) {
                answers.add(begun.toString());
                begun.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            answers.add(GONE);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            answers.add(GONE);
        }
    }
}
