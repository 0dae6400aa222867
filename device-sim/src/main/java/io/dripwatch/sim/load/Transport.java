package io.dripwatch.sim.load;

import io.dripwatch.sim.wire.AckMode;
import io.dripwatch.sim.wire.Badge;
import java.net.InetSocketAddress;
import java.util.Locale;

/**
 * How the monitors of a load speak.
 *
 * @param kind of wire
 * @param topic under which they publish; empty but for MQTT
 * @param badge that they show where they speak JSON
 */
public record Transport(Kind kind, String topic, Badge badge) {
    /** HL7 over MLLP. */
    public static final Transport MLLP = new Transport(Kind.MLLP, "", Badge.NONE);
    /** JSON over WebSockets. */
    public static final Transport WEBSOCKET = new Transport(Kind.WEBSOCKET, "", Badge.NONE);

    private static final int LONGEST_TOPIC = 1024;

    /** Kinds of wires. */
    public enum Kind {
        MLLP,
        MQTT,
        WEBSOCKET
    }

    public Transport {
        if ((kind == Kind.MQTT) == topic.isEmpty() || topic.length() > LONGEST_TOPIC || topic.matches(".*[+#].*")) {
            throw new IllegalArgumentException(
                    "expected a topic of at most 1024 letters without + and # for MQTT alone, got \"" + topic + "\"");
        }
    }

    /** JSON over MQTT with QoS 1. */
    public static Transport mqtt(String topic) {
        return new Transport(Kind.MQTT, topic, Badge.NONE);
    }

    /** The same, showing a badge; HL7 has no place for one. */
    public Transport showing(Badge other) {
        return kind == Kind.MLLP ? this : new Transport(kind, topic, other);
    }

    /** A wire for one connection. */
    LoadWire wire(int[] monitors, InetSocketAddress server, AckMode acks, String name, LoadWire.Listener listener) {
        return switch (kind) {
            case MLLP -> new MllpWire(monitors, acks, name, listener);
            case MQTT -> new MqttWire(monitors, topic, badge, name, listener);
            case WEBSOCKET -> new WebSocketWire(monitors, server, badge, name, listener);
        };
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
