package io.dripwatch.fhir.subscription;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Subscribers that listen by WebSocket. Whoever connects says {@code bind-with-token TOKEN}; one token is good for
 * several subscriptions, several tokens for one connection. Of each subscription the last connection counts. Safe from
 * every thread.
 */
public final class Sockets implements Line {
    private static final Duration GOOD_FOR = Duration.ofMinutes(5);
    private static final long PING_EVERY_MS = 60_000;
    private static final long BIND_WITHIN_MS = 30_000;
    private static final int MOST_SOCKETS = 64;
    private static final int MOST_TOKENS = 1_000;
    private static final int BYTES = 32;
    private static final Pattern BIND = Pattern.compile("bind-with-token:? ?([0-9a-f]{64})\\s*");

    private final Vertx vertx;
    private final InstantSource clock;
    private final Executor thread;
    private final Consumer<List<Long>> bound;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Token> tokens = new HashMap<>();
    private final Map<Long, ServerWebSocket> listeners = new HashMap<>();
    private int open;

    /**
     * What a token is good for.
     *
     * @param subscriptions their ids
     * @param until when
     */
    public record Token(List<Long> subscriptions, Instant until) {}

    /**
     * Nobody listens yet.
     *
     * @param thread the one that sends
     * @param bound is told there which subscriptions somebody has begun to listen to
     */
    Sockets(Vertx vertx, InstantSource clock, Executor thread, Consumer<List<Long>> bound) {
        this.vertx = vertx;
        this.clock = clock;
        this.thread = thread;
        this.bound = bound;
    }

    /** When a token that is given out now is good for nothing any more. */
    public Instant until() {
        return clock.instant().plus(GOOD_FOR);
    }

    /** A token for some subscriptions; null where too many were given out within minutes. */
    public synchronized @Nullable String token(List<Long> subscriptions, Instant until) {
        tokens.values().removeIf(token -> !clock.instant().isBefore(token.until));
        if (tokens.size() >= MOST_TOKENS) {
            return null;
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String text = HexFormat.of().formatHex(bytes);
        tokens.put(text, new Token(List.copyOf(subscriptions), until));
        return text;
    }

    /** Whether another connection may come. */
    public synchronized boolean room() {
        return open < MOST_SOCKETS;
    }

    /** Somebody has connected. */
    public void connect(ServerWebSocket socket) {
        synchronized (this) {
            open++;
        }
        long unbound = vertx.setTimer(BIND_WITHIN_MS, due -> {
            if (!listens(socket)) {
                socket.close();
            }
        });
        long pings = vertx.setPeriodic(PING_EVERY_MS, due -> socket.writePing(Buffer.buffer("?")));
        socket.textMessageHandler(text -> take(socket, text));
        socket.closeHandler(gone -> {
            vertx.cancelTimer(unbound);
            vertx.cancelTimer(pings);
            leave(socket);
        });
    }

    /** On the one thread, so that nothing is sent between the binding and the greeting. */
    private void take(ServerWebSocket socket, String text) {
        thread.execute(() -> {
            Matcher asked = BIND.matcher(text);
            List<Long> its = asked.matches() ? bind(socket, asked.group(1)) : null;
            if (its == null) {
                socket.close((short) 1008, "expected bind-with-token and a token that counts");
            } else {
                bound.accept(its);
            }
        });
    }

    private synchronized @Nullable List<Long> bind(ServerWebSocket socket, String text) {
        Token token = tokens.get(text);
        if (token == null || !clock.instant().isBefore(token.until)) {
            return null;
        }
        token.subscriptions.forEach(id -> listeners.put(id, socket));
        return token.subscriptions;
    }

    private synchronized boolean listens(ServerWebSocket socket) {
        return listeners.containsValue(socket);
    }

    private synchronized void leave(ServerWebSocket socket) {
        open--;
        listeners.values().removeIf(socket::equals);
    }

    /** There is no such subscription any more. */
    synchronized void forget(long subscription) {
        listeners.remove(subscription);
        tokens.values().removeIf(token -> token.subscriptions.contains(subscription));
    }

    @Override
    public boolean listens(Kept to) {
        return listener(to) != null;
    }

    @Override
    public Future<Void> send(Kept to, Buffer notification) {
        ServerWebSocket socket = listener(to);
        return socket == null
                ? Future.failedFuture("nobody listens any more")
                : socket.writeTextMessage(notification.toString(StandardCharsets.UTF_8));
    }

    private synchronized @Nullable ServerWebSocket listener(Kept to) {
        ServerWebSocket socket = listeners.get(to.id());
        return socket == null || socket.isClosed() ? null : socket;
    }
}
