package io.dripwatch.device.hl7;

import io.dripwatch.device.Counters;
import io.dripwatch.device.Doorkeeper;
import io.dripwatch.device.Intake;
import io.dripwatch.device.Speaker;
import io.dripwatch.device.Threshold;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Listens for monitors and pumps that speak HL7 v2 over MLLP. A positive acknowledgement leaves only when the intake
 * has said that the report is durable.
 */
public final class MllpServer {
    /** What all connections of a server share. */
    record Shared(
            OruDecoder decoder,
            @Nullable SourceProfile only,
            Intake intake,
            Counters counters,
            InstantSource clock,
            int mostInFlight,
            int largestFrame,
            AtomicLong serial,
            Turns turns,
            Doorkeeper doorkeeper) {
        SourceProfile source(@Nullable Message message, String remote) {
            SourceProfile told = message == null ? SourceProfile.USUAL : decoder.recognise(message, remote);
            return only == null ? told : only;
        }
    }

    private final Vertx vertx;
    private final NetServer server;
    private final MllpConfig config;
    private final Shared shared;

    private MllpServer(Vertx vertx, MllpConfig config, Shared shared) {
        this.vertx = vertx;
        this.config = config;
        this.shared = shared;
        this.server = vertx.createNetServer(new NetServerOptions().setTcpNoDelay(true));
    }

    /**
     * Starts listening.
     *
     * @param vertx on one of whose event loops the server runs
     * @param config where, and within which limits
     * @param intake the door for the reports
     * @param counters what is counted
     * @param clock the time of arrival
     * @return succeeds with the server when it accepts connections; fails where it cannot listen there
     */
    public static Future<MllpServer> listen(
            Vertx vertx, MllpConfig config, Intake intake, Counters counters, InstantSource clock) {
        OruDecoder decoder = new OruDecoder(config.profiles());
        Shared shared = new Shared(
                decoder,
                config.only(),
                intake,
                counters,
                clock,
                config.mostInFlight(),
                config.largestFrameBytes(),
                new AtomicLong(),
                new Turns(),
                new Doorkeeper("hl7", config.door(), counters, clock));
        MllpServer mllp = new MllpServer(vertx, config, shared);
        mllp.server.connectHandler(mllp::connected);
        return mllp.server.listen(config.port(), config.host()).map(mllp);
    }

    private void connected(NetSocket socket) {
        String address = socket.remoteAddress().hostAddress();
        Doorkeeper.Visit visit = shared.doorkeeper().enter(address);
        if (visit == null) {
            socket.close();
            return;
        }
        Context context = vertx.getOrCreateContext();
        NetSocketInternal wire = (NetSocketInternal) socket;
        ChannelPipeline pipeline = wire.channelHandlerContext().pipeline();
        MllpConnection connection = new MllpConnection(vertx, wire, context, shared, speaker(pipeline));
        socket.closeHandler(v -> {
            visit.leave();
            connection.closed();
        });
        socket.shutdownHandler(v -> connection.drain());
        connection.start(config.longestSilence());
        if (!Threshold.before(pipeline, shared.doorkeeper(), address)) {
            socket.close();
        }
    }

    /** A certificate is known when TLS is agreed on, and that is before the first message. */
    private Supplier<Speaker> speaker(ChannelPipeline pipeline) {
        AtomicReference<@Nullable Speaker> known = new AtomicReference<>();
        return () -> {
            Speaker speaker = known.get();
            if (speaker == null) {
                speaker = shared.doorkeeper().rules().identities().speaker(pipeline);
                known.set(speaker);
            }
            return speaker;
        };
    }

    /** The port that is listened on. */
    public int port() {
        return server.actualPort();
    }

    /** How many devices are connected now. */
    public int connections() {
        return shared.doorkeeper().open();
    }

    /**
     * Stops accepting connections and reading messages, and lets the answers to messages already read leave.
     *
     * @return succeeds when all connections are closed, at the latest after {@link MllpConfig#drain()}
     */
    public Future<Void> close() {
        return server.shutdown(config.drain().toMillis(), TimeUnit.MILLISECONDS);
    }
}
