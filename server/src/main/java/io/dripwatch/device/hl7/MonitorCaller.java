package io.dripwatch.device.hl7;

import io.dripwatch.device.Counters;
import io.dripwatch.device.Decoded;
import io.dripwatch.device.Intake;
import io.dripwatch.device.Presence;
import io.dripwatch.device.Refusal;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.vitals.DeviceReport;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls one monitor that waits to be asked (Mindray PDS), and again whenever the link is lost: closed, refused, or
 * silent for too long. What it sends goes through the same door as everything else; it is not acknowledged, for the
 * protocol knows no acknowledgement. A link that is lost is told to the room at once. Runs on its own context only.
 */
public final class MonitorCaller {
    private static final Logger LOG = LoggerFactory.getLogger(MonitorCaller.class);
    private static final int LARGEST_FRAME = 64 * 1024;
    private static final int MOST_IN_FLIGHT = 64;
    private static final int CONNECT_MILLIS = 5_000;

    private final Address address;
    private final SourceProfile.Call call;
    private final OruDecoder decoder;
    private final OruDecoder.Sender sender;
    private final PdsQuestions questions;
    private final PdsAlarms alarms = new PdsAlarms();
    private final ScatteredPauses pauses;
    private final Intake intake;
    private final Presence presence;
    private final Counters counters;
    private final InstantSource clock;
    private final Vertx vertx;
    private final Context context;
    private final NetClient client;
    private FrameScanner scanner = new FrameScanner(LARGEST_FRAME);
    private @Nullable NetSocket socket;
    private boolean stopped;
    private int inFlight;
    private long querying = -1;
    private long beating = -1;
    private long listening = -1;
    private long pausing = -1;
    private volatile boolean heard;
    private final AtomicLong linksLost = new AtomicLong();

    /**
     * Whom to call.
     *
     * @param profile of role client; its places may say where this address stands
     * @param host of the monitor
     * @param port of the monitor; 1 to 65535
     * @param seed of the pauses between attempts
     */
    public record Address(SourceProfile profile, String host, int port, long seed) {
        public Address {
            if (profile.wire().role() != SourceProfile.Role.CLIENT) {
                throw new IllegalArgumentException(
                        "expected a profile of role client for " + host + ", got " + profile.id());
            }
            if (host.isBlank() || port < 1 || port > 65535) {
                throw new IllegalArgumentException(
                        "expected a host and a port from 1 to 65535, got " + host + ":" + port);
            }
        }

        /** By what the device is known: where it listens on the usual port, its host alone. */
        public String name() {
            return port == profile.wire().port() ? host : host + ":" + port;
        }
    }

    /** The doors of a server that a caller uses. */
    public record Doors(Intake intake, Presence presence, Counters counters, InstantSource clock) {}

