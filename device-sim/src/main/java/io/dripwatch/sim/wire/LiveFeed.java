package io.dripwatch.sim.wire;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.time.Duration;

/**
 * The live feed of a server, as a screen hears it. It listens before it connects, since the server greets along with
 * the handshake: Java's own client spoils that first message about once in 1,500 connections.
 */
public final class LiveFeed implements AutoCloseable {
    private static final int LARGEST_BYTES = 1 << 26;

    private static final Vertx VERTX =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setUseDaemonThread(true));

    private final WebSocketClient client;
    private final Future<WebSocket> connected;

    /** Who listens, on the one thread of all feeds. */
    public interface Ear {
        /** A whole message. */
        void heard(String message);

        /** Nothing more will be heard, or nothing could be; possibly told twice. */
        void ended(Throwable why);
    }

    private LiveFeed(WebSocketClient client, Future<WebSocket> connected) {
        this.client = client;
        this.connected = connected;
    }

    /**
     * Connects, and returns at once.
     *
     * @param server {@code http://host:port}, or https
     * @param tls by which it is spoken to then
     * @param cookie of whoever has signed in; empty for nobody
     * @param limit for the handshake
     */
    public static LiveFeed connect(URI server, Tls tls, String cookie, Duration limit, Ear ear) {
        WebSocketConnectOptions feed = new WebSocketConnectOptions()
                .setHost(server.getHost())
                .setPort(server.getPort())
                .setURI("/api/v1/live")
                .setTimeout(limit.toMillis());
        if (!cookie.isEmpty()) {
            feed.addHeader("cookie", cookie);
        }
        WebSocketClientOptions options =
                new WebSocketClientOptions().setMaxFrameSize(LARGEST_BYTES).setMaxMessageSize(LARGEST_BYTES);
        WebSocketClient client =
                VERTX.createWebSocketClient("https".equals(server.getScheme()) ? tls.on(options) : options);
        ClientWebSocket socket = client.webSocket();
        socket.textMessageHandler(ear::heard);
        socket.exceptionHandler(ear::ended);
        socket.closeHandler(closed ->
                ear.ended(new IllegalStateException("the server closed it, status " + socket.closeStatusCode())));
        return new LiveFeed(client, socket.connect(feed).onFailure(ear::ended));
    }

    @Override
    public void close() {
        connected.onComplete(over -> client.close());
    }
}
