package io.dripwatch.device.mqtt;

import io.dripwatch.device.Refusal;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.device.Silence;
import io.dripwatch.device.Speaker;
import io.dripwatch.device.json.Outcome;
import io.dripwatch.vitals.DeviceId;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connected publisher. Acknowledgements leave in the order of the messages, and all that is due leaves in one
 * write. While too many messages wait for their readings to become durable, or the device does not read its answers,
 * nothing is read from it. Runs on its own context only.
 */
final class MqttConnection {
    private static final Logger LOG = LoggerFactory.getLogger(MqttConnection.class);
    private static final int DISCONNECT_WITH_WILL = 0x04;
    private static final int CONNECTION_REFUSED_VERSION = 1;
    private static final long ONE_AND_A_HALF_MS = 1_500;

    /** A message under way. */
    private record Sent(MqttQoS qos, int id, Future<Outcome> outcome) {}

    private final NetSocketInternal socket;
    private final MqttListener.Shared shared;
    private final Silence silence;
    private final Deque<Sent> waiting = new ArrayDeque<>();
    private Speaker speaker = Speaker.UNKNOWN;
    private @Nullable Greeting client;
    private boolean flushDue;
    private boolean paused;
    private boolean draining;
    private boolean over;
    private boolean agreedEnd;
    private long greetingTimer;

    MqttConnection(NetSocketInternal socket, MqttListener.Shared shared) {
        this.socket = socket;
        this.shared = shared;
        this.silence = new Silence(shared.vertx(), () -> !paused || socket.writeQueueFull(), this::silent);
    }

    void start() {
        socket.messageHandler(this::received);
        socket.drainHandler(v -> proceed());
        socket.exceptionHandler(e -> LOG.debug("An MQTT connection failed; cause={}", e.toString()));
        greetingTimer = shared.vertx().setTimer(shared.config().greeting().toMillis(), late -> silent());
    }

    private void received(Object packet) {
        try {
            silence.broken();
            if (draining || over) {
                return;
            }
            if (!(packet instanceof MqttMessage message)
                    || message.decoderResult().isFailure()) {
                unreadable(packet);
            } else if (client == null) {
                greet(message);
            } else {
                handle(client, message);
            }
        } finally {
            ReferenceCountUtil.release(packet);
        }
    }

    private void unreadable(Object packet) {
        Throwable cause =
                packet instanceof MqttMessage message ? message.decoderResult().cause() : null;
        if (cause instanceof MqttUnacceptableProtocolVersionException) {
            socket.write(Packets.connack(false, CONNECTION_REFUSED_VERSION));
            end(Packets.PROTOCOL_ERROR);
        } else if (cause instanceof TooLongFrameException) {
            refused(
                    RefusalReason.TOO_LARGE,
                    "expected at most " + shared.config().largestMessageBytes() + " bytes in a message, got more");
            end(Packets.TOO_LARGE);
        } else {
            refused(RefusalReason.UNREADABLE, "expected an MQTT packet, got other bytes");
            end(Packets.MALFORMED);
        }
    }

    private void refused(RefusalReason reason, String detail) {
        shared.counters().refused(new Refusal(reason, "", detail));
    }

    private void greet(MqttMessage message) {
        if (!(message instanceof MqttConnectMessage connect)) {
            refused(RefusalReason.UNREADABLE, "expected CONNECT, got " + type(message));
            end(Packets.PROTOCOL_ERROR);
            return;
        }
        Greeting greeting = Greeting.of(connect);
        if (greeting.refusal() != null) {
            refused(RefusalReason.MISSING_PART, greeting.refusal());
            socket.write(greeting.refused());
            socket.close();
            return;
        }
        shared.vertx().cancelTimer(greetingTimer);
        if (!greeting.assigned() && !shared.doorkeeper().mayStay(greeting.id())) {
            socket.write(greeting.tooOften());
            socket.close();
            return;
        }
        Speaker admitted =
                Admission.of(connect.payload(), greeting, socket, shared, this, () -> end(Packets.NOT_AUTHORIZED));
        if (admitted == null) {
            return;
        }
        speaker = admitted;
        client = greeting;
        MqttConnection before = shared.sessions().connect(greeting.id(), this);
        if (before != null) {
            before.end(Packets.SESSION_TAKEN_OVER);
        }
        boolean present = shared.sessions().resume(greeting.id(), greeting.clean(), greeting.keep());
        socket.write(greeting.accepted(present, shared.config()));
        silence.begin(
                greeting.keepAliveSeconds() > 0
                        ? Duration.ofMillis(greeting.keepAliveSeconds() * ONE_AND_A_HALF_MS)
                        : shared.config().longestSilence());
    }

    boolean isListening() {
        return !paused;
    }

    /** What it has not read cannot be waited for. */
    private void silent() {
        shared.counters().silentConnectionClosed();
        java.util.concurrent.Future<?> unused = socket.channelHandlerContext().close();
    }