    /** A caller that does nothing until {@link #start()}. */
    public MonitorCaller(Vertx vertx, Address address, SourceProfiles profiles, Doors doors) {
        this.address = address;
        this.call =
                Objects.requireNonNull(address.profile().wire().call(), "a profile of role client says how to call");
        this.decoder = new OruDecoder(profiles);
        this.sender = new OruDecoder.Sender(address.profile(), address.name());
        this.questions = new PdsQuestions(address.profile(), profiles.zone(address.profile()));
        this.pauses = new ScatteredPauses(call.pauses(), address.seed());
        this.intake = doors.intake();
        this.presence = doors.presence();
        this.counters = doors.counters();
        this.clock = doors.clock();
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.client =
                vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true).setConnectTimeout(CONNECT_MILLIS));
    }

    public void start() {
        context.runOnContext(unused -> connect());
    }

    /** Whether something has been heard since the link was made. */
    public boolean isConnected() {
        return heard;
    }

    /** How often the link was lost, failed attempts included. */
    public long linksLost() {
        return linksLost.get();
    }

    private void connect() {
        if (stopped) {
            return;
        }
        client.connect(address.port(), address.host())
                .onComplete(done -> context.runOnContext(unused -> {
                    if (done.succeeded()) {
                        connected(done.result());
                    } else {
                        lost("cannot be reached: " + done.cause().getMessage());
                    }
                }));
    }

    private void connected(NetSocket link) {
        if (stopped) {
            link.close();
            return;
        }
        socket = link;
        scanner = new FrameScanner(LARGEST_FRAME);
        link.handler(chunk -> context.runOnContext(unused -> received(link, chunk)));
        link.exceptionHandler(e -> LOG.debug("Link of a monitor failed; device={}", address.name(), e));
        link.closeHandler(closed -> context.runOnContext(unused -> ended(link, "closed by the monitor")));
        say(link, questions.query(clock.instant()));
        querying = vertx.setPeriodic(
                call.query().toMillis(), timer -> onContext(() -> say(link, questions.query(clock.instant()))));
        beating = vertx.setPeriodic(
                call.heartbeat().toMillis(), timer -> onContext(() -> say(link, questions.heartbeat())));
        listen(link);
    }

    private void onContext(Runnable task) {
        context.runOnContext(unused -> task.run());
    }

    /** A monitor that reads nothing any more is not written to without end; its silence ends the link. */
    private void say(NetSocket link, byte[] message) {
        if (socket == link && !link.writeQueueFull()) {
            link.write(Buffer.buffer(message))
                    .onFailure(e -> LOG.debug("Nothing can be said to a monitor; device={}", address.name(), e));
        }
    }

    private void listen(NetSocket link) {
        vertx.cancelTimer(listening);
        listening = vertx.setTimer(
                call.silence().toMillis(),
                timer -> onContext(
                        () -> ended(link, "silent for " + call.silence().toMillis() + " ms")));
    }

    private void received(NetSocket link, Buffer chunk) {
        if (socket != link) {
            return;
        }
        scanner.append(chunk);
        boolean understood = false;
        FrameScanner.Found found = scanner.next();
        while (found != FrameScanner.Found.NOTHING) {
            if (found == FrameScanner.Found.FRAME) {
                MessageSplitter frame = new MessageSplitter(scanner.bytes(), scanner.start(), scanner.end());
                while (frame.next()) {
                    understood |= handle(link, Message.read(scanner.bytes(), frame.start(), frame.end()));
                }
            } else {
                counters.refused(new Refusal(RefusalReason.UNREADABLE, "", "expected a frame, got " + found));
            }
            found = scanner.next();
        }
        if (understood) {
            // Garbage is no sign of life.
            heard = true;
            pauses.reset();
            listen(link);
        }
    }

    private boolean handle(NetSocket link, @Nullable Message sent) {
        Message message =
                sent == null ? null : sent.assuming(address.profile().wire().charset());
        Decoded decoded = decode(message);
        if (decoded instanceof Decoded.Rejected rejected) {
            counters.refused(rejected.refusal());
            return rejected.refusal().reason() == RefusalReason.UNSUPPORTED_TYPE;
        }
        Decoded.Read read = (Decoded.Read) decoded;
        read.refusals().forEach(counters::refused);
        String list = PdsAlarms.list(message);
        for (DeviceReport report : read.reports()) {
            offer(link, list, list.isEmpty() ? report : alarms.withEnds(list, report));
        }
        return true;
    }

    private Decoded decode(@Nullable Message message) {
        try {
            return decoder.decode(message, sender, clock.instant());
        } catch (RuntimeException unforeseen) {
            LOG.error("HL7 message could not be decoded; device={}", address.name(), unforeseen);
            return new Decoded.Rejected(
                    new Refusal(RefusalReason.UNREADABLE, "", "expected a message that can be read"));
        }
    }

    private void offer(NetSocket link, String list, DeviceReport report) {
        presence.heard(report.device(), link);
        inFlight++;
        if (inFlight == MOST_IN_FLIGHT) {
            link.pause();
        }
        Future<Void> kept;
        try {
            kept = intake.offer(report);
        } catch (RuntimeException unforeseen) {
            LOG.error("Report could not be offered; device={}", address.name(), unforeseen);
            kept = Future.failedFuture(unforeseen);
        }
        kept.onComplete(done -> onContext(() -> {
            if (done.succeeded()) {
                counters.kept(report.readings().size());
                alarms.told(list, report);
            } else {
                counters.notKept();
            }
            if (inFlight-- == MOST_IN_FLIGHT) {
                link.resume();
            }
        }));
    }

    private void ended(NetSocket link, String why) {
        if (socket != link) {
            return;
        }
        socket = null;
        vertx.cancelTimer(querying);
        vertx.cancelTimer(beating);
        vertx.cancelTimer(listening);
        link.close();
        if (stopped) {
            presence.ended(link);
        } else {
            presence.brokeOff(link);
        }
        lost(why);
    }

    private void lost(String why) {
        heard = false;
        if (stopped) {
            return;
        }
        linksLost.incrementAndGet();
        long pause = pauses.next().toMillis();
        LOG.warn("Link of a monitor is lost; device={} cause={} nextAttemptMillis={}", address.name(), why, pause);
        pausing = vertx.setTimer(pause, timer -> onContext(this::connect));
    }

    /**
     * Calls no more.
     *
     * @return succeeds when the link is closed
     */
    public Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        onContext(() -> {
            stopped = true;
            vertx.cancelTimer(pausing);
            NetSocket link = socket;
            if (link != null) {
                ended(link, "this server stops");
            }
            client.close().onComplete(closed);
        });
        return closed.future();
    }
}
