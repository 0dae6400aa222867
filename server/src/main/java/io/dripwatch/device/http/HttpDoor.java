package io.dripwatch.device.http;

import io.dripwatch.device.Admitted;
import io.dripwatch.device.DoorLimits;
import io.dripwatch.device.Doorkeeper;
import io.dripwatch.device.Threshold;
import io.dripwatch.device.TurnedAway;
import io.dripwatch.device.Weight;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The door of the web server, through which screens and devices come. A request must be whole in time. A connection
 * that has none under way waits: where too many do, the one that has waited longest gives way, so that a flood never
 * keeps a screen out. The limits for devices hold for those connections that push readings, and for no others. What is
 * agreed on TLS is part of the first request, and as late as that. Runs on the server's event loop only.
 */
public final class HttpDoor {
    private static final Duration BETWEEN_REQUESTS = Duration.ofMinutes(1);
    private static final int SHARE_OF_ONE_ADDRESS = 2;
    private static final String ADMITTED = "dripwatch.admitted";
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private final Vertx vertx;
    private final Doorkeeper doorkeeper;
    private final DoorLimits limits;
    private final int mostWaiting;
    private final Duration betweenRequests;
    private final Map<HttpConnection, Guest> guests = new HashMap<>();
    private final Set<Guest> waiting = new LinkedHashSet<>();
    private final Map<String, Set<Guest>> waitingOfAddress = new HashMap<>();

    /** A connection; its deadline runs while it waits. */
    private static final class Guest {
        private final HttpConnection connection;
        private final @Nullable String host;
        private final String address;
        private long deadline;
        private int underWay;
        private Doorkeeper.@Nullable Visit visit;

        Guest(HttpConnection connection) {
            this.connection = connection;
            this.host = who(connection.remoteAddress());
            this.address = host == null ? "unknown" : host;
        }
    }

    /**
     * @param vertx of the deadlines
     * @param doorkeeper of the devices
     * @param mostWaiting connections without a request under way; half of them may be of one address
     */
    public HttpDoor(Vertx vertx, Doorkeeper doorkeeper, int mostWaiting) {
        this(vertx, doorkeeper, mostWaiting, BETWEEN_REQUESTS);
    }

    /** With so much time from an answer to the next request. */
    HttpDoor(Vertx vertx, Doorkeeper doorkeeper, int mostWaiting, Duration betweenRequests) {
        this.betweenRequests = betweenRequests;
        this.vertx = vertx;
        this.doorkeeper = doorkeeper;
        this.limits = doorkeeper.limits();
        this.mostWaiting = mostWaiting;
    }

    /** Watches a server, which must not speak HTTP/2 in the clear, and hands its requests to the router. */
    public void guard(HttpServer server, Router router) {
        server.connectionHandler(this::connected);
        server.requestHandler(request -> {
            if (isWellFormed(request)) {
                router.handle(request);
            } else {
                request.response()
                        .setStatusCode(400)
                        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                        .end();
            }
        });
        router.route().order(Integer.MIN_VALUE).handler(this::begun);
    }

    /**
     * Routes are found by host and path; no route can be asked to answer for want of them. No host that anybody has is
     * written with a percent sign, and Vert.x fails on it.
     */
    private static boolean isWellFormed(HttpServerRequest request) {
        String path = request.path();
        String host = request.getHeader(HttpHeaders.HOST);
        return (host == null || host.indexOf('%') < 0)
                && request.authority() != null
                && path != null
                && path.startsWith("/")
                && !BROKEN_ESCAPE.matcher(request.uri()).find();
    }

    /**
     * A device pushes over this connection.
     *
     * @return whether it may; where not, it has its answer
     */
    boolean lets(RoutingContext http) {
        Guest guest = guests.get(http.request().connection());
        if (guest == null || guest.visit != null) {
            return guest != null;
        }
        guest.visit = doorkeeper.enter(guest.address);
        if (guest.visit == null) {
            http.response()
                    .setStatusCode(429)
                    .putHeader(HttpHeaders.RETRY_AFTER, "1")
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                    .end("{\"error\":\"Too many connections of devices from this address.\"}");
        }
        return guest.visit != null;
    }

    /**
     * A device shows who it is.
     *
     * @return whether it may go on; where not, it has its answer, which does not say what was wrong
     */
    boolean identifies(RoutingContext http) {
        HttpServerRequest request = http.request();
        Admitted admitted = doorkeeper.admit(
                null, BearerToken.of(request), channel(request.connection()).pipeline(), who(request.remoteAddress()));
        if (admitted == null) {
            http.response()
                    .setStatusCode(401)
                    .putHeader("WWW-Authenticate", "Bearer")
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                    .end("{\"error\":\"This address needs a token or a certificate that counts.\"}");
            return false;
        }
        http.put(ADMITTED, admitted);
        return true;
    }

    /** Whom {@link #identifies} let in. */
    Admitted admitted(RoutingContext http) {
        return Objects.requireNonNull(http.get(ADMITTED), "nobody asked who it is");
    }

    Doorkeeper doorkeeper() {
        return doorkeeper;
    }

