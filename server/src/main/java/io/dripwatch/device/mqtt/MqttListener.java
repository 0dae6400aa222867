package io.dripwatch.device.mqtt;

import io.dripwatch.device.Counters;
import io.dripwatch.device.Doorkeeper;
import io.dripwatch.device.Presence;
import io.dripwatch.device.Threshold;
import io.dripwatch.device.TurnedAway;
import io.dripwatch.device.Weight;
import io.dripwatch.device.json.ReadingsDoor;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * Listens for devices that publish over MQTT 3.1.1 or 5. A message of QoS 1 or 2 is acknowledged only when its readings
 * are durable; one that could not be kept is not acknowledged at all, and its device sends it again. Bytes become
 * packets
 * by Netty's codec; nothing is read from a device that has too much under way.
 */
public final class MqttListener {
    private static final int LONGEST_CLIENT_ID = 200;

    /** What all connections share. */
    record Shared(
            Vertx vertx,
            MqttConfig config,
            ReadingsDoor door,
            Presence presence,
            Counters counters,
            Sessions sessions,
            Doorkeeper doorkeeper) {}

    private final NetServer server;
    private final Shared shared;

    private MqttListener(Shared shared) {
        this.shared = shared;
        this.server = shared.vertx.createNetServer(new NetServerOptions().setTcpNoDelay(true));
    }

    /**
     * Starts listening.
     *
     * @param vertx on one of whose event loops the listener runs
     * @param config where, and within which limits
     * @param door through which messages enter
     * @param presence learns of devices whose connection broke off
     * @param counters what is counted
     * @param clock of the pace of connections
     * @return succeeds when connections are accepted; fails where it cannot listen there
     */
    public static Future<MqttListener> listen(
            Vertx vertx,
            MqttConfig config,
            ReadingsDoor door,
            Presence presence,
            Counters counters,
            InstantSource clock) {
        MqttListener mqtt = new MqttListener(new Shared(
                vertx,
                config,
                door,
                presence,
                counters,
                new Sessions(),
                new Doorkeeper("mqtt", config.door(), counters, clock)));
        mqtt.server.connectHandler(mqtt::connected);
        return mqtt.server.listen(config.port(), config.host()).map(mqtt);
    }

    private void connected(NetSocket socket) {
        String address = socket.remoteAddress().hostAddress();
        Doorkeeper.Visit visit = shared.doorkeeper.enter(address);
        if (visit == null) {
            socket.close();
            return;
        }
        NetSocketInternal device = (NetSocketInternal) socket;
        MqttConnection connection = new MqttConnection(device, shared);
        Progress progress = new Progress(shared.config.door().limits().patience(), connection::isListening, () -> {
            shared.doorkeeper.turnedAway(TurnedAway.UNFINISHED, address);
            socket.close();
        });
        Weight weight = new Weight(shared.config.door().unfinished().share(), () -> {
            shared.doorkeeper.turnedAway(TurnedAway.NO_ROOM, address);
            socket.close();
        });
        device.channelHandlerContext()
                .pipeline()
                .addBefore("handler", "weight", weight)
                .addBefore("handler", "bytes", progress.bytes())
                .addBefore("handler", "mqtt", new MqttDecoder(shared.config.largestMessageBytes(), LONGEST_CLIENT_ID))
                .addBefore("handler", "whole", weight.whole(packet -> true))
                .addBefore("handler", "packets", progress.packets());
        device.closeHandler(v -> {
            visit.leave();
            connection.closed();
        });
        device.shutdownHandler(v -> connection.drain());
        connection.start();
        if (!Threshold.before(device.channelHandlerContext().pipeline(), shared.doorkeeper, address)) {
            socket.close();
        }
    }

    /** The port that is listened on. */
    public int port() {
        return server.actualPort();
    }

    /**
     * Stops accepting connections and reading messages, and lets the answers to messages already read leave.
     *
     * @return succeeds when all connections are closed, at the latest after {@link MqttConfig#drain()}
     */
    public Future<Void> close() {
        return server.shutdown(shared.config.drain().toMillis(), TimeUnit.MILLISECONDS);
    }
}
