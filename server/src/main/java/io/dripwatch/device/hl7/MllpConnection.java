package io.dripwatch.device.hl7;

import io.dripwatch.device.Decoded;
import io.dripwatch.device.Refusal;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.device.Silence;
import io.dripwatch.device.Speaker;
import io.dripwatch.device.TurnedAway;
import io.dripwatch.device.UnfinishedBytes;
import io.dripwatch.vitals.DeviceReport;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connected device. Answers leave in the order of the messages, and everything that is ready leaves in one write.
 * While too many messages wait for their readings to become durable, or the device does not read its answers, nothing
 * is read from it; and after a few messages it lets its neighbours on the same event loop have their turn, so that no
 * flood of one starves the others. Runs on its own context only.
 */
final class MllpConnection {
    private static final Logger LOG = LoggerFactory.getLogger(MllpConnection.class);

    /** Messages, or stretches of garbage, that are handled before the neighbours have their turn. */
    private static final int MOST_IN_A_TURN = 16;

    /** Some devices fill pauses with bytes that mean nothing: a message must follow them, too, but later. */
    private static final int GARBAGE_PATIENCE = 10;

    private final NetSocketInternal socket;
    private final Context context;
    private final MllpServer.Shared shared;
    private final String remote;
    private final Supplier<Speaker> speaker;
    private final FrameScanner scanner;
    private final MessageDeadline deadline;
    private final UnfinishedBytes.Share share;
    private final Silence silence;
    private final Deque<Reply> waiting = new ArrayDeque<>();
    private @Nullable MessageSplitter frame;
    private boolean flushDue;
    private boolean turnDue;
    private boolean paused;
    private boolean draining;
    private boolean introduced;

    MllpConnection(
            Vertx vertx,
            NetSocketInternal socket,
            Context context,
            MllpServer.Shared shared,
            Supplier<Speaker> speaker) {
        this.socket = socket;
        this.context = context;
        this.shared = shared;
        this.speaker = speaker;
        this.scanner = new FrameScanner(shared.largestFrame());
        this.deadline = new MessageDeadline(vertx, () -> turnedAway(TurnedAway.UNFINISHED));
        this.share = shared.doorkeeper().rules().unfinished().share();
        this.silence = new Silence(vertx, () -> !paused || socket.writeQueueFull(), this::silent);
        String host =
                socket.remoteAddress() == null ? null : socket.remoteAddress().hostAddress();
        this.remote = host == null || host.isBlank() ? "unknown" : host;
    }

    void start(Duration longestSilence) {
        silence.begin(longestSilence);
        socket.handler(this::received);
        socket.drainHandler(v -> proceed());
        socket.exceptionHandler(e -> LOG.info("HL7 connection failed remote={} cause={}", remote, e.toString()));
    }

    private void received(Buffer chunk) {
        silence.broken();
        scanner.append(chunk);
        if (share.holds(scanner.held())) {
            proceed();
        } else {
            turnedAway(TurnedAway.NO_ROOM);
        }
    }

    /** Handles what has arrived, as far as the limits allow; what is settled leaves and makes room for more. */
    private void proceed() {
        boolean more = true;
        flush();
        for (int taken = 0; !turnDue && more && !draining && !isFull(); taken++) {
            if (taken == MOST_IN_A_TURN) {
                anotherTurn();
            } else {
                more = nextMessage() || nextFrame();
            }
            if (isFull()) {
                flush();
            }
        }
        flush();
        if (!more) {
            scanner.rest();
            share.holds(scanner.held());
        }
        if (more != paused) {
            paused = more;
            if (paused) {
                socket.pause();
            } else {
                socket.resume();
            }
        }
        watch();
    }

    /** What a device has begun to say it must end in time, unless it is us who do not listen. */
    private void watch() {
        if (!scanner.isUnfinished() || paused || draining) {
            deadline.end();
            return;
        }
        long patience = shared.doorkeeper().limits().patience().toMillis();
        deadline.begin(scanner.isInGarbage() ? patience * GARBAGE_PATIENCE : patience);
    }

    private void turnedAway(TurnedAway reason) {
        shared.doorkeeper().turnedAway(reason, remote);
        socket.handler(lost -> {});
        socket.close();
    }

    /** What it has not read cannot be waited for. */
    private void silent() {
        shared.counters().silentConnectionClosed();
        java.util.concurrent.Future<?> unused = socket.channelHandlerContext().close();
    }

    private void anotherTurn() {
        turnDue = true;
        shared.turns().queue(context, () -> {
            turnDue = false;
            proceed();
        });
    }

    private boolean isFull() {
        return waiting.size() >= shared.mostInFlight() || socket.writeQueueFull();
    }

    private boolean nextMessage() {
        if (frame == null || !frame.next()) {
            frame = null;
            return false;
        }
        handle(Message.read(scanner.bytes(), frame.start(), frame.end()));
        return true;
    }