    private void handle(Greeting from, MqttMessage message) {
        switch (message.fixedHeader().messageType()) {
            case PUBLISH -> publish((MqttPublishMessage) message);
            case PUBREL -> {
                if (message.variableHeader() instanceof MqttMessageIdVariableHeader header) {
                    socket.write(Packets.pubcomp(header.messageId()));
                }
            }
            case PINGREQ -> socket.write(Packets.pingresp());
            case SUBSCRIBE -> {
                MqttSubscribeMessage wish = (MqttSubscribeMessage) message;
                socket.write(Packets.suback(
                        wish.variableHeader().messageId(),
                        wish.payload().topicSubscriptions().size(),
                        from.five()));
            }
            case UNSUBSCRIBE -> {
                MqttUnsubscribeMessage wish = (MqttUnsubscribeMessage) message;
                socket.write(Packets.unsuback(
                        wish.variableHeader().messageId(), wish.payload().topics(), from.five()));
            }
            case DISCONNECT -> {
                agreedEnd = !(message.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader header)
                        || header.reasonCode() != DISCONNECT_WITH_WILL;
                over = true;
                socket.close();
            }
            case CONNECT, CONNACK, PUBACK, PUBREC, PUBCOMP, SUBACK, UNSUBACK, PINGRESP, AUTH -> {
                refused(RefusalReason.UNREADABLE, "expected a publisher's packet, got " + type(message));
                end(Packets.PROTOCOL_ERROR);
            }
        }
    }

    private static String type(MqttMessage message) {
        return message.fixedHeader().messageType().name();
    }

    private void publish(MqttPublishMessage message) {
        byte[] payload = ByteBufUtil.getBytes(message.payload());
        Future<Outcome> outcome =
                shared.door().take(payload, message.variableHeader().topicName(), speaker);
        waiting.add(new Sent(
                message.fixedHeader().qosLevel(), message.variableHeader().packetId(), outcome));
        if (outcome.isComplete()) {
            flushSoon();
        } else {
            outcome.onComplete(done -> flushSoon());
        }
        throttle();
    }

    /** Lets all that becomes durable together be acknowledged together. */
    private void flushSoon() {
        if (!flushDue) {
            flushDue = true;
            shared.vertx().runOnContext(v -> {
                flushDue = false;
                proceed();
            });
        }
    }

    private void proceed() {
        Buffer out = Buffer.buffer();
        while (!waiting.isEmpty() && waiting.peek().outcome().isComplete()) {
            Sent sent = waiting.remove();
            acknowledge(sent, sent.outcome().result(), out);
        }
        if (out.length() > 0) {
            socket.write(out).onFailure(e -> LOG.debug("An answer was not sent; cause={}", e.toString()));
        }
        throttle();
        if (draining && waiting.isEmpty()) {
            end(Packets.SERVER_SHUTTING_DOWN);
        }
    }

    private void acknowledge(Sent sent, Outcome outcome, Buffer out) {
        for (DeviceId device : outcome.devices()) {
            shared.presence().heard(device, this);
        }
        if (outcome.lost()) {
            if (sent.qos() != MqttQoS.AT_MOST_ONCE) {
                shared.vertx().setTimer(shared.config().retryAfter().toMillis(), due -> end(Packets.SERVER_BUSY));
            }
        } else if (sent.qos() == MqttQoS.EXACTLY_ONCE) {
            Packets.pubrec(out, sent.id());
        } else if (sent.qos() == MqttQoS.AT_LEAST_ONCE) {
            boolean nothing = outcome.isUseless() && client != null && client.five();
            if (nothing) {
                Packets.pubackWithReason(out, sent.id(), Packets.PAYLOAD_INVALID);
            } else {
                Packets.puback(out, sent.id());
            }
        }
    }

    private void throttle() {
        boolean full = waiting.size() >= shared.config().mostInFlight() || socket.writeQueueFull();
        if (full != paused) {
            paused = full;
            if (full) {
                socket.pause();
            } else {
                socket.resume();
            }
        }
    }

    /** We end it: the device is told why where it can be, and its link is not lost. */
    private void end(int reason) {
        if (over) {
            return;
        }
        over = true;
        agreedEnd = reason == Packets.SERVER_BUSY
                || reason == Packets.SERVER_SHUTTING_DOWN
                || reason == Packets.SESSION_TAKEN_OVER;
        if (client != null && client.five()) {
            socket.write(Packets.disconnect5(reason));
        }
        socket.close();
    }

    /** Reads no more; closes when every message already taken in has its answer. */
    void drain() {
        draining = true;
        proceed();
    }

    void closed() {
        shared.vertx().cancelTimer(greetingTimer);
        silence.end();
        shared.doorkeeper().left(this);
        if (client != null) {
            shared.sessions().disconnect(client.id(), this);
        }
        if (agreedEnd || draining) {
            shared.presence().ended(this);
        } else {
            shared.presence().brokeOff(this);
        }
        waiting.clear();
    }
}
