package io.dripwatch.app;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A bare Vert.x WebSocket server that hands every message to all who are connected: what feeding screens costs at least. */
public final class BareEcho {
    private BareEcho() {}

    /** Listens on a free port and says on which, until it is ended. */
    public static void main(String[] args) {
        Set<ServerWebSocket> all = ConcurrentHashMap.newKeySet();
        Vertx vertx = Vertx.vertx();
        vertx.createHttpServer(new HttpServerOptions().setMaxWebSocketFrameSize(1 << 22))
                .webSocketHandler(socket -> {
                    all.add(socket);
                    socket.closeHandler(closed -> all.remove(socket));
                    socket.textMessageHandler(message -> all.forEach(each -> each.writeTextMessage(message)));
                })
                .listen(0, "127.0.0.1")
                .onSuccess(server -> System.out.println("echo " + server.actualPort()));
    }
}