    private boolean nextFrame() {
        switch (scanner.next()) {
            case NOTHING -> {
                return false;
            }
            case FRAME -> {
                frame = new MessageSplitter(scanner.bytes(), scanner.start(), scanner.end());
                deadline.end();
            }
            case GARBAGE -> refused("expected a frame that begins with 0x0B, got other bytes");
            case HALF_FRAME -> refused("expected the end of a frame, got the beginning of another");
            case TOO_LARGE -> tooLarge();
        }
        return true;
    }

    private void refused(String detail) {
        shared.counters().refused(new Refusal(RefusalReason.UNREADABLE, "", detail));
    }

    private void tooLarge() {
        Slice beginning = new Slice(scanner.bytes(), scanner.start(), scanner.end()).part(1, (byte) '\r');
        Message header = Message.read(beginning.bytes(), beginning.start(), beginning.end());
        Reply reply = replyTo(header, shared.source(header, remote));
        waiting.add(reply);
        reply.rejected(new Refusal(
                RefusalReason.TOO_LARGE,
                "",
                "expected at most " + shared.largestFrame() + " bytes in a frame, got more"));
    }

    private Reply replyTo(@Nullable Message message, SourceProfile source) {
        return new Reply(Acknowledgement.to(message, source.wire().acknowledging()), shared.counters());
    }

    private void handle(@Nullable Message sent) {
        SourceProfile source = shared.source(sent, remote);
        Message message = sent == null ? null : sent.assuming(source.wire().charset());
        Reply reply = replyTo(message, source);
        waiting.add(reply);
        Decoded decoded = decode(
                message, new OruDecoder.Sender(source, remote), shared.clock().instant());
        if (decoded instanceof Decoded.Read read) {
            if (introduces(read.reports())) {
                offer(reply, read);
            } else {
                waiting.remove(reply);
                draining = true;
            }
        } else if (decoded instanceof Decoded.Rejected rejected) {
            reply.rejected(rejected.refusal());
        }
    }

    /** A device without a name of its own goes by its address, and that is limited already. */
    private boolean introduces(List<DeviceReport> reports) {
        if (!introduced && !reports.isEmpty()) {
            String device = reports.get(0).device().value();
            introduced = device.equals(remote) || shared.doorkeeper().mayStay(device);
            return introduced;
        }
        return true;
    }

    /**
     * No content of a message may end the connection, so what the decoder did not foresee is refused like any nonsense.
     */
    private Decoded decode(@Nullable Message message, OruDecoder.Sender sender, Instant now) {
        try {
            return speaker.get().mayHaveSaid(shared.decoder().decode(message, sender, now));
        } catch (RuntimeException unforeseen) {
            LOG.error("HL7 message could not be decoded remote={}", remote, unforeseen);
            return new Decoded.Rejected(
                    new Refusal(RefusalReason.UNREADABLE, "", "expected a message that can be read"));
        }
    }

    private void offer(Reply reply, Decoded.Read read) {
        Future<?> kept = keep(read);
        if (kept.isComplete()) {
            reply.settle(read, kept);
        } else {
            kept.onComplete(done -> context.runOnContext(v -> {
                reply.settle(read, kept);
                flushSoon();
            }));
        }
    }

    private Future<?> keep(Decoded.Read read) {
        List<DeviceReport> reports = read.reports();
        try {
            return reports.size() == 1
                    ? shared.intake().offer(reports.get(0))
                    : Future.join(reports.stream().map(shared.intake()::offer).toList());
        } catch (RuntimeException unforeseen) {
            LOG.error("Report could not be offered remote={}", remote, unforeseen);
            return Future.failedFuture(unforeseen);
        }
    }

    /** Lets all that becomes durable together be acknowledged together. */
    private void flushSoon() {
        if (!flushDue) {
            flushDue = true;
            context.runOnContext(v -> {
                flushDue = false;
                proceed();
            });
        }
    }

    private void flush() {
        Buffer out = null;
        while (!waiting.isEmpty() && waiting.peek().isSettled()) {
            Reply reply = waiting.remove();
            out = out == null ? Buffer.buffer() : out;
            out.appendBytes(reply.acknowledgement()
                    .frames(
                            reply.verdict(),
                            reply.faults(),
                            shared.serial().incrementAndGet(),
                            shared.clock().instant()));
        }
        if (out != null && out.length() > 0) {
            socket.write(out).onFailure(e -> LOG.debug("HL7 answer not sent remote={} cause={}", remote, e.toString()));
        }
        if (draining && waiting.isEmpty()) {
            socket.close();
        }
    }

    /** Reads no more; closes when every message already taken in has its answer. */
    void drain() {
        draining = true;
        proceed();
    }

    /** The connection is gone: what it had begun to say is lost, and counted. */
    void closed() {
        silence.end();
        share.leave();
        draining = true;
        watch();
        if (scanner.isInsideFrame()) {
            refused("expected the end of a frame, got the end of the connection");
        }
    }
}
