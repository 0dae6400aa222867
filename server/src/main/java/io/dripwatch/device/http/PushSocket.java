package io.dripwatch.device.http;

import io.dripwatch.device.Admitted;
import io.dripwatch.device.Counters;
import io.dripwatch.device.Presence;
import io.dripwatch.device.Refusal;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.device.json.Outcome;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A device that pushes over a WebSocket. Every message gets one acknowledgement, in the order of the messages, when its
 * readings are durable. While too many wait, or the device does not read its answers, nothing is read from it. Runs on
 * its own context only.
 */
final class PushSocket {
    private static final Logger LOG = LoggerFactory.getLogger(PushSocket.class);
    private static final short TOO_LARGE = 1009;
    private static final short TOO_SLOW = 1008;
    private static final short NOT_ALLOWED = 1008;
    private static final short GONE = 1001;
    private static final short BROKE_OFF = 1006;
    private static final int PINGS_UNTIL_LOST = 2;

    private final Vertx vertx;
    private final ServerWebSocket socket;
    private final HttpConnection connection;
    private final Admitted admitted;
    private final Function<byte[], Future<Outcome>> door;
    private final Presence presence;
    private final Counters counters;
    private final PushLimits limits;
    private final HttpDoor entrance;
    private final Deque<Future<Outcome>> waiting = new ArrayDeque<>();
    private @Nullable Buffer begun;
    private boolean paused;
    private boolean draining;
    private boolean letGo;
    private int unansweredPings;
    private long pings;
    private long deadline = -1;

    PushSocket(
            Vertx vertx,
            ServerWebSocket socket,
            RoutingContext http,
            Function<byte[], Future<Outcome>> door,
            Presence presence,
            Counters counters,
            PushLimits limits,
            HttpDoor entrance) {
        this.vertx = vertx;
        this.socket = socket;
        this.connection = http.request().connection();
        this.admitted = entrance.admitted(http);
        this.door = door;
        this.presence = presence;
        this.counters = counters;
        this.limits = limits;
        this.entrance = entrance;
    }

    void start() {
        socket.frameHandler(this::frame);
        socket.pongHandler(pong -> unansweredPings = 0);
        socket.drainHandler(room -> {
            unansweredPings = 0;
            proceed();
        });
        socket.exceptionHandler(e -> LOG.debug("A device's WebSocket failed; cause={}", e.toString()));
        socket.closeHandler(closed -> closed());
        socket.shutdownHandler(asked -> drain());
        Context context = vertx.getOrCreateContext();
        entrance.doorkeeper()
                .stays(
                        this,
                        admitted,
                        HttpDoor.who(socket.remoteAddress()),
                        () -> context.runOnContext(v -> tokenEnded()));
        pings = vertx.setPeriodic(limits.ping().toMillis(), timer -> ping());
    }

    private void frame(WebSocketFrame frame) {
        unansweredPings = 0;
        if (draining || !(frame.isText() || frame.isBinary() || frame.isContinuation())) {
            return;
        }
        Buffer part = frame.binaryData();
        if (begun == null && frame.isFinal()) {
            message(part);
            return;
        }
        if (begun == null) {
            begun = Buffer.buffer();
            deadline = vertx.setTimer(entrance.patience().toMillis(), late -> unfinished());
        }
        begun.appendBuffer(part);
        if (begun.length() > limits.largestMessageBytes()) {
            tooLarge();
        } else if (frame.isFinal()) {
            Buffer whole = begun;
            begun = null;
            vertx.cancelTimer(deadline);
            message(whole);
        }
    }

    private void message(Buffer message) {
        if (message.length() > limits.largestMessageBytes()) {
            tooLarge();
            return;
        }
        Future<Outcome> outcome = door.apply(message.getBytes());
        waiting.add(outcome);
        if (!outcome.isComplete()) {
            outcome.onComplete(done -> proceed());
        }
        proceed();
    }

    /** While we do not read, the rest of it cannot come. */
    private void unfinished() {
        if (begun != null && paused) {
            deadline = vertx.setTimer(entrance.patience().toMillis(), late -> unfinished());
        } else if (begun != null) {
            entrance.unfinished(socket.remoteAddress());
            letGo = true;
            socket.close(TOO_SLOW, "a message must end in time");
        }
    }

    private void tokenEnded() {
        letGo = true;
        socket.close(NOT_ALLOWED, "the token is at an end");
    }

    private void tooLarge() {
        counters.refused(new Refusal(
                RefusalReason.TOO_LARGE,
                "",
                "expected at most " + limits.largestMessageBytes() + " bytes in a message, got more"));
        draining = true;
        begun = null;
        socket.close(TOO_LARGE, "at most " + limits.largestMessageBytes() + " bytes in a message");
    }

    /** Sends the answers that are due, and reads on as far as the limits allow. */
    private void proceed() {
        while (!waiting.isEmpty() && waiting.peek().isComplete()) {
            Outcome outcome = waiting.remove().result();
            if (!socket.isClosed()) {
                outcome.devices().forEach(device -> presence.heard(device, this));
                socket.writeTextMessage(outcome.json())
                        .onFailure(e -> LOG.debug("An answer was not sent; cause={}", e.toString()));
            }
        }
        boolean full = waiting.size() >= limits.mostInFlight() || (!socket.isClosed() && socket.writeQueueFull());
        if (full && !paused) {
            paused = true;
            socket.pause();
        } else if (!full && paused) {
            paused = false;
            socket.resume();
        }
        if (draining && waiting.isEmpty() && !socket.isClosed()) {
            socket.close(GONE, "the server stops");
        }
    }

    /**
     * A device whose cable was cut says nothing more, and no end comes either. Nor does it where a device reads no
     * answers, for then we read nothing; while we wait for the store, nobody is late.
     */
    private void ping() {
        boolean deaf = socket.writeQueueFull();
        if (paused && !deaf) {
            return;
        }
        if (unansweredPings >= PINGS_UNTIL_LOST) {
            LOG.info("A device gave no sign of life; its WebSocket is closed");
            counters.silentConnectionClosed();
            letGo = true;
            if (deaf) {
                HttpDoor.hangUp(connection);
            } else {
                socket.close(GONE, "no sign of life");
            }
            return;
        }
        unansweredPings++;
        socket.writePing(Buffer.buffer("?")).onFailure(e -> LOG.debug("A ping was not sent; cause={}", e.toString()));
    }

    /** Reads no more; closes when every message already taken in has its answer. */
    private void drain() {
        draining = true;
        proceed();
    }

    private void closed() {
        entrance.doorkeeper().left(this);
        vertx.cancelTimer(pings);
        vertx.cancelTimer(deadline);
        Short status = socket.closeStatusCode();
        if (!letGo && (draining || (status != null && status != BROKE_OFF))) {
            presence.ended(this);
        } else {
            presence.brokeOff(this);
        }
        if (begun != null) {
            counters.refused(new Refusal(
                    RefusalReason.UNREADABLE, "", "expected the end of a message, got the end of the connection"));
        }
    }
}