    static @Nullable String who(@Nullable SocketAddress address) {
        return address == null ? null : address.hostAddress();
    }

    private static Channel channel(HttpConnection connection) {
        return ((HttpServerConnection) connection).channelHandlerContext().channel();
    }

    /** Ends a connection at once, whatever still waits to be said over it: it ends before the handlers that say it. */
    static void hangUp(HttpConnection connection) {
        java.util.concurrent.Future<?> unused =
                channel(connection).pipeline().firstContext().close();
    }

    Duration patience() {
        return limits.patience();
    }

    /** What a device had begun to push did not end in time. */
    void unfinished(SocketAddress who) {
        doorkeeper.turnedAway(TurnedAway.UNFINISHED, who(who));
    }

    private void connected(HttpConnection connection) {
        Guest guest = new Guest(connection);
        Channel channel = channel(connection);
        if (!Threshold.before(channel.pipeline(), doorkeeper, guest.host, Duration.ZERO)) {
            connection.close();
            return;
        }
        Weight weight = new Weight(doorkeeper.rules().unfinished().share(), () -> {
            doorkeeper.turnedAway(TurnedAway.NO_ROOM, guest.address);
            connection.close();
        });
        channel.pipeline()
                .addFirst("weight", weight)
                .addAfter("httpEncoder", "unread", new Unread(() -> unread(guest)))
                .addBefore("handler", "whole", weight.whole(HttpDoor::isEnd));
        guests.put(connection, guest);
        channel.closeFuture().addListener(closed -> left(guest));
        waits(guest, limits.patience(), true);
        makeRoom(waitingAt(guest.address), Math.max(1, mostWaiting / SHARE_OF_ONE_ADDRESS));
        makeRoom(waiting, mostWaiting);
    }

    private static boolean isEnd(Object part) {
        boolean ofData = part instanceof TextWebSocketFrame
                || part instanceof BinaryWebSocketFrame
                || part instanceof ContinuationWebSocketFrame;
        return part instanceof LastHttpContent || (ofData && ((WebSocketFrame) part).isFinalFragment());
    }

    private Set<Guest> waitingAt(String address) {
        return waitingOfAddress.computeIfAbsent(address, unused -> new LinkedHashSet<>());
    }

    private void makeRoom(Set<Guest> from, int most) {
        if (from.size() > most) {
            Guest longest = from.iterator().next();
            doorkeeper.turnedAway(TurnedAway.GAVE_WAY, longest.address);
            end(longest);
        }
    }

    private void begun(RoutingContext http) {
        HttpServerRequest request = http.request();
        Guest guest = guests.get(request.connection());
        if (guest != null) {
            waitsNoMore(guest);
            guest.underWay++;
            http.addEndHandler(answered -> answered(guest));
            if (request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                    || request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
                long deadline = vertx.setTimer(limits.patience().toMillis(), late -> unfinished(guest));
                request.end().onComplete(whole -> vertx.cancelTimer(deadline));
            }
        }
        http.next();
    }

    private void answered(Guest guest) {
        guest.underWay--;
        if (guest.underWay == 0 && guests.containsKey(guest.connection)) {
            waits(guest, betweenRequests, false);
        }
    }

    private void waits(Guest guest, Duration allowed, boolean first) {
        waiting.add(guest);
        waitingAt(guest.address).add(guest);
        guest.deadline = vertx.setTimer(allowed.toMillis(), late -> {
            if (first) {
                unfinished(guest);
            } else {
                late(guest, allowed, Long.MAX_VALUE);
            }
        });
    }

    /** An answer that is still being read, however slowly, has its time. */
    private void late(Guest guest, Duration allowed, long unreadBefore) {
        ChannelOutboundBuffer answers = channel(guest.connection).unsafe().outboundBuffer();
        long unread = answers == null ? 0 : answers.totalPendingWriteBytes() - answers.currentProgress();
        if (unread == 0) {
            doorkeeper.silent();
            end(guest);
        } else if (unread < unreadBefore) {
            guest.deadline = vertx.setTimer(allowed.toMillis(), later -> late(guest, allowed, unread));
        } else {
            unread(guest);
            hangUp(guest.connection);
        }
    }

    private void unread(Guest guest) {
        doorkeeper.turnedAway(TurnedAway.UNREAD, guest.address);
    }

    private void waitsNoMore(Guest guest) {
        vertx.cancelTimer(guest.deadline);
        waiting.remove(guest);
        Set<Guest> neighbours = waitingAt(guest.address);
        neighbours.remove(guest);
        if (neighbours.isEmpty()) {
            waitingOfAddress.remove(guest.address);
        }
    }

    private void unfinished(Guest guest) {
        doorkeeper.turnedAway(TurnedAway.UNFINISHED, guest.address);
        end(guest);
    }

    private void end(Guest guest) {
        waitsNoMore(guest);
        guest.connection.close();
    }

    private void left(Guest guest) {
        waitsNoMore(guest);
        guests.remove(guest.connection);
        if (guest.visit != null) {
            guest.visit.leave();
        }
    }
}
